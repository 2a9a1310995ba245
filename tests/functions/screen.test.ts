/** The screens of a village and of the town as the real function answers them by HTTP. */
import { parseScreenData } from '../../dashboard/src/data/schema';
import type { ScreenData } from '../../typings/api/dashboard';
import { applicationIn } from '../support/functions/case';
import { bornYearsAgo } from '../support/functions/people';
import { startServer, type TestServer } from '../support/functions/server';
import { OTHER_VILLAGE, VILLAGE, World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let people: BoundPerson[];

beforeAll(async () => {
  server = await startServer();
  world = await World.build(server.client);
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
