/** The way into a function: whatever comes in, one shape goes out, and only what the table names is ever run. */
import * as v from 'valibot';
import { command, query, type ActionTable, type CommandContext } from '../../cloudfunctions/core/actions';
import type { Outside } from '../../cloudfunctions/core/call';
import { serve } from '../../cloudfunctions/core/serve';
import type { CollectionName } from '../../cloudfunctions/core/collections';
import type { Store } from '../../cloudfunctions/core/database';
import { IdTaken } from '../../cloudfunctions/core/transaction';
import { AppError } from '../../cloudfunctions/core/errors';
import { makeIds } from '../../cloudfunctions/core/ids';
import type { LogLine } from '../../cloudfunctions/core/logger';

const REQUEST = 'request-0001';
let stored: Map<string, unknown>;
let lines: LogLine[];
let handled: unknown[];
let openid: string | undefined;
let work: (ctx: CommandContext) => Promise<void>;

/** Documents in a map; a transaction that fails leaves it as it was. */
function fakeStore(): Store {
  const get = (collection: string, id: string): Promise<never> =>
    Promise.resolve((stored.get(`${collection}/${id}`) ?? null) as never);
  const put = (collection: string, doc: { _id: string }): Promise<void> => {
    stored.set(`${collection}/${doc._id}`, doc);
    return Promise.resolve();
  };
  return {
    get,
    getEach: (collection, ids) => Promise.all(ids.map((id) => get(collection, id))),
    findWith: async (collection, where) => ({ doc: await get(collection, String(where._id)), docs: [] }),
    find: () => Promise.resolve([]),
    findEach: () => Promise.resolve([]),
    findCounted: () => Promise.resolve({ docs: [], total: 0 }),
    pick: () => Promise.resolve([]),
    count: () => Promise.resolve(0),
    tally: () => Promise.resolve([]),
    append: put,
    drop: () => Promise.resolve(),
    addOne: () => Promise.resolve(0),
    requests: () => 0,
    transaction: async (run) => {
      const before = new Map(stored);
      try {
        const remove = (collection: string, id: string): Promise<void> => {
          stored.delete(`${collection}/${id}`);
          return Promise.resolve();
        };
        const create = (collection: CollectionName, doc: { _id: string }): Promise<void> =>
          stored.has(`${collection}/${doc._id}`)
            ? Promise.reject(new IdTaken(collection, {}))
            : put(collection, doc);
        return await run({ get, put, create, remove, add: put, change: () => Promise.resolve() });
      } catch (error) {
        stored = before;
        throw error;
      }
    },
  };
}

const outside: Outside = {
  clock: { now: () => 1_700_000_000_000 },
  ids: makeIds((n) => Buffer.alloc(n, 7)),
  store: fakeStore,
  openid: () => openid,
  sendsMessages: true,
  afterCommit: (after) => after(),
  log: (line) => lines.push(line),
};

const input = v.strictObject({ word: v.string() });
// As small as a table can be; the framework does not know the contract's names.
const table = {
  read: query({
    may: ['user'],
    input,
    handle: (_ctx, given) => {
      handled.push(given);
      return Promise.resolve(given);
    },
  }),
  write: command({
    may: ['user'],
    input,
    handle: async (ctx, given) => {
      handled.push(given);
      await work(ctx);
      return given;
    },
  }),
} as unknown as ActionTable<'media'>;
const main = serve('media', table, outside);

beforeEach(() => {
  stored = new Map();
  lines = [];
  handled = [];
  openid = 'o-caller';
  work = () => Promise.resolve();
  process.env.FIELD_KEYS = `v1:${'1'.repeat(64)}`;
  process.env.LOOKUP_KEY = '2'.repeat(64);
});
afterEach(() => {
  delete process.env.FIELD_KEYS;
  delete process.env.LOOKUP_KEY;
});

async function refused(event: unknown): Promise<string> {
  const answer = await main(event);
  expect(answer).toMatchObject({
    ok: false,
    message: expect.stringMatching(/[\u4e00-\u9fff]{4}/) as string,
    requestId: expect.stringMatching(/^[0-9a-z]{25}$/) as string,
  });
  return answer.ok ? '' : answer.code;
}

const word = { word: '好' };

test('what is in the table is run and answered', async () => {
  expect(await main({ action: 'read', input: word })).toEqual({ ok: true, data: word });
  expect(await main({ action: 'write', input: word, requestId: REQUEST })).toEqual({ ok: true, data: word });
  expect(lines.map(({ code }) => code)).toEqual(['OK', 'OK']);
});

test.each(['', 'none', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'READ', 'read '])(
  'action "%s" does not exist',
  async (action) => {
    expect(await refused({ action, input: word, requestId: REQUEST })).toBe('UNKNOWN_ACTION');
  },
);

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['text', 'read'],
  ['a list', [{ action: 'read' }]],
  ['no action', { input: word }],
  ['an action that is no text', { action: { $ne: '' } }],
  ['a key that is not known', { action: 'read', input: word, openid: 'o-other' }],
  ['a request id too short', { action: 'write', input: word, requestId: 'short' }],
  ['a request id that is no text', { action: 'write', input: word, requestId: 12_345_678 }],
  ['a role that is none', { action: 'read', input: word, as: { role: 'user' } }],
])('an event of %s is no call', async (_what, event) => {
  expect(await refused(event)).toBe('BAD_REQUEST');
  expect(handled).toEqual([]);
});

test('what WeChat adds to an event is no harm', async () => {
  const event = { action: 'read', input: word, userInfo: { openId: 'o-other' }, tcbContext: {} };
  expect(await main(event)).toMatchObject({ ok: true });
});

test.each<[string, unknown]>([
  ['an extra key', { ...word, state: 'approved' }],
  ['a key of the prototype', JSON.parse('{"word":"好","__proto__":{"x":1}}')],
  ['a missing key', {}],
  ['an operator', { word: { $gt: '' } }],
  ['nothing', undefined],
  ['a list', [word]],
])('input with %s is refused before anything is done', async (_what, given) => {
  expect(await refused({ action: 'write', input: given, requestId: REQUEST })).toBe('BAD_INPUT');
  expect([handled, stored.size]).toEqual([[], 0]);
});

test('nobody is nobody', async () => {
  for (const none of [undefined, '']) {
    openid = none;
    expect(await refused({ action: 'read', input: word })).toBe('NOT_SIGNED_IN');
  }
});

test('a command without a request id is not run', async () => {
  expect(await refused({ action: 'write', input: word })).toBe('REQUEST_ID_REQUIRED');
  expect([handled, stored.size]).toEqual([[], 0]);
});

test('the first answer is kept: again the same and nothing is written, with another input refused', async () => {
  const event = { action: 'write', input: word, requestId: REQUEST };
  let n = 0;
  work = (ctx) => ctx.tx.put('openSlots', { _id: 'slot', recordId: String((n += 1)) });
  const first = await main(event);
  const kept = new Map(stored);
  expect(await main(event)).toEqual(first);
  expect(n).toBe(2);
  expect(stored).toEqual(kept);
  expect(await refused({ ...event, input: { word: '坏' } })).toBe('REQUEST_ID_REUSED');
  openid = 'o-somebody-else';
  expect(await main({ ...event, input: { word: '坏' } })).toMatchObject({ ok: true });
});

test('an error leaves nothing behind and tells nothing of itself', async () => {
  const event = { action: 'write', input: word, requestId: REQUEST };
  work = async (ctx) => {
    await ctx.tx.put('openSlots', { _id: 'slot', recordId: 'r' });
    throw new Error('王小明 13812345678 is broken');
  };
  const answer = await main(event);
  expect(answer).toMatchObject({ ok: false, code: 'INTERNAL' });
  expect(JSON.stringify([answer, lines])).not.toMatch(/王小明|13812345678/);
  expect(stored.size).toBe(0);

  work = () => Promise.reject(new AppError('ALREADY_OPEN'));
  expect(await refused(event)).toBe('ALREADY_OPEN');
  // It can be repeated once the cause is gone.
  work = () => Promise.resolve();
  expect(await main(event)).toMatchObject({ ok: true });
});

test('what was done is answered as it was then, also where it would be refused now', async () => {
  const event = { action: 'write', input: word, requestId: REQUEST };
  const first = await main(event);
  const remembered: string[] = [];
  work = (ctx) => {
    ctx.refused(() => Promise.resolve(void remembered.push(ctx.requestId)));
    return Promise.reject(new AppError('ALREADY_OPEN'));
  };
  expect(await main(event)).toEqual(first);
  expect(await refused({ ...event, input: { word: '坏' } })).toBe('REQUEST_ID_REUSED');
  expect(remembered).toEqual([]);
  expect(await refused({ ...event, requestId: 'request-0002' })).toBe('ALREADY_OPEN');
  expect(remembered).toHaveLength(1);
});

test('an answer that is not kept any more cannot be given again', async () => {
  const event = { action: 'write', input: word, requestId: REQUEST };
  await main(event);
  for (const [key, doc] of stored) stored.set(key, { ...(doc as object), first: undefined });
  expect(await refused(event)).toBe('REQUEST_ID_REUSED');
  work = () => Promise.reject(new AppError('ALREADY_OPEN'));
  expect(await refused(event)).toBe('REQUEST_ID_REUSED');
});

test('a message that cannot be sent does not undo what was done, and is sent once', async () => {
  let sent = 0;
  work = (ctx) => {
    ctx.after(() => {
      sent += 1;
      return Promise.reject(new Error('no subscription'));
    });
    return Promise.resolve();
  };
  const event = { action: 'write', input: word, requestId: REQUEST };
  expect(await main(event)).toMatchObject({ ok: true });
  expect(await main(event)).toMatchObject({ ok: true });
  expect(sent).toBe(1);
  expect(lines.map(({ code }) => code)).toContain('AFTER_FAILED');
});

test('a call that does not end is listed shortly before the cloud ends it', async () => {
  const kept: LogLine[] = [];
  let noted: () => void;
  const nearTheEnd = new Promise<void>((resolve) => (noted = resolve));
  const keep: Outside['keep'] = (_store, line) => {
    kept.push(line);
    if (line.code === 'TIME_LIMIT') noted();
    return Promise.resolve();
  };
  const slow = serve('media', table, { ...outside, keep });
  work = () => nearTheEnd;
  const event = { action: 'write', input: word, requestId: REQUEST };
  expect(await slow(event, { time_limit_in_ms: 2000 })).toMatchObject({ ok: true });
  const detail = expect.stringMatching(/^NearTimeLimit: still running/) as string;
  expect(kept).toMatchObject([
    { fn: 'media', action: 'write', level: 'error', code: 'TIME_LIMIT', detail },
    { level: 'info', code: 'OK' },
  ]);
});

test('of a call that has ended nothing is noted any more', async () => {
  jest.useFakeTimers();
  try {
    const event = { action: 'write', input: word, requestId: REQUEST };
    await main(event, { time_limit_in_ms: 20_000 });
    jest.advanceTimersByTime(60_000);
    expect(lines.map(({ code }) => code)).toEqual(['OK']);
  } finally {
    jest.useRealTimers();
  }
});
