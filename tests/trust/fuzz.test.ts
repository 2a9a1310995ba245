/**
 * Hostile input for every action of every table: never a crash, never an unexpected code, never a write.
 *
 * FUZZ_RUNS (default 1000) inputs per action, each a valid one with one thing wrong or something else altogether. What the
 * schema refuses must not even touch the database: it gets one that fails when it is touched. What the schema takes (the
 * wrong thing was no wrong thing, as another text) goes to the real database through the SDK, up to FUZZ_DEEP (default 6)
 * times for each action, with ids of records of the wrong kind: its refusal must have committed nothing.
 */
import fc from 'fast-check';
import * as v from 'valibot';
import { serve, type ActionTable, type Outside } from '../../cloudfunctions/core/actions';
import { isTooDeep } from '../../cloudfunctions/core/input';
import { systemClock } from '../../cloudfunctions/core/clock';
import type { UserDoc } from '../../cloudfunctions/core/collections';
import { openStore, type Store } from '../../cloudfunctions/core/database';
import { ERRORS } from '../../cloudfunctions/core/errors';
import { makeIds, systemIds, type Ids } from '../../cloudfunctions/core/ids';
import type { LogLine } from '../../cloudfunctions/core/logger';
import type { FunctionName } from '../../typings/api';
import type { CallResult } from '../../typings/wire';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { keepFigures } from '../support/trust/figures';
import { spoil, spoiling } from '../support/trust/hostile';
import { picker, validInput } from '../support/trust/sample';
import { useCloud } from '../support/trust/sdk';
import { allTables, type AnyAction, type AnyTable } from '../support/trust/tables';

jest.setTimeout(240_000);

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);
const DEEP = Number(process.env.FUZZ_DEEP ?? 6);
/** The same inputs on every machine; another number looks elsewhere. */
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_127);
const EXPECTED = new Set(Object.keys(ERRORS).filter((code) => code !== 'INTERNAL'));

let server: TestServer;
let users: Record<string, UserDoc | null>;
let ids: string[];
let unplug: () => void;
const figures = { actions: 0, runs: 0, refusedBySchema: 0, deep: 0, deepAccepted: 0 };

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
  users = Object.fromEntries(
    Object.entries(openids).map(([role, openid]) => [role, stored.get(openid) ?? null]),
  );
  users.user = { ...(users.volunteer as UserDoc), _id: openids.user ?? '', volunteer: null };
  const dump = await server.client.dump(['audit', 'commands']);
  ids = [...Object.values(dump).flatMap((docs) => docs.map((doc) => String(doc._id))), ...POISONED_IDS];
  unplug = useCloud(server);
});
afterAll(async () => {
  unplug();
  keepFigures('fuzz', figures);
  await server.close();
});

/** Fit for the pattern of ids, and names of what every object has. */
const POISONED_IDS = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '0', '-'];

class Touched extends Error {}

/** Knows the caller and nothing else. */
function untouchable(user: UserDoc): Store {
  const touched = (): never => {
    throw new Touched('the database was touched');
  };
  return {
    findWith: (collection, where) =>
      Promise.resolve({
        doc: (collection === 'users' && where._id === user._id ? user : touched()) as never,
        docs: [],
      }),
    get: (collection, id) =>
      Promise.resolve((collection === 'users' && id === user._id ? user : touched()) as never),
    find: touched,
    findCounted: touched,
    pick: touched,
    count: touched,
    tally: touched,
    append: touched,
    addOne: touched,
    transaction: touched,
    requests: () => 0,
  };
}

/** The real database, counting what was committed but audit entries and wrong tries, which are kept on purpose. */
function counting(written: string[]): Store {
  const store = openStore();
  return {
    ...store,
    transaction: async (work) => {
      let put: string[] = [];
      const answer = await store.transaction((tx) => {
        put = [];
        return work({
          ...tx,
          put: (collection, doc) => {
            put.push(`${collection}/${doc._id}`);
            return tx.put(collection, doc);
          },
          remove: (collection, id) => {
            put.push(`${collection}/${id}`);
            return tx.remove(collection, id);
          },
        });
      });
      written.push(...put);
      return answer;
    },
    append: (collection, doc) => {
      if (collection !== 'audit') written.push(`${collection}/${doc._id}`);
      return store.append(collection, doc);
    },
  };
}

/** Where nothing is written nothing needs an id of its own. */
const sameIds = makeIds((n) => Buffer.alloc(n, 7));

interface Answered {
  answer: CallResult<unknown>;
  log: LogLine[];
}

async function ask(
  fn: FunctionName,
  table: AnyTable,
  action: string,
  user: UserDoc,
  input: unknown,
  store: Store,
  ids: Ids,
): Promise<Answered> {
  const log: LogLine[] = [];
  const outside: Outside = {
    clock: systemClock,
    ids,
    store: () => store,
    openid: () => user._id,
    sendsMessages: true,
    afterCommit: (work) => work(),
    log: (line) => log.push(line),
  };
  const main = serve(fn, table as unknown as ActionTable<FunctionName>, outside);
  const answer = await main({ action, input, requestId: ids.token() });
  return { answer, log };
}

/** The role in which an action is tried. */
function userFor({ may }: AnyAction): UserDoc {
  const user = users[may[0] ?? 'user'];
  if (!user) throw new Error(`nobody is ${may[0]}`);
  return user;
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 300) ?? 'undefined';

async function refusedUntouched(
  fn: FunctionName,
  table: AnyTable,
  action: string,
  input: unknown,
): Promise<void> {
  const user = userFor(table[action] as AnyAction);
  const { answer, log } = await ask(fn, table, action, user, input, untouchable(user), sameIds);
  if (answer.ok || (answer.code !== 'BAD_INPUT' && answer.code !== 'BAD_REQUEST'))
    throw new Error(`${fn}.${action}(${shown(input)}): ${shown(answer)} ${shown(log)}`);
  figures.refusedBySchema += 1;
}

async function deep(fn: FunctionName, table: AnyTable, action: string, input: unknown): Promise<void> {
  const user = userFor(table[action] as AnyAction);
  const written: string[] = [];
  const { answer, log } = await ask(fn, table, action, user, input, counting(written), systemIds);
  // How often a user called is counted also for calls that are refused.
  const left = written.filter((id) => !id.startsWith('attempts/rate:'));
  figures.deep += 1;
  if (answer.ok) {
    figures.deepAccepted += 1;
    return;
  }
  // A try that is counted is answered, not refused; a refusal leaves nothing.
  if (!EXPECTED.has(answer.code) || left.length > 0)
    throw new Error(`${fn}.${action}(${shown(input)}): ${shown(answer)} ${shown(log)} wrote ${shown(left)}`);
}

describe.each([...allTables()])('%s', (fn, table) => {
  test('what its schemas refuse is refused before the database is touched', async () => {
    const before = await server.client.dump([]);
    const kept: [string, unknown][] = [];
    for (const [action, { input: schema }] of Object.entries(table)) {
      figures.actions += 1;
      let taken = 0;
      await fc.assert(
        fc.asyncProperty(spoiling, fc.nat(), async (how, seed) => {
          const input = spoil(validInput(schema, picker(seed), ids), how);
          figures.runs += 1;
          // Sockets of the server live on the same loop as the runs, which are only micro-tasks.
          if (figures.runs % 100 === 0) await new Promise(setImmediate);
          if (!isTooDeep(input) && v.safeParse(schema, input ?? {}).success) {
            if (taken < DEEP) kept.push([action, input]);
            taken += 1;
          } else await refusedUntouched(fn, table, action, input);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    }
    expect(await server.client.dump([])).toEqual(before);
    for (const [action, input] of kept) await deep(fn, table, action, input);
  });

  test('valid inputs that name the wrong records get an expected answer', async () => {
    for (const [action, { input: schema }] of Object.entries(table)) {
      for (let run = 0; run < DEEP; run += 1)
        await deep(fn, table, action, validInput(schema, picker(SEED + run), ids));
    }
  });
});

test('nothing was added to what all objects share', () => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect(Object.keys(Object.prototype)).toEqual([]);
});
