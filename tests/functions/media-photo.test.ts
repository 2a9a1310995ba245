/** Photos that wait for their record: whoever handed them in gets them back, until they are used. */
import type { PhotoPurpose } from '../../typings/api/media';
import { applicationIn, photo, upload } from '../support/functions/case';
import { jpeg } from '../support/functions/pictures';
import { putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
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

test('an upload that is never taken in is removed after two days; what was taken in stays', async () => {
  const { client, local } = server;
  const { village } = world.staff;
  const there = async (fileID: string): Promise<boolean> =>
    (await local.cloud.tempFileURLs([fileID]))[0]?.status === 0;
  const announced = async (): Promise<string> => {
    const fileID = await upload(server, village, jpeg(8, 6));
    await client.ok(village, 'media', 'announce', { path: `incoming/${fileID.split('/incoming/')[1]}` });
    return fileID;
  };
  const fire = () => fetch(`${client.url}/timers/media/leftFiles`, { method: 'POST' });
  const left = await announced();
  const taken = await announced();
  const { photoId } = await client.ok(village, 'media', 'accept', { fileID: taken, purpose: 'delivery' });
  await fire();
  expect(await there(left)).toBe(true);
  for (const doc of await client.all('fileRemovals'))
    await putDoc(server, 'fileRemovals', { ...doc, removeAt: doc.removeAt - 3 * 86_400_000 });
  const young = await announced();
  await fire();
  expect(await there(left)).toBe(false);
  expect(await there(young)).toBe(true);
  expect(await there((await client.one('photos', photoId)).fileID)).toBe(true);
  expect((await client.all('fileRemovals')).map(({ _id }) => young.endsWith(_id))).toEqual([true]);
  for (const path of ['incoming/../photos/2026-01/p1.jpg', 'photos/0123456789abcdef.jpg', 'incoming/x.jpg'])
    await client.refused('BAD_INPUT', village, 'media', 'announce', { path });
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

test('only uploads are taken in, or read: the file of a record is nobody’s to take, and stays', async () => {
  const { client } = server;
  const { village, village2 } = world.staff;
  const { fileID } = await client.one('photos', await photo(server, village));
  await client.refused('PHOTO_NOT_FOUND', village2, 'media', 'accept', { fileID, purpose: 'delivery' });
  await client.refused('PHOTO_NOT_FOUND', village2, 'media', 'readDocument', { fileID });
  const [link] = await server.local.cloud.tempFileURLs([fileID]);
  expect((await fetch(link?.tempFileURL ?? '')).status).toBe(200);
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
