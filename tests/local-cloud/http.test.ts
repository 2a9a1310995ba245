/** Everything of the HTTP surface that is not a plain function call. */
import { request } from 'node:http';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutboxEntry, RunningLocal } from '../../local/types';
import { call, cleanUp, result, startCloud, temporaryFolder, until } from './support';

let local: RunningLocal;
let site: string;

beforeAll(async () => {
  const folder = temporaryFolder();
  site = join(folder, 'site');
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(site, 'index.html'), '<h1>home</h1>');
  writeFileSync(join(site, 'assets/a.js'), 'let a;');
  symlinkSync(join(folder, 'secret.txt'), join(site, 'link.txt'));
  local = await startCloud({ staticDirs: { '/screen': site } });
});
afterAll(async () => {
  await local.close();
  cleanUp();
});

/** A request with headers that fetch does not let us set. */
function raw(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const req = request(
      `${local.url}${path}`,
      { method: options.method ?? 'GET', headers: options.headers ?? {} },
      (res) => {
        let text = '';
        res.setEncoding('utf8');
        res.on('data', (chunk: string) => (text += chunk));
        res.on('end', () => resolve({ status: res.statusCode ?? 0, text }));
      },
    );
    req.on('error', reject);
    req.end(options.body);
  });
}

describe('basics', () => {
  test('healthz', async () => {
    const response = await fetch(`${local.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  });

  test.each(['{"a":', '[1]', '"text"', '7'])('an event that is not a JSON object: %s', async (body) => {
    const response = await fetch(`${local.url}/functions/echo`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errCode: -501007,
      errMsg: expect.stringMatching(/JSON/) as string,
    });
  });

  test('an empty body is an empty event', async () => {
    const response = await fetch(`${local.url}/functions/web`, { method: 'POST' });
    expect(await response.json()).toMatchObject({ result: {} });
  });

  test('unknown addresses and methods', async () => {
    expect((await fetch(`${local.url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${local.url}/functions/echo`)).status).toBe(405);
  });

  test('an admin body that is not JSON, an unknown action', async () => {
    expect((await fetch(`${local.url}/admin`, { method: 'POST', body: '{' })).status).toBe(400);
    const response = await fetch(`${local.url}/admin`, {
      method: 'POST',
      body: '{"action":"database.dropEverything"}',
    });
    expect(await response.json()).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining('dropEverything') as string,
    });
  });
});

describe('other web sites are kept out', () => {
  const port = (): string => String(local.port);
  test.each([
    ['a re-bound name', () => ({ host: `evil.example:${port()}` })],
    ['a foreign origin', () => ({ origin: 'http://evil.example' })],
    ['an opaque origin', () => ({ origin: 'null' })],
    ['a local page of another port', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a cross-site request', () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })],
  ])('%s', async (_name, headers) => {
    const { status } = await raw('/functions/echo', { method: 'POST', headers: headers(), body: '{}' });
    expect(status).toBe(403);
  });

  test('its own pages are let in, and nothing allows others', async () => {
    const origin = `http://127.0.0.1:${local.port}`;
    const response = await fetch(`${local.url}/functions/web`, {
      method: 'POST',
      body: '{}',
      headers: { origin },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect((await raw('/healthz', { headers: { host: `localhost:${local.port}` } })).status).toBe(200);
  });
});

describe('HTTP access to a function', () => {
  test('the request as event', async () => {
    const response = await fetch(`${local.url}/http/web/a/b?x=1&y=%E4%BD%A0`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-own': 'yes' },
      body: '{"n":1}',
    });
    expect(await response.json()).toMatchObject({
      path: '/a/b',
      httpMethod: 'PUT',
      headers: { 'x-own': 'yes' },
      queryStringParameters: { x: '1', y: '你' },
      body: '{"n":1}',
      isBase64Encoded: false,
    });
  });

  test('a binary body as base64', async () => {
    const body = Buffer.from([0, 1, 255]);
    const response = await fetch(`${local.url}/http/web/x`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    });
    expect(await response.json()).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
  });

  test('the answer with status, headers and text or bytes', async () => {
    const page = await fetch(`${local.url}/http/web/page`);
    expect([page.status, page.headers.get('x-own'), await page.text()]).toEqual([201, 'yes', '<p>你好</p>']);
    const pixel = await fetch(`${local.url}/http/web/pixel`);
    expect(pixel.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await pixel.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  test('failures', async () => {
    expect((await fetch(`${local.url}/http/web/fail`)).status).toBe(500);
    expect((await fetch(`${local.url}/http/nowhere/`)).status).toBe(404);
    expect((await fetch(`${local.url}/http/slow/`)).status).toBe(200);
  });
});

describe('static folders', () => {
  test('files, index.html for folders and unknown paths', async () => {
    expect(await (await fetch(`${local.url}/screen`)).text()).toBe('<h1>home</h1>');
    expect(await (await fetch(`${local.url}/screen/assets/a.js`)).text()).toBe('let a;');
    expect(await (await fetch(`${local.url}/screen/some/route`)).text()).toBe('<h1>home</h1>');
  });

  test('an unchanged file is not sent twice', async () => {
    const first = await fetch(`${local.url}/screen/assets/a.js`);
    const etag = first.headers.get('etag') ?? '';
    expect(
      (await fetch(`${local.url}/screen/assets/a.js`, { headers: { 'if-none-match': etag } })).status,
    ).toBe(304);
  });

  test.each([
    '/screen/../secret.txt',
    '/screen/%2e%2e/secret.txt',
    '/screen/..%2fsecret.txt',
    '/screen/link.txt',
    '/screen/%00',
  ])('nothing outside of the folder: %s', async (path) => {
    expect((await raw(path, {})).text).not.toContain('secret');
  });
});

describe('files', () => {
  test('the cloud itself stores, links and deletes', async () => {
    const { fileID } = await local.cloud.uploadFile('own/x.txt', Buffer.from('text'), { openid: 'ofile' });
    const [link] = await local.cloud.tempFileURLs([fileID]);
    expect(await (await fetch(link?.tempFileURL ?? '')).text()).toBe('text');
    expect(await local.cloud.deleteFiles([fileID])).toEqual([{ fileID, status: 0, errMsg: 'ok' }]);
    expect(await local.cloud.tempFileURLs([fileID])).toMatchObject([{ status: -503003, tempFileURL: '' }]);
    await expect(local.cloud.uploadFile('../x', Buffer.from(''), { openid: 'o' })).rejects.toMatchObject({
      errCode: -503001,
    });
  });

  test('a link ends', async () => {
    const { fileID } = await local.cloud.uploadFile('own/short.txt', Buffer.from('text'), {
      openid: 'ofile',
    });
    const [link] = await local.cloud.tempFileURLs([fileID], 1);
    const url = link?.tempFileURL ?? '';
    expect((await fetch(url)).status).toBe(200);
    await until(async () => (await fetch(url)).status === 403);
    expect(await (await fetch(url)).text()).toContain('expired');
  });

  test('an uploaded page cannot act as one of ours', async () => {
    const { fileID } = await local.cloud.uploadFile('own/x.html', Buffer.from('<script></script>'), {
      openid: 'ofile',
    });
    const [link] = await local.cloud.tempFileURLs([fileID]);
    expect((await fetch(link?.tempFileURL ?? '')).headers.get('content-security-policy')).toContain(
      'sandbox',
    );
  });
});

describe('openapi', () => {
  const script = (body: object): Promise<Response> =>
    fetch(`${local.url}/outbox/script`, { method: 'POST', body: JSON.stringify(body) });
  const check = (content = 'text'): Promise<unknown> =>
    result(local.url, 'sender', {
      api: 'security.msgSecCheck',
      data: { content, version: 2, scene: 1, openid: 'o' },
    });

  test('a message stands in the outbox of its addressee, and is announced', async () => {
    const announced: OutboxEntry[] = [];
    const stop = local.cloud.onOutbox((entry) => announced.push(entry));
    const data = {
      touser: 'obelle',
      templateId: 't1',
      page: 'pages/a/a',
      data: { thing1: { value: '轮椅' } },
    };
    expect(await result(local.url, 'sender', { api: 'subscribeMessage.send', data })).toMatchObject({
      errCode: 0,
    });
    stop();
    const listed = (await (
      await fetch(`${local.url}/outbox?openid=obelle&api=subscribeMessage.send`)
    ).json()) as OutboxEntry[];
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({
      toOpenid: 'obelle',
      request: { template_id: 't1', data: { thing1: { value: '轮椅' } } },
      response: { errcode: 0 },
    });
    expect(announced).toEqual(listed);
    expect(local.cloud.outbox({ toOpenid: 'obelle' })).toEqual(listed);
    expect(local.cloud.outbox({ toOpenid: 'obelle', since: listed[0]?.at })).toEqual([]);
  });

  test('answers can be set: risky, review, error, down, own ones', async () => {
    await script({ api: 'security.msgSecCheck', answer: 'risky' });
    await script({ api: 'security.msgSecCheck', answer: 'review' });
    expect(await check()).toMatchObject({ result: { suggest: 'risky', label: 20001 } });
    expect(await check()).toMatchObject({ result: { suggest: 'review' } });
    expect(await check()).toMatchObject({ result: { suggest: 'pass' } });
    await script({ api: 'security.msgSecCheck', answer: 'error', times: 2 });
    expect(await check()).toMatchObject({ failed: true, errCode: -1 });
    expect(await check()).toMatchObject({ failed: true, errCode: -1 });
    await script({ api: 'security.msgSecCheck', answer: 'down' });
    expect(await check()).toMatchObject({
      failed: true,
      errMsg: expect.stringContaining('does not answer') as string,
    });
    await script({
      api: 'subscribeMessage.send',
      answer: { errcode: 43101, errmsg: 'user refuse to accept the msg' },
    });
    const refused = await result(local.url, 'sender', {
      api: 'subscribeMessage.send',
      data: { touser: 'o', templateId: 't', data: {} },
    });
    expect(refused).toMatchObject({ failed: true, errCode: 43101 });
    expect((await script({ api: 'security.msgSecCheck', answer: 'strange' })).status).toBe(400);
  });

  test('the result of a picture’s check is pushed to the function that is set up for it, once the link has been opened', async () => {
    const pushed = await startCloud({ messagePush: { wxa_media_check: 'taker' } });
    try {
      const { fileID } = await pushed.cloud.uploadFile('own/a.jpg', Buffer.from('a'), { openid: 'oa' });
      const [link] = await pushed.cloud.tempFileURLs([fileID]);
      const ask = async (mediaUrl: string): Promise<string> => {
        const data = { openid: 'oa', scene: 3, version: 2, mediaUrl, mediaType: 2 };
        const call = { api: 'security.mediaCheckAsync', data };
        return (await result<{ traceId: string }>(pushed.url, 'sender', call)).traceId;
      };
      const said = (answer: unknown): Promise<Response> =>
        fetch(`${pushed.url}/outbox/script`, {
          method: 'POST',
          body: JSON.stringify({ api: 'security.mediaCheckAsync', answer }),
        });
      const taken = async (): Promise<{ text: string }[]> =>
        (await (await fetch(`${pushed.url}/logs?function=taker`)).json()) as { text: string }[];
      const event = async (traceId: string): Promise<string> => {
        await until(async () => (await taken()).some(({ text }) => text.includes(traceId)), 30_000);
        return (await taken()).find(({ text }) => text.includes(traceId))?.text ?? '';
      };
      const passed = await event(await ask(link?.tempFileURL ?? ''));
      expect(passed).toContain('"Event":"wxa_media_check"');
      expect(passed).toContain('"result":{"suggest":"pass","label":100}');
      expect(passed).toContain('"openid":"none"');
      await said('risky');
      expect(await event(await ask(link?.tempFileURL ?? ''))).toContain('"suggest":"risky"');
      const unopened = await event(await ask(`${pushed.url}/files/nothing`));
      expect(unopened).toContain('"errcode":-1008');
      expect(unopened).not.toContain('"result"');
      await said({ trace_id: 'silent' });
      expect(await ask(link?.tempFileURL ?? '')).toBe('silent');
    } finally {
      await pushed.close();
    }
  });

  test('an API that config.json does not permit', async () => {
    const answer = await result(local.url, 'sender', { api: 'wxacode.getUnlimited', data: { scene: 'a' } });
    expect(answer).toMatchObject({ failed: true, errCode: -604101 });
  });
});

describe('timers', () => {
  /** How often the function with timers has run. */
  const runs = async ({ url }: { url: string }): Promise<number> =>
    ((await (await fetch(`${url}/stats?function=ticker`)).json()) as object[]).length;

  test('one is fired by hand', async () => {
    const response = await fetch(`${local.url}/timers/ticker/nightly`, { method: 'POST' });
    const { result: answer } = (await response.json()) as {
      result: { event: object; openid?: string; source: string };
    };
    expect(answer.event).toMatchObject({ Type: 'Timer', TriggerName: 'nightly', Message: '' });
    expect(answer.openid).toBeUndefined();
    expect(answer.source).toBe('wx_trigger');
    expect(await (await fetch(`${local.url}/timers/ticker/never`, { method: 'POST' })).json()).toMatchObject({
      errCode: -501000,
    });
  });

  test('one that is due every second runs by itself', async () => {
    await until(async () => (await runs(local)) >= 2);
    expect(await call(local.url, 'ticker')).toHaveProperty('result');
  });

  test('with timers off, one runs only when it is asked for', async () => {
    const quiet = await startCloud({ timers: false });
    try {
      const before = await runs(local);
      await until(async () => (await runs(local)) >= before + 2);
      expect(await runs(quiet)).toBe(0);
      await fetch(`${quiet.url}/timers/ticker/nightly`, { method: 'POST' });
      expect(await runs(quiet)).toBe(1);
    } finally {
      await quiet.close();
    }
  });
});
