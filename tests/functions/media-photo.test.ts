/** Photos that wait for their record: whoever handed them in gets them back, until they are used. */
import type { PhotoPurpose } from '../../typings/api/media';
import { applicationIn, photo, upload } from '../support/functions/case';
import { jpeg } from '../support/functions/pictures';
import { startServer, type TestServer } from '../support/functions/server';
import { World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startServer();
  world = await World.build(server.client);
});
afterAll(() => server.close());

test('mine: the own unused photos, in the order asked for, with links that open', async () => {
  const { client } = server;
  const { village, village2 } = world.staff;
  const [first, second, others] = [
    await photo(server, village),
    await photo(server, village),
    await photo(server, village2),
  ];
  const ask = { photoIds: [second, others, 'no-such-photo', first], voiceIds: [] };
  const { photos } = await client.ok(village, 'media', 'mine', ask);
  expect(photos.map(({ photoId }) => photoId)).toEqual([second, first]);
  expect((await fetch(photos[0]?.url ?? '')).headers.get('content-type')).toBe('image/jpeg');
});

test('a photo whose record was refused is still there; one that a record uses is not', async () => {
  const { client } = server;
  const { village, village2 } = world.staff;
  const applicationId = await applicationIn(server, world, await world.resident(), 'approved');
  const photoId = await photo(server, village);
  const others = await photo(server, village2);
  const mine = async () =>
    (await client.ok(village, 'media', 'mine', { photoIds: [photoId], voiceIds: [] })).photos;
  const deliver = (photoIds: string[]) => ({ applicationId, photoIds });
  // The second one fails, and with it everything.
  await client.refused('PHOTO_NOT_FOUND', village, 'applications', 'deliver', deliver([photoId, others]));
  expect(await mine()).toHaveLength(1);
  await client.ok(village, 'applications', 'deliver', deliver([photoId]));
  expect(await mine()).toEqual([]);
});

test.each<PhotoPurpose>(['renovation', 'repair', 'wish', 'service', 'notice', 'consent', 'feedback'])(
  'a photo for %s is kept for that and is no proof of delivery',
  async (purpose) => {
    const { client } = server;
    const { village } = world.staff;
    const fileID = await upload(server, village, jpeg(8, 6));
    const { photoId } = await client.ok(village, 'media', 'accept', { fileID, purpose });
    expect(await client.one('photos', photoId)).toMatchObject({ purpose, usedIn: null });
    const applicationId = await applicationIn(server, world, await world.resident(), 'approved');
    const input = { applicationId, photoIds: [photoId] };
    await client.refused('PHOTO_NOT_FOUND', village, 'applications', 'deliver', input);
  },
);

test('a volunteer hands in photos of a service', async () => {
  const volunteer = await world.volunteer();
  const fileID = await upload(server, volunteer, jpeg(8, 6));
  const { photoId } = await server.client.ok(volunteer, 'media', 'accept', { fileID, purpose: 'service' });
  expect(photoId).toMatch(/^p[0-9a-f]{30}$/);
});
