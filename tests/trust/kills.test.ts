/**
 * The local cloud is killed with SIGKILL, again and again, while many people write. What was acknowledged is there, what was not can be
 * sent again under the same request id, and after it all everything that must be true of the data is.
 *
 * TRUST_KILLS (default 8; `npm run test:trust`: 50).
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash } from '../../cloudfunctions/core/crypto';
import { cleanUp, serve, temporaryFolder, type Served } from '../local-cloud/support';
import { builtFunctions } from '../support/functions/built';
import { expectClean } from '../support/functions/check-data';
import { Client } from '../support/functions/client';
import { functionEnv, SCHEMA } from '../support/functions/server';
import { World } from '../support/functions/world';
import { keepFigures } from '../support/trust/figures';
import { ORDER_KINDS, orderOf, send, type Order } from '../support/trust/load';
import { picker } from '../support/trust/sample';

jest.setTimeout(600_000);
afterAll(cleanUp);

const KILLS = Number(process.env.TRUST_KILLS ?? 8);
/** Orders that are under way when it happens. */
const AT_ONCE = 3;
/** All data are looked at after each so many kills, and at the end. */
const LOOK_EVERY = 25;

test(`${KILLS} kills under load lose nothing that was acknowledged`, async () => {
  const folder = temporaryFolder();
  const envFile = join(folder, 'env');
  const env = functionEnv();
  writeFileSync(
    envFile,
    Object.entries(env)
      .map(([key, value]) => `${key}=${value}`)
      .join('\n'),
  );
  const start = (): Promise<Served> =>
    serve([
      ...['--functions', builtFunctions(), '--schema', SCHEMA, '--data', join(folder, 'data')],
      ...['--env-file', envFile, '--no-watch'],
    ]);
  let served = await start();
  let client = new Client(served.url);
  const world = await World.build(client);
  // Made before the first kill: what the orders need is no part of what is killed.
  const waiting: Order[] = [];
  for (let n = 0; n < KILLS * AT_ONCE; n += 1)
    waiting.push(await orderOf(ORDER_KINDS[n % ORDER_KINDS.length] ?? '', world));
  const sent: Order[] = [];
  const pick = picker(50);
  let resent = 0;
  let lost = 0;

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const batch = waiting.splice(0, AT_ONCE);
    sent.push(...batch);
    // Sometimes with the first acknowledgement, sometimes before any.
    const dead = served.child;
    const moment = pick(3);
    const death = new Promise<void>((resolve) => {
      if (moment === 0) setTimeout(resolve, pick(120));
      else void Promise.race(batch.map((order) => send(client, order))).then(() => resolve());
    }).then(() => dead.kill('SIGKILL'));
    await Promise.all([death, ...(moment === 0 ? batch.map((order) => send(client, order)) : [])]);
    await served.ended;

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
