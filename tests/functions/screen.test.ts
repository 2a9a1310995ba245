/** The screens of a village and of the town as the real function answers them by HTTP. */
import { serveScreen } from '../../cloudfunctions/dashboard/http';
import { parseScreenData } from '../../dashboard/src/data/schema';
import type { ScreenData } from '../../typings/api/dashboard';
import { applicationIn } from '../support/functions/case';
import { bornYearsAgo, newOpenid } from '../support/functions/people';
import { FIRST_ADMIN_CODE, functionEnv, startServer, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { useCloud } from '../support/trust/sdk';
import { OTHER_VILLAGE, VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let people: BoundPerson[];

beforeAll(async () => {
  ({ server, world } = await startTown());
  await server.client.ok(world.staff.admin, 'registry', 'saveVillage', {
    villageId: 'wansheng',
    name: '万圣村',
    kind: 'village',
    officers: [],
  });
  people = [await world.resident(), await world.resident(bornYearsAgo(66), [], OTHER_VILLAGE)];
  for (const [index, person] of people.entries()) {
    await applicationIn(server, world, person, index === 0 ? 'received' : 'approved');
  }
  await world.volunteer();
});
afterAll(() => server.close());

async function ask(token: string, etag = ''): Promise<Response> {
  return fetch(`${server.client.url}/http/dashboard/screen`, {
    headers: { authorization: `Bearer ${token}`, 'if-none-match': etag },
  });
}

async function link(villageId: string | null): Promise<string> {
  const by = villageId === null ? world.staff.town : world.officerOf(villageId);
  const made = await server.client.ok(by, 'dashboard', 'createScreenLink', { villageId, label: '大屏' });
  return made.token;
}

/** The answer as the page takes it: what its schema refuses would never be shown. */
async function picture(villageId: string | null): Promise<{ text: string; data: ScreenData; etag: string }> {
  const answer = await ask(await link(villageId));
  expect(answer.status).toBe(200);
  const text = await answer.text();
  const data = parseScreenData(JSON.parse(text));
  if (!data) throw new Error(`the page refuses ${text}`);
  expect(data).toEqual(JSON.parse(text));
  return { text, data, etag: answer.headers.get('etag') ?? '' };
}

test('a village: its own figures only; received is done before it is rated', async () => {
  const { data } = await picture(VILLAGE);
  expect(data).toMatchObject({
    scope: 'village',
    villages: [],
    headline: { residents: 1, volunteers: 1, deviceApplications: 1, boundUsers: 1, serviceHours: 0 },
  });
  expect(data.needs[0]).toMatchObject({ kind: 'device', open: 0, underWay: 0, done: 1, unmet: 0 });
  expect(data.months.at(-1)).toMatchObject({ submitted: 1, done: 1 });
});

test('the town: all villages added up and listed, those without any figure too', async () => {
  const { data } = await picture(null);
  expect(data.headline).toMatchObject({ residents: 2, deviceApplications: 2 });
  expect(data.needs[0]).toMatchObject({ open: 0, underWay: 1, done: 1 });
  expect(data.villages.map(({ name, applications }) => `${name} ${applications}`).sort()).toEqual([
    '万圣村 0',
    '夹塘村 1',
    '谢家路村 1',
  ]);
  expect(data.villages.at(-1)?.name).toBe('万圣村');
});

test('no value of the register is in any answer', async () => {
  for (const villageId of [VILLAGE, OTHER_VILLAGE, null]) {
    const { text } = await picture(villageId);
    for (const { name, phone, idNumber, address, certificateNumber, openid } of people) {
      for (const value of [name, phone, idNumber, address, certificateNumber, openid]) {
        expect(text).not.toContain(value);
      }
    }
  }
});

test('the same figures are not sent twice; a change is', async () => {
  const token = await link(VILLAGE);
  const etag = (await ask(token)).headers.get('etag') ?? '';
  expect((await ask(token, etag)).status).toBe(304);
  await world.volunteer();
  const changed = await ask(token, etag);
  expect(changed.status).toBe(200);
  expect(((await changed.json()) as ScreenData).headline.volunteers).toBe(2);
});

test('the code of the mini-program: drawn by WeChat once, kept as a file, for links only', async () => {
  const code = (token: string): Promise<Response> =>
    fetch(`${server.client.url}/http/dashboard/code`, { headers: { authorization: `Bearer ${token}` } });
  expect((await code('a-token-that-nobody-has-made')).status).toBe(401);
  const token = await link(VILLAGE);
  for (let times = 0; times < 2; times += 1) {
    const answer = await code(token);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  }
  const drawn = (await server.client.outbox()).filter(({ api }) => api === 'wxacode.getUnlimited');
  expect(drawn.map(({ request }) => request.scene)).toEqual(['screen']);
  expect(await server.client.one('miniCodes', 'screen')).toMatchObject({
    fileID: expect.stringMatching(/^cloud:\/\//) as unknown,
  });
});

test('a link is stored as a hash only; revoked, it gets nothing', async () => {
  const by = world.officerOf(VILLAGE);
  const made = await server.client.ok(by, 'dashboard', 'createScreenLink', {
    villageId: VILLAGE,
    label: '大屏',
  });
  expect(JSON.stringify(await server.client.dump([]))).not.toContain(made.token);
  expect((await ask(made.token)).status).toBe(200);
  await server.client.ok(by, 'dashboard', 'revokeScreenLink', { linkId: made.linkId });
  expect((await ask(made.token)).status).toBe(401);
  const other = await fetch(`${server.client.url}/http/dashboard/screen`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await link(VILLAGE)}` },
  });
  expect(other.status).toBe(404);
});

test('where nobody has said at which address functions are reached, no link is made', async () => {
  const bare = await startServer({ env: { ...functionEnv(), HTTP_URL: '' } });
  const { client } = bare;
  try {
    const admin = newOpenid('admin');
    await client.ok(admin, 'accounts', 'becomeFirstAdmin', {
      code: FIRST_ADMIN_CODE,
      name: '管理员',
      phone: '13900000001',
    });
    const { code } = await client.ok(admin, 'accounts', 'inviteStaff', {
      name: '王干事',
      level: 'town',
      villageId: null,
      duty: '干事',
      phone: '13900000002',
    });
    const officer = newOpenid('town');
    await client.ok(officer, 'accounts', 'acceptInvite', { code });
    const before = await client.dump();
    const screen = { villageId: null, label: '大屏' };
    await client.refused('SCREEN_PAGE_UNKNOWN', officer, 'dashboard', 'createScreenLink', screen);
    const sheet = { residentIds: ['nobody'] };
    await client.refused('SHEET_LINK_INVALID', officer, 'exchange', 'cardSheet', sheet);
    expect(await client.dump()).toEqual(before);
  } finally {
    await bare.close();
  }
});

test('a village makes links to its own screen only', async () => {
  const before = await server.client.all('screenLinks');
  for (const villageId of [OTHER_VILLAGE, null]) {
    const input = { villageId, label: '大屏' };
    await server.client.refused('FORBIDDEN', world.staff.village, 'dashboard', 'createScreenLink', input);
  }
  expect(await server.client.all('screenLinks')).toEqual(before);
});

test('an answer of a village is one request, of the town two', async () => {
  for (const villageId of [VILLAGE, null]) {
    const token = await link(villageId);
    await ask(token);
    const answer = await ask(token);
    const stats = await fetch(
      `${server.client.url}/stats?requestId=${answer.headers.get('x-request-id') ?? ''}`,
    );
    const [{ requests = [] } = {}] = (await stats.json()) as { requests?: { collection?: string }[] }[];
    // Names of villages are asked for once a minute by each worker.
    const read = requests.map(({ collection }) => collection).filter((one) => one !== 'villages');
    expect(read).toEqual(villageId === null ? ['screenLinks', 'counters'] : ['screenLinks']);
  }
});

test('a link that asks without end has to wait a minute, on every worker; others do not', async () => {
  const [greedy, patient] = [await link(VILLAGE), await link(VILLAGE)];
  let answer = await ask(greedy);
  for (let times = 0; times < 1_000 && answer.status !== 429; times += 1) answer = await ask(greedy);
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(await answer.json()).toMatchObject({ code: 'SCREEN_TOO_OFTEN' });
  expect((await Promise.all([1, 2, 3, 4].map(() => ask(greedy)))).map(({ status }) => status)).toEqual([
    429, 429, 429, 429,
  ]);
  expect((await ask(patient)).status).toBe(200);
});

test('while the office sleeps the screen is told to wait, with and without news; a call for help wakes it', async () => {
  const token = await link(OTHER_VILLAGE);
  const event = (etag = '') => ({
    path: '/dashboard/screen',
    httpMethod: 'GET',
    headers: { authorization: `Bearer ${token}`, 'if-none-match': etag },
  });
  const night = { now: () => Date.parse('2026-11-29T23:00:00+08:00') };
  const unplug = useCloud(server);
  const logged = jest.spyOn(console, 'log').mockReturnValue();
  process.env.SCREEN_AWAKE = '06:30-21:00';
  try {
    const first = await serveScreen(event(), night);
    expect(first).toMatchObject({ statusCode: 200, headers: { 'retry-after': '30' } });
    const etag = String(first.headers.etag);
    expect(await serveScreen(event(etag), night)).toMatchObject({
      statusCode: 304,
      headers: { 'retry-after': '30' },
    });
    const noon = { now: () => Date.parse('2026-11-29T12:00:00+08:00') };
    expect((await serveScreen(event(), noon)).headers).not.toHaveProperty('retry-after');
    const counters = await server.client.one('counters', OTHER_VILLAGE);
    await server.client.put('counters', { ...counters, openEmergencies: 1 });
    expect((await serveScreen(event(), night)).headers).not.toHaveProperty('retry-after');
    await server.client.put('counters', counters);
  } finally {
    delete process.env.SCREEN_AWAKE;
    logged.mockRestore();
    unplug();
  }
});

test('a page on another host may read the answer when it is where the screen is published, and no other may', async () => {
  const ask = (httpMethod: string) => serveScreen({ path: '/dashboard/other', httpMethod, headers: {} });
  expect((await ask('GET')).headers).not.toHaveProperty('access-control-allow-origin');
  process.env.SCREEN_URL = 'https://town.example/screen/';
  try {
    expect(await ask('OPTIONS')).toMatchObject({
      statusCode: 204,
      headers: { 'access-control-allow-headers': 'authorization, if-none-match' },
    });
    expect(await ask('GET')).toMatchObject({
      statusCode: 404,
      headers: {
        'access-control-allow-origin': 'https://town.example',
        'access-control-expose-headers': 'etag, date, retry-after',
      },
    });
  } finally {
    delete process.env.SCREEN_URL;
  }
});

test('an outside monitor asks without a link and is told that all is well', async () => {
  const answer = await fetch(`${server.client.url}/http/dashboard/health`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ ok: true, act: [], look: expect.any(Array) as unknown });
  const posted = await fetch(`${server.client.url}/http/dashboard/health`, { method: 'POST' });
  expect(posted.status).toBe(404);
});
