/**
 * What goes wrong in a real cloud, at the worst moment of each kind of command: the function dies, the answer of the commit is
 * lost, the disk is full, the database is slow, WeChat does not answer, an upload breaks off, a timer comes twice, the clock
 * jumps. Afterwards the same request is sent again, as a phone does, and is done exactly once.
 */
import { request } from 'node:http';
import type { Outside } from '../../cloudfunctions/core/call';
import { serve } from '../../cloudfunctions/core/serve';
import { applicationsActions } from '../../cloudfunctions/applications/actions';
import { openStore } from '../../cloudfunctions/core/database';
import { systemIds } from '../../cloudfunctions/core/ids';
import { hash } from '../../cloudfunctions/core/crypto';
import { jpeg } from '../support/functions/pictures';
import { expectClean } from '../support/functions/check-data';
import { tamperedWith, type TestServer, type Way } from '../support/functions/server';
import { submission } from '../support/functions/case';
import { startTown } from '../support/functions/town';
import { WALKER, type World, type BoundPerson } from '../support/functions/world';
import { keepFigures } from '../support/trust/figures';
import { ORDER_KINDS, orderOf, send, type Order } from '../support/trust/load';
import { useCloud } from '../support/trust/sdk';
import { allActions } from '../support/trust/tables';

jest.setTimeout(240_000);

interface Place {
  server: TestServer;
  world: World;
}

let survived = 0;
afterAll(() => keepFigures('faults', { faults: survived }));

async function fault({ server }: Place, body: unknown): Promise<void> {
  await fetch(`${server.client.url}/faults`, { method: 'POST', body: JSON.stringify(body) });
}
async function noFaults({ server }: Place): Promise<void> {
  await fetch(`${server.client.url}/faults`, { method: 'DELETE' });
}

async function commandOf({ server }: Place, { openid, requestId }: Order): Promise<boolean> {
  const id = hash(`${openid}|${requestId}`).slice(0, 40);
  return (await server.client.all('audit')).some(({ _id }) => _id === id);
}

const COMMIT = 'database.commitTransaction';
const WRITE = 'database.modifyDocument';
/** What happens, to which request of the command's own transaction (from 0), and whether the command is done then. */
const CASES: [what: string, fault: { action: string; how: string }, skip: number, done: boolean | null][] = [
  ['dies at its first write', { action: WRITE, how: 'killed' }, 0, false],
  // A short command has no third write: nothing happens to it.
  ['dies at its third write', { action: WRITE, how: 'killed' }, 2, null],
  ['dies before the commit', { action: COMMIT, how: 'killed' }, 0, false],
  ['loses the answer of its commit', { action: COMMIT, how: 'lost' }, 0, true],
  ['finds the disk full', { action: WRITE, how: 'full' }, 1, null],
  ['loses a connection', { action: WRITE, how: 'refused' }, 1, null],
];

/** How often somebody did it is counted before the command's transaction, in one write. */
const countedBefore = ({ fn, action }: Order): number =>
  allActions().find((one) => one.fn === fn && one.action === action)?.definition.limit ? 1 : 0;

/** How functions run: all kinds of commands where it is cheap, and one as in the cloud. */
const WAYS: [how: string, way: Way, kinds: string[]][] = [
  ['in threads that ask by the network', { network: true }, ['applyDevice']],
  ['in one thread', {}, ORDER_KINDS],
];

describe.each(WAYS)('%s', (_how, way, kinds) => {
  let place: Place;
  beforeAll(async () => {
    place = await startTown(way);
  });
  afterEach(() => noFaults(place));
  afterAll(() => place.server.close());

  describe.each(CASES)('a command that %s', (_what, what, skip, done) => {
    test.each(kinds)('%s', async (kind) => {
      const { client } = place.server;
      const order = await orderOf(kind, place.world);
      await fault(place, { ...what, skip: what.action === WRITE ? skip + countedBefore(order) : skip });
      await send(client, order);
      await noFaults(place);
      // Was it told that it is done, then it is; was it not, it is whole or not at all.
      const there = await commandOf(place, order);
      if (order.answer !== null) expect(there).toBe(true);
      else if (done !== null) expect(there).toBe(done);
      expect(await send(client, order)).toMatchObject({ ok: true });
      const first = order.answer;
      expect(await send(client, order)).toEqual(first);
      survived += 1;
    });
  });

  test('and after all of it the data are whole', () => expectClean(place.server.client));
});

describe('what else goes wrong', () => {
  let server: TestServer;
  let world: World;
  let person: BoundPerson;
  beforeAll(async () => {
    ({ server, world } = await startTown());
    person = await world.resident();
  });
  afterEach(() => noFaults({ server, world }));
  afterAll(() => server.close());

  test('a slow database makes people wait, and nothing else', async () => {
    await fault({ server, world }, { action: 'database.getDocument', how: 'slow', ms: 300, times: 6 });
    const order = await orderOf('recordCall', world);
    expect(await send(server.client, order)).toMatchObject({ ok: true });
    survived += 1;
  });

  test('WeChat down: a call for help is recorded all the same, its messages are kept', async () => {
    await fetch(`${server.client.url}/outbox/script`, {
      method: 'POST',
      body: JSON.stringify({ api: 'subscribeMessage.send', answer: 'down', times: 20 }),
    });
    const order = { ...(await orderOf('recordCall', world)), openid: person.openid };
    expect(await send(server.client, order)).toMatchObject({ ok: true });
    await fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' });
    expect((await server.client.all('messages')).length).toBeGreaterThan(0);
    survived += 1;
  });

  test('an upload that breaks off is no file', async () => {
    const reply = (await (
      await fetch(`${server.client.url}/admin`, {
        method: 'POST',
        body: JSON.stringify({
          action: 'storage.getUploadMetadata',
          path: 'incoming/0123456789abcdef0123.jpg',
          method: 'put',
        }),
      })
    ).json()) as { data: { url: string; fileId: string } };
    const picture = jpeg(64, 64);
    await new Promise<void>((resolve) => {
      const put = request(reply.data.url, {
        method: 'PUT',
        headers: { 'content-length': String(picture.length) },
      });
      put.on('error', () => resolve());
      put.write(picture.subarray(0, picture.length / 2), () => setTimeout(() => put.destroy(), 20));
      put.on('close', () => resolve());
    });
    await server.client.refused('PHOTO_NOT_FOUND', world.staff.village, 'media', 'accept', {
      fileID: reply.data.fileId,
      purpose: 'delivery',
    });
    survived += 1;
  });

  const TIMERS = [
    'applications/wishes',
    'applications/remind',
    'applications/escalate',
    'applications/tell',
    'emergency/escalate',
    'notices/boards',
    'notices/ending',
    'donations/expire',
    'media/leftFiles',
    'points/expire',
    'pairing/forgotten',
    'pairing/remind',
    'safeguard/messages',
    'safeguard/retention',
    'safeguard/rotate',
  ];

  test('timers that come twice at once do their work once', async () => {
    for (const timer of TIMERS) {
      const fire = (): Promise<Response> => fetch(`${server.client.url}/timers/${timer}`, { method: 'POST' });
      await Promise.all([fire(), fire()]);
      const after = await server.client.dump(['audit', 'progress', 'messages', 'timerRuns']);
      await fire();
      expect(await server.client.dump(['audit', 'progress', 'messages', 'timerRuns'])).toEqual(after);
      survived += 1;
    }
    await expectClean(server.client);
  });

  test('a clock that jumps a day ahead and back: every step counts once and the data stay whole', async () => {
    const { openid } = await world.resident();
    const unplug = useCloud(server);
    let now = Date.now() + 86_400_000;
    const outside: Outside = {
      clock: { now: () => now },
      ids: systemIds,
      store: openStore,
      openid: () => openid,
      sendsMessages: true,
      afterCommit: (work) => work(),
      log: () => undefined,
    };
    const main = serve('applications', applicationsActions, outside);
    const applied = await main({
      action: 'applyDevice',
      input: submission(WALKER.halfFen, WALKER.itemId),
      requestId: systemIds.token(),
    });
    if (!applied.ok) throw new Error(applied.code);
    now -= 86_400_000;
    const { applicationId } = applied.data as { applicationId: string };
    const withdrawn = { action: 'withdraw', input: { applicationId }, requestId: systemIds.token() };
    const first = await main(withdrawn);
    expect(first).toMatchObject({ ok: true });
    now += 5_000;
    expect(await main(withdrawn)).toEqual(first);
    unplug();
    await expectClean(server.client, ['steps in the order of time']);
    tamperedWith(server);
    const doc = await server.client.one('applications', applicationId);
    await server.client.ok(world.staff.village, 'applications', 'queue', { kind: doc.kind, tab: 'done' });
    survived += 1;
  });
});
