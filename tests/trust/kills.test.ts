/**
 * The local cloud is killed with SIGKILL, again and again, while many people write. What was acknowledged is there, what was not can be
 * sent again under the same request id, and after it all everything that must be true of the data is. Functions run in the thread of
 * the cloud and die with it, at the same moments: nothing of theirs outlives the process either way (tests/functions/kill.test.ts kills
 * it with threads), and a start costs a tenth.
 *
 * TRUST_KILLS (default 8; `npm run test:trust`: 50).
 */
import { rmSync } from 'node:fs';
import { hash } from '../../cloudfunctions/core/crypto';
import { cleanUp, serveInline, type Served } from '../local-cloud/support';
import { builtFunctions } from '../support/functions/built';
import { expectClean } from '../support/functions/check-data';
import { Client } from '../support/functions/client';
import { SCHEMA } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { keepFigures } from '../support/trust/figures';
import { ORDER_KINDS, orderOf, send, type Order } from '../support/trust/load';
import { picker } from '../support/trust/sample';

jest.setTimeout(600_000);
const folders: string[] = [];
afterAll(() => {
  cleanUp();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const KILLS = Number(process.env.TRUST_KILLS ?? 8);
/** Orders that are under way when it happens. */
const AT_ONCE = 3;
/** All data are looked at after each so many kills, and at the end. */
const LOOK_EVERY = 25;

test(`${KILLS} kills under load lose nothing that was acknowledged`, async () => {
  // Made before the first kill, by functions that are warm: what the orders need is no part of what is killed.
  const { server, world } = await startTown();
  folders.push(server.dataDir);
  const waiting: Order[] = [];
  for (let n = 0; n < KILLS * AT_ONCE; n += 1)
    waiting.push(await orderOf(ORDER_KINDS[n % ORDER_KINDS.length] ?? '', world));
  await server.local.close();
  const start = (): Promise<Served> =>
    serveInline({
      functionsDir: builtFunctions('apart'),
      schemaFile: SCHEMA,
      dataDir: server.dataDir,
      functionEnv: server.env,
      watch: false,
    });
  let served = await start();
  let client = new Client(served.url);
  const sent: Order[] = [];
  const pick = picker(50);
  let resent = 0;
  let lost = 0;

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const batch = waiting.splice(0, AT_ONCE);
    sent.push(...batch);
    // Sometimes with the first acknowledgement, sometimes before any.
    const moment = pick(3);
    const sending = batch.map((order) => send(client, order));
    await (moment === 0
      ? new Promise((resolve) => setTimeout(resolve, pick(120)))
      : Promise.race([...sending, served.ended]));
    served.child.kill('SIGKILL');
    // A dead process answers nothing more: a connection that broke before it was taken may never tell so.
    expect(await served.ended).toBe('SIGKILL');

    served = await start();
    client = new Client(served.url);
    for (const order of batch.filter(({ answer }) => answer === null)) {
      expect({ order, answer: await send(client, order) }).toMatchObject({ answer: { ok: true } });
      resent += 1;
    }
    if (kill % LOOK_EVERY === 0 || kill === KILLS) {
      const done = new Set((await client.all('audit')).map(({ _id }) => _id));
      lost += sent.filter(
        ({ openid, requestId }) => !done.has(hash(`${openid}|${requestId}`).slice(0, 40)),
      ).length;
      await expectClean(client);
    }
  }
  expect(lost).toBe(0);
  // The last ones once more: the first answer comes again, nothing is done twice.
  for (const order of sent.slice(-10)) {
    const first = order.answer;
    expect(await send(client, order)).toEqual(first);
  }
  keepFigures('kills', { kills: KILLS, acknowledgedLost: lost, sentAgain: resent, orders: sent.length });
  served.child.kill('SIGTERM');
  expect(await served.ended).toBe(0);
});
