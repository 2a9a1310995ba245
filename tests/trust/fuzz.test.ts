/**
 * Hostile input for every action of every table: never a crash, never an unexpected code, never a write.
 *
 * FUZZ_RUNS (default 1000) inputs per action, each a valid one with one thing wrong or something else altogether. What the
 * schema refuses must not even touch the database: it gets one that fails when it is touched. What the schema takes (the
 * wrong thing was no wrong thing, as another text) goes to the real database through the SDK, up to FUZZ_DEEP (default 6)
 * times for each action, with ids of records of the wrong kind: its refusal must have committed nothing.
 */
import type { UserDoc } from '../../cloudfunctions/core/collections';
import { openNativeFuzz, type NativeFuzz } from '../support/functions/native';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { keepFigures } from '../support/trust/figures';
import { functionNames } from '../support/trust/tables';

jest.setTimeout(240_000);

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const DEEP = Number(process.env.FUZZ_DEEP ?? 6);
/** The same inputs on every machine; another number looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_127);
/** Fit for the pattern of ids, and names of what every object has. */
const POISONED_IDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '-'];

let server: TestServer;
let fuzz: NativeFuzz;

beforeAll(async () => {
  const town = await startTown();
  server = town.server;
  const { world } = town;
  const openids: Record<string, string> = {
    user: newOpenid('stranger'),
    resident: (await world.resident()).openid,
    guardian: await world.guardianOf(await world.registerOne()),
    volunteer: await world.volunteer(),
    villageStaff: world.staff.village,
    townStaff: world.staff.town,
    admin: world.staff.admin,
  };
  const stored = new Map((await server.client.all('users')).map((doc) => [doc._id, doc]));
  const users: Record<string, UserDoc | null> = Object.fromEntries(
    Object.entries(openids).map(([role, openid]) => [role, stored.get(openid) ?? null]),
  );
  users.user = { ...(users.volunteer as UserDoc), _id: openids.user ?? '', volunteer: null };
  const dump = await server.client.dump(['audit', 'commands']);
  const ids = [...Object.values(dump).flatMap((docs) => docs.map((doc) => String(doc._id))), ...POISONED_IDS];
  fuzz = openNativeFuzz({ server, users, ids, runs: RUNS, deep: DEEP, seed: SEED });
});
afterAll(async () => {
  fuzz.close();
  keepFigures('fuzz', fuzz.figures);
  await server.close();
});

describe.each(functionNames())('%s', (fn) => {
  test('what its schemas refuse is refused before the database is touched', async () => {
    const before = await server.client.dump([]);
    await fuzz.refuse(fn);
    expect(await server.client.dump([])).toEqual(before);
    await fuzz.askKept();
  });

  test('valid inputs that name the wrong records get an expected answer', () => fuzz.askValid(fn));
});

test('nothing was added to what all objects share', () => {
  expect(fuzz.polluted()).toEqual([]);
});
