/** How functions run: who calls, alone or many at once, what happens when they hang, crash or answer too much. */
import { cpSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningLocal } from '../../local/types';
import { call, FUNCTIONS, cleanUp, result, startCloud, temporaryFolder, until } from './support';

interface Echo {
  event: Record<string, unknown>;
  openid?: string;
  again?: string;
  unionid?: string;
  appid: string;
  source: string;
  calls: number;
  env: Record<string, string | undefined>;
  zone: number;
  limit: number;
  requestId: string;
}

let local: RunningLocal;

beforeAll(async () => {
  local = await startCloud({ functionEnv: { FROM_OPTIONS: 'options' } });
});
afterAll(async () => {
  await local.close();
  cleanUp();
});

describe('who calls', () => {
  test('60 callers at once are not mixed up', async () => {
    const people = Array.from({ length: 60 }, (_, i) => `operson${i}`);
    const answers = await Promise.all(
      people.map((openid) => result<Echo>(local.url, 'echo', { mine: openid }, openid)),
    );
    for (const [i, openid] of people.entries()) {
      expect(answers[i]).toMatchObject({ openid, again: openid, source: 'wx_client' });
      expect(answers[i]?.event).toEqual({
        mine: openid,
        userInfo: { openId: openid, appId: answers[i]?.appid },
      });
    }
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(60);
  });

  test('the union id of one caller does not stay for the next', async () => {
    const unionids = [];
    for (let i = 0; i < 16; i += 1) {
      const headers: Record<string, string> = {
        'x-wx-openid': 'ounion',
        ...(i % 2 === 0 ? { 'x-wx-unionid': 'u1' } : {}),
      };
      const response = await fetch(`${local.url}/functions/echo`, { method: 'POST', headers, body: '{}' });
      unionids.push(((await response.json()) as { result: Echo }).result.unionid);
    }
    expect(unionids).toEqual(Array.from({ length: 16 }, (_, i) => (i % 2 === 0 ? 'u1' : undefined)));
  });

  test('a caller without openid has none', async () => {
    const { result: echo } = await local.cloud.callFunction('echo', { x: 1 }, { openid: '', source: 'http' });
    expect(echo).toMatchObject({ event: { x: 1 }, source: 'http' });
    expect((echo as Echo).openid).toBeUndefined();
  });

  test('a nested call keeps the caller and says where it comes from', async () => {
    const echo = await result<Echo>(local.url, 'nested', { name: 'echo', data: { deep: 1 } }, 'onested');
    expect(echo).toMatchObject({ openid: 'onested', source: 'wx_client,scf', event: { deep: 1 } });
    const deeper = await result<Echo>(local.url, 'nested', { name: 'echo', deeper: 2 }, 'onested');
    expect(deeper.source).toBe('wx_client,scf,scf,scf');
  });

  test('functions that call themselves without end are stopped', async () => {
    expect(await call(local.url, 'nested', { name: 'echo', deeper: 50 })).toMatchObject({ errCode: -504002 });
  });

  test('what a nested function throws reaches its caller', async () => {
    const error = await result(local.url, 'nested', { name: 'crash', data: { how: 'throw' } });
    expect(error).toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      text: expect.stringContaining('on purpose') as string,
    });
    const missing = await result(local.url, 'nested', { name: 'nowhere' });
    expect(missing).toMatchObject({ text: expect.stringContaining('FunctionName') as string });
  });
});

describe('surroundings', () => {
  test('environment from config.json and options, nothing of the host', async () => {
    const echo = await result<Echo>(local.url, 'echo');
    expect(echo.env).toEqual({ own: 'config', given: 'options' });
    expect(echo).toMatchObject({ zone: 0, limit: 20000 });
  });

  test('a warm worker is used again', async () => {
    const counts = [];
    for (let i = 0; i < 20; i += 1) counts.push((await result<Echo>(local.url, 'echo')).calls);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });

  test('plain functions of other people, and ES modules, run as they are', async () => {
    expect(await result(local.url, 'plain', { a: 1 }, 'oplain')).toMatchObject({
      openid: 'oplain',
      text: 'hello plain',
    });
    expect(await result(local.url, 'esm')).toBe('from a module');
  });

  test('a function outside of any package finds the SDK, and changed code is loaded anew', async () => {
    const folder = temporaryFolder();
    cpSync(join(FUNCTIONS, 'plain'), join(folder, 'plain'), { recursive: true });
    const own = await startCloud({ functionsDir: folder });
    try {
      expect(await result(own.url, 'plain')).toMatchObject({ text: 'hello plain' });
      const file = join(folder, 'plain/lib/greet.js');
      writeFileSync(file, "module.exports = (name) => 'changed ' + name");
      utimesSync(file, new Date(), new Date(Date.now() + 2000));
      await until(async () => (await result<{ text: string }>(own.url, 'plain')).text === 'changed plain');
      mkdirSync(join(folder, 'later'));
      writeFileSync(join(folder, 'later/index.js'), 'exports.main = () => 42;');
      expect(await result(own.url, 'later')).toBe(42);
    } finally {
      await own.close();
    }
  });
});

describe('failures reach one caller only', () => {
  test.each([
    ['throw', -504002, 'Error: on purpose\n    at'],
    ['object', -504002, 'an object'],
    ['exit', -504002, 'exited with code 3'],
    ['uncaught', -504002, 'uncaught on purpose'],
    ['memory', -504002, 'memory'],
    ['circular', -504002, 'circular'],
    ['large', -504002, 'larger than 1 MB'],
  ])('%s', async (how, errCode, text) => {
    const others = Array.from({ length: 4 }, () => call(local.url, 'echo'));
    const answer = await call(local.url, 'crash', { how });
    expect(answer).toEqual({ errCode, errMsg: expect.stringContaining(text) as string });
    expect(answer.errMsg).toMatch(
      /^cloud\.callFunction:fail Error: errCode: -504002 functions execute fail \| errMsg: /,
    );
    for (const other of await Promise.all(others)) expect(other.errCode).toBeUndefined();
    expect(await call(local.url, 'crash', { how: 'nothing' })).toMatchObject({ result: null });
  });

  test.each(['wait', 'spin'])('a time-out ends a function that would %s for ever', async (how) => {
    const started = Date.now();
    const answer = await call(local.url, 'slow', { how });
    expect(answer).toEqual({
      errCode: -504003,
      errMsg: expect.stringContaining('timed out after 1 seconds') as string,
    });
    expect(Date.now() - started).toBeLessThan(4000);
    expect(await call(local.url, 'slow')).toMatchObject({ result: 'done' });
  });

  test('functions that hang do not use up the workers', async () => {
    const hanging = await Promise.all(
      Array.from({ length: 9 }, () => call(local.url, 'slow', { how: 'wait' })),
    );
    expect(hanging.map(({ errCode }) => errCode)).toEqual(Array.from({ length: 9 }, () => -504003));
    expect(await call(local.url, 'slow')).toMatchObject({ result: 'done' });
  });

  test('a transaction ends with the function that held it', async () => {
    const held = call(local.url, 'slow', { how: 'wait', hold: 'doc1' });
    expect(await held).toMatchObject({ errCode: -504003 });
    expect(await result(local.url, 'slow', { hold: 'doc1' })).toBe('done');
    expect(await result(local.url, 'slow', { hold: 'doc1' })).toBe('done');
  });

  test('an unknown function', async () => {
    for (const name of ['nowhere', 'a%2Fb', '..%2Fcloud', 'constructor']) {
      const answer = await call(local.url, name);
      expect(answer.errCode).toBe(-501000);
    }
    expect(await call(local.url, 'nowhere')).toMatchObject({
      errCode: -501000,
      errMsg: expect.stringContaining('FunctionName parameter could not be found') as string,
    });
  });

  test('an event that is too large', async () => {
    const answer = await call(local.url, 'echo', { text: 'x'.repeat(6 * 1024 * 1024) });
    expect(answer).toMatchObject({ errCode: -501007, errMsg: expect.stringContaining('6 MB') as string });
  });

  test('code that cannot be loaded, and its repair', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'broken'));
    writeFileSync(join(folder, 'broken/index.js'), 'exports.main = (');
    const own = await startCloud({ functionsDir: folder });
    try {
      expect(await call(own.url, 'broken')).toMatchObject({
        errCode: -504002,
        errMsg: expect.stringContaining('SyntaxError') as string,
      });
      writeFileSync(join(folder, 'broken/index.js'), 'exports.main = () => "repaired";');
      utimesSync(join(folder, 'broken/index.js'), new Date(), new Date(Date.now() + 2000));
      await until(async () => (await call(own.url, 'broken')).result === 'repaired');
    } finally {
      await own.close();
    }
  });
});

test('what functions say is kept by request', async () => {
  const answer = await call(local.url, 'crash', { how: 'nothing' });
  await until(async () => {
    const lines = (await (
      await fetch(`${local.url}/logs?function=crash&requestId=${answer.requestID}`)
    ).json()) as { text: string }[];
    return lines.some(({ text }) => text === 'going to nothing');
  });
});

test('the cost of a call is counted', async () => {
  const answer = await call(local.url, 'conformance', {
    case: 'orderBy, skip and limit page through the documents',
  });
  const [stats] = (await (await fetch(`${local.url}/stats?requestId=${answer.requestID}`)).json()) as {
    dbRequests: number;
    requests: { action: string; plan?: string; docsExamined: number }[];
  }[];
  const pages = stats?.requests.filter(({ plan }) => plan === 'index by_kind_rank') ?? [];
  expect(pages.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...pages.map(({ docsExamined }) => docsExamined))).toBeLessThanOrEqual(5);
  expect(stats?.dbRequests).toBeGreaterThan(5);
});
