/** A device application on its way. */
import type { DeviceState } from '../../../typings/domain';
import { randomBytes } from 'node:crypto';
import type { TestServer } from './server';
import { jpeg } from './pictures';
import { WHEELCHAIR, type BoundPerson, type World } from './world';

export function submission(agreedPayFen: number, itemId = WHEELCHAIR.itemId) {
  return { itemId, contactPhone: '13900000009', deliverTo: '测试路1号', reason: '出门不便', agreedPayFen };
}

/** Uploads a file as the phone of this user does; gives the id to hand to media.accept. */
export async function upload(
  server: TestServer,
  openid: string,
  file: Buffer,
  extension = 'jpg',
): Promise<string> {
  const path = `incoming/${randomBytes(12).toString('hex')}.${extension}`;
  return (await server.local.cloud.uploadFile(path, file, { openid })).fileID;
}

/** A photo taken in, ready to be used. */
export async function photo(server: TestServer, openid: string): Promise<string> {
  const fileID = await upload(server, openid, jpeg(8, 6));
  return (await server.client.ok(openid, 'media', 'accept', { fileID, purpose: 'delivery' })).photoId;
}

const WAY = ['submitted', 'checked', 'approved', 'delivered', 'received', 'closed'] as const;

/** Brings a new application of a bound resident to a state of the usual way; gives its id. */
export async function applicationIn(
  server: TestServer,
  world: World,
  person: BoundPerson,
  state: Extract<DeviceState, (typeof WAY)[number]>,
  payFen: number = WHEELCHAIR.halfFen,
  itemId: string = WHEELCHAIR.itemId,
): Promise<string> {
  const { client } = server;
  const village = world.officerOf(person.villageId);
  const { applicationId } = await client.ok(
    person.openid,
    'applications',
    'submit',
    submission(payFen, itemId),
    { as: { role: 'resident' } },
  );
  const steps: (() => Promise<unknown>)[] = [
    () => client.ok(village, 'applications', 'check', { applicationId }),
    () => client.ok(world.staff.town, 'applications', 'approve', { applicationId, seenPayFen: payFen }),
    async () =>
      client.ok(village, 'applications', 'deliver', {
        applicationId,
        photoIds: [await photo(server, village)],
      }),
    () => client.ok(person.openid, 'applications', 'confirmReceipt', { applicationId }),
    () =>
      client.ok(person.openid, 'applications', 'giveFeedback', { applicationId, score: 5, words: '很好' }),
  ];
  for (const step of steps.slice(0, WAY.indexOf(state))) await step();
  return applicationId;
}
