/** The server is killed while people apply: what was acknowledged is there once, the rest can be sent again. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApplicationDoc } from '../../cloudfunctions/core/collections';
import { cleanUp, serve, temporaryFolder, type Served } from '../local-cloud/support';
import { submission } from '../support/functions/case';
import { builtFunctions } from '../support/functions/built';
import { Client, newRequestId } from '../support/functions/client';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import { functionEnv, SCHEMA } from '../support/functions/server';
import { WALKER, WHEELCHAIR, World } from '../support/functions/world';

afterAll(cleanUp);

/** Devices of an application. */
const itemsOf = ({ facts }: ApplicationDoc): string[] =>
  facts.kind === 'device' ? facts.items.map(({ itemId }) => itemId) : [];

const RESIDENTS = 4;
const ITEMS = [
  { itemId: WHEELCHAIR.itemId, payFen: WHEELCHAIR.halfFen },
  { itemId: WALKER.itemId, payFen: WALKER.halfFen },
];
/** The kill comes with this acknowledgement, so that others are certainly under way. */
const KILL_AT = 4;

interface Intention {
  openid: string;
  residentId: string;
  itemId: string;
  payFen: number;
  requestId: string;
  applicationId: string | null;
}

test('killed while several residents apply', async () => {
  const folder = temporaryFolder();
  const envFile = join(folder, 'env');
  const env = Object.entries(functionEnv()).map(([key, value]) => `${key}=${value}`);
  writeFileSync(envFile, env.join('\n'));
  const data = join(folder, 'data');
  const start = (): Promise<Served> =>
    serve([
      '--functions',
      builtFunctions(),
      '--schema',
      SCHEMA,
      '--data',
      data,
      '--env-file',
      envFile,
      '--no-watch',
    ]);
  const submit = (client: Client, { openid, itemId, payFen, requestId }: Intention) =>
    client.call(openid, 'applications', 'applyDevice', submission(payFen, itemId), { requestId });

  const first = await start();
  const client = new Client(first.url);
  const world = await World.build(client);
  const intentions: Intention[] = [];
  const people = Array.from({ length: RESIDENTS }, () => newPerson(bornYearsAgo(70)));
  for (const person of await world.register(people)) {
    const { openid, residentId } = await world.bind(person);
    for (const item of ITEMS) {
      intentions.push({ openid, residentId, ...item, requestId: newRequestId(), applicationId: null });
    }
  }

  let acknowledged = 0;
  await Promise.allSettled(
    intentions.map(async (one) => {
      const answer = await submit(client, one);
      if (!answer.ok) throw new Error(answer.code);
      one.applicationId = answer.data.applicationId;
      acknowledged += 1;
      if (acknowledged === KILL_AT) first.child.kill('SIGKILL');
    }),
  );
  expect(await first.ended).toBe('SIGKILL');
  const unanswered = intentions.filter(({ applicationId }) => applicationId === null);
  expect(acknowledged).toBeGreaterThanOrEqual(KILL_AT);
  expect(unanswered.length).toBeGreaterThan(0);

  const second = await start();
  const again = new Client(second.url);
  const kept = await again.all('applications');
  for (const { applicationId, residentId, itemId } of intentions) {
    const found = kept.filter((doc) => doc.residentId === residentId && itemsOf(doc).includes(itemId));
    if (applicationId === null) expect(found.length).toBeLessThanOrEqual(1);
    else expect(found.map(({ _id }) => _id)).toEqual([applicationId]);
  }
  // Whatever is there is there as a whole: record, open case, answer, figures.
  await expectWhole(again);

  // Everybody's phone sends again, also those who had their answer.
  for (const one of intentions) {
    const answer = await submit(again, one);
    if (!answer.ok) throw new Error(`refused: ${answer.code}`);
    if (one.applicationId !== null) expect(answer.data.applicationId).toBe(one.applicationId);
    one.applicationId = answer.data.applicationId;
  }
  const ids = (await again.all('applications')).map(({ _id }) => _id);
  expect(ids.sort()).toEqual(intentions.map(({ applicationId }) => applicationId).sort());
  await expectWhole(again);
  second.child.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

async function expectWhole(client: Client): Promise<void> {
  const [applications, counters, audit] = await Promise.all([
    client.all('applications'),
    client.all('counters'),
    client.all('audit'),
  ]);
  const ids = applications.map(({ _id }) => _id).sort();
  const open = applications.filter(({ openFor }) => openFor);
  expect(open.map(({ _id }) => _id).sort()).toEqual(ids);
  expect(counters.reduce((sum, { cases }) => sum + (cases.device.submitted ?? 0), 0)).toBe(ids.length);
  const done = audit.filter(
    ({ action, outcome }) => action === 'applications.applyDevice' && outcome === 'done',
  );
  expect(done).toHaveLength(ids.length);
}
