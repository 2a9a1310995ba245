/** One wheelchair: from the application to the screen, with what each side is told and what is stored. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationIn, photo, upload } from '../support/functions/case';
import { GPS_MARK, jpeg, withExif } from '../support/functions/pictures';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

test('the whole way: screen, messages, projections, nothing in clear', async () => {
  const { client } = server;
  const { token, linkId } = await client.ok(world.staff.village, 'dashboard', 'createScreenLink', {
    villageId: VILLAGE,
    label: '大屏',
  });
  const screen = (etag = ''): Promise<Response> =>
    fetch(`${client.url}/http/dashboard/screen`, {
      headers: { authorization: `Bearer ${token}`, 'if-none-match': etag },
    });
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'closed');

  const answer = await screen();
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(JSON.parse(text)).toMatchObject({
    headline: { residents: 1, deviceApplications: 1 },
    needs: [{ kind: 'device', open: 0, underWay: 0, done: 1, unmet: 0 }, {}, {}, {}, {}],
  });
  for (const secret of [
    person.name,
    person.phone,
    person.idNumber,
    person.address,
    person.certificateNumber,
  ]) {
    expect(text).not.toContain(secret);
  }
  expect((await screen(answer.headers.get('etag') ?? '')).status).toBe(304);
  await client.ok(world.staff.village, 'dashboard', 'revokeScreenLink', { linkId });
  expect((await screen()).status).toBe(401);

  const messages = (await client.outbox(person.openid)).filter(({ api }) => api === 'subscribeMessage.send');
  const titles = messages.map(
    ({ request }) => (request as { data: { thing1: { value: string } } }).data.thing1.value,
  );
  // The village's check can still be taken back and is told later; approval and delivery are told at once.
  expect(titles).toEqual(['绑定身份', '轮椅申请', '轮椅申请']);
  expect(JSON.stringify(messages)).not.toMatch(
    new RegExp(`${person.name}|${person.phone}|${person.idNumber}`),
  );

  const view = await client.ok(person.openid, 'applications', 'get', { applicationId });
  expect(view).toMatchObject({ unchanged: false, application: { staff: null, state: 'closed' } });

  const files = readdirSync(server.dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const stored = Buffer.concat(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name))));
  // Names are readable: what is not found is really not there.
  expect([person.name, person.idNumber].map((text) => stored.includes(text))).toEqual([true, false]);
  expect((await client.logs()) + server.output()).not.toMatch(
    new RegExp(`${person.idNumber}|${person.name}`),
  );
});

test('a photo loses its position and stands upright; nobody else uses it, nobody twice', async () => {
  const { client } = server;
  const { village, village2 } = world.staff;
  const fileID = await upload(server, village, withExif(jpeg(40, 20), 6));
  const { photoId } = await client.ok(village, 'media', 'accept', { fileID, purpose: 'delivery' });
  const stored = await client.one('photos', photoId);
  expect(stored).toMatchObject({ width: 20, height: 40 });
  const [link] = await server.local.cloud.tempFileURLs([stored.fileID]);
  const bytes = Buffer.from(await (await fetch(link?.tempFileURL ?? '')).arrayBuffer());
  expect(bytes.includes(GPS_MARK) || bytes.includes('Exif')).toBe(false);

  const one = await applicationIn(server, world, await world.resident(), 'approved');
  const two = await applicationIn(server, world, await world.resident(), 'approved');
  const deliver = (applicationId: string) => ({ applicationId, photoIds: [photoId] });
  await client.refused('PHOTO_NOT_FOUND', village2, 'applications', 'deliver', deliver(one));
  await client.ok(village, 'applications', 'deliver', deliver(one));
  await client.refused('PHOTO_NOT_FOUND', village, 'applications', 'deliver', deliver(two));
  expect(await photo(server, village)).not.toBe(photoId);
});
