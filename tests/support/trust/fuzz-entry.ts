/**
 * What fuzz.test.ts takes from outside of Jest's sandbox (native.ts): hostile inputs by the hundred thousand, and the tables that
 * answer them.
 */
import fc from 'fast-check';
import * as v from 'valibot';
import type { ActionTable } from '../../../cloudfunctions/core/actions';
import type { Outside } from '../../../cloudfunctions/core/call';
import { serve } from '../../../cloudfunctions/core/serve';
import { systemClock } from '../../../cloudfunctions/core/clock';
import type { UserDoc } from '../../../cloudfunctions/core/collections';
import { openStore, type Store } from '../../../cloudfunctions/core/database';
import { ERRORS } from '../../../cloudfunctions/core/errors';
import { makeIds, systemIds, type Ids } from '../../../cloudfunctions/core/ids';
import { isTooDeep } from '../../../cloudfunctions/core/input';
import type { LogLine } from '../../../cloudfunctions/core/logger';
import type { FunctionName } from '../../../typings/api';
import type { CallResult } from '../../../typings/wire';
import type { TestServer } from '../functions/server';
import { spoil, spoiling } from './hostile';
import { picker, validInput } from './sample';
import { useCloud } from './sdk';
import { tableOf } from './tables';

const EXPECTED = new Set(Object.keys(ERRORS).filter((code) => code !== 'INTERNAL'));

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
    getEach: touched,
    find: touched,
    findEach: touched,
    findCounted: touched,
    pick: touched,
    count: touched,
    tally: touched,
    append: touched,
    drop: touched,
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
          add: (collection, none, addition) => {
            put.push(`${collection}/${none._id}`);
            return tx.add(collection, none, addition);
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
  const main = serve(fn, tableOf(fn) as unknown as ActionTable<FunctionName>, outside);
  const answer = await main({ action, input, requestId: ids.token() });
  return { answer, log };
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 300) ?? 'undefined';

export interface Given {
  server: TestServer;
  /** By role: who tries the actions that this role may do. */
  users: Record<string, UserDoc | null>;
  /** Of records, offered where an input wants a text. */
  ids: readonly string[];
  /** Inputs for each action. */
  runs: number;
  /** How many of them for each action go to the real database. */
  deep: number;
  seed: number;
}

export class Fuzz {
  readonly figures = { actions: 0, runs: 0, refusedBySchema: 0, deep: 0, deepAccepted: 0 };
  readonly close: () => void;
  private readonly kept: [fn: FunctionName, action: string, input: unknown][] = [];

  constructor(private readonly given: Given) {
    this.close = useCloud(given.server);
  }

  /** Spoiled inputs for every action of a function: what its schema refuses is refused untouched, of what it takes some is kept. */
  async refuse(fn: FunctionName): Promise<void> {
    const { ids, runs, deep, seed: first } = this.given;
    for (const [action, { input: schema }] of Object.entries(tableOf(fn))) {
      this.figures.actions += 1;
      let taken = 0;
      await fc.assert(
        fc.asyncProperty(spoiling, fc.nat(), async (how, seed) => {
          const input = spoil(validInput(schema, picker(seed), ids), how);
          this.figures.runs += 1;
          // Sockets of the server live on the same loop as the runs, which are only micro-tasks.
          if (this.figures.runs % 100 === 0) await new Promise(setImmediate);
          if (!isTooDeep(input) && v.safeParse(schema, input ?? {}).success) {
            if (taken < deep) this.kept.push([fn, action, input]);
            taken += 1;
          } else await this.refusedUntouched(fn, action, input);
        }),
        { numRuns: runs, seed: first, endOnFailure: true },
      );
    }
  }

  /** What the schemas took goes to the real database. */
  async askKept(): Promise<void> {
    for (const [fn, action, input] of this.kept.splice(0)) await this.deep(fn, action, input);
  }

  /** Valid inputs for every action of a function. */
  async askValid(fn: FunctionName): Promise<void> {
    const { ids, deep, seed } = this.given;
    for (const [action, { input: schema }] of Object.entries(tableOf(fn)))
      for (let run = 0; run < deep; run += 1)
        await this.deep(fn, action, validInput(schema, picker(seed + run), ids));
  }

  /** What was added to what all objects share, in the world where the functions ran. */
  polluted(): string[] {
    return Object.keys(Object.prototype);
  }

  private async refusedUntouched(fn: FunctionName, action: string, input: unknown): Promise<void> {
    const user = this.userFor(fn, action);
    const { answer, log } = await ask(fn, action, user, input, untouchable(user), sameIds);
    if (answer.ok || (answer.code !== 'BAD_INPUT' && answer.code !== 'BAD_REQUEST'))
      throw new Error(`${fn}.${action}(${shown(input)}): ${shown(answer)} ${shown(log)}`);
    this.figures.refusedBySchema += 1;
  }

  private async deep(fn: FunctionName, action: string, input: unknown): Promise<void> {
    const written: string[] = [];
    const { answer, log } = await ask(
      fn,
      action,
      this.userFor(fn, action),
      input,
      counting(written),
      systemIds,
    );
    // How often a user called is counted also for calls that are refused.
    const left = written.filter((id) => !id.startsWith('attempts/rate:'));
    this.figures.deep += 1;
    if (answer.ok) {
      this.figures.deepAccepted += 1;
      return;
    }
    // A try that is counted is answered, not refused; a refusal leaves nothing.
    if (!EXPECTED.has(answer.code) || left.length > 0)
      throw new Error(
        `${fn}.${action}(${shown(input)}): ${shown(answer)} ${shown(log)} wrote ${shown(left)}`,
      );
  }

  /** The role in which an action is tried. */
  private userFor(fn: FunctionName, action: string): UserDoc {
    const role = tableOf(fn)[action]?.may[0] ?? 'user';
    const user = this.given.users[role];
    if (!user) throw new Error(`nobody is ${role}`);
    return user;
  }
}
