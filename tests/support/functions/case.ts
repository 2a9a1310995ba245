/** A device application on its way. */
import { isSeenByOthers } from '../../../cloudfunctions/core/pure/picture-purpose';
import type { PhotoPurpose } from '../../../typings/api/media';
import type { ApplicationView } from '../../../typings/api/applications';
import type { AssistScope } from '../../../typings/api/assist';
import type { ActingAs } from '../../../typings/domain';
import { randomBytes } from 'node:crypto';
import { chinaMonth } from '../../../miniprogram/shared/china-time';
import type { TestServer } from './server';
import { jpeg } from './pictures';
import { WHEELCHAIR, type BoundPerson, type RegisteredPerson, type World } from './world';

/** A device application; `agreedPayFen` is the sum of all items. */
export function submission(agreedPayFen: number, ...itemIds: string[]) {
  return {
    itemIds: itemIds.length === 0 ? [WHEELCHAIR.itemId] : itemIds,
    contactPhone: '13900000009',
    deliverTo: '测试路1号',
    reason: '出门不便',
    agreedPayFen,
  };
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

/**
 * A photo taken in, ready to be used. One that others will see goes the whole way, with its check; any other is put there as media.accept
 * leaves it, since taking pictures in is what tests of media are about.
 */
export async function photo(
  server: TestServer,
  openid: string,
  purpose: PhotoPurpose = 'delivery',
): Promise<string> {
  const file = jpeg(8, 6);
  if (isSeenByOthers(purpose)) {
    const fileID = await upload(server, openid, file);
    const { photoId } = await server.client.ok(openid, 'media', 'accept', { fileID, purpose });
    await checked(server, photoId);
    return photoId;
  }
  const now = Date.now();
  const _id = `p${randomBytes(15).toString('hex')}`;
  const path = `photos/${chinaMonth(now)}/${_id}.jpg`;
  const { fileID } = await server.local.cloud.uploadFile(path, file, { openid });
  await server.client.put('photos', {
    _id,
    fileID,
    purpose,
    openid,
    usedIn: null,
    width: 8,
    height: 6,
    check: null,
    createdAt: now,
  });
  return _id;
}

/** Waits until WeChat's result for a picture has arrived; gives how it stands. */
export async function checked({ client }: TestServer, photoId: string): Promise<string> {
  for (;;) {
    const { check } = await client.one('photos', photoId);
    if (check?.state !== 'waiting') return check?.state ?? 'none';
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The application as this user sees it. */
export async function viewOf(
  { client }: TestServer,
  openid: string,
  applicationId: string,
): Promise<ApplicationView> {
  const answer = await client.ok(openid, 'applications', 'get', { applicationId });
  if (answer.unchanged) throw new Error('nothing was known before');
  return answer.application;
}

const WAY = ['submitted', 'checked', 'approved', 'delivered', 'received', 'closed'] as const;
export type DeviceWay = (typeof WAY)[number];

/** Brings a new device application of a bound resident to a state of the usual way; gives its id. */
export async function applicationIn(
  server: TestServer,
  world: World,
  person: BoundPerson,
  state: DeviceWay,
  payFen: number = WHEELCHAIR.halfFen,
  ...itemIds: string[]
): Promise<string> {
  const { client } = server;
  const village = world.officerOf(person.villageId);
  const { applicationId } = await client.ok(
    person.openid,
    'applications',
    'applyDevice',
    submission(payFen, ...itemIds),
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

const REPAIR_WAY = ['submitted', 'underWay', 'repaired', 'closed'] as const;

/** Brings a repair of a received device to a state of the usual way; gives its id. */
export async function repairIn(
  server: TestServer,
  world: World,
  person: BoundPerson,
  deviceApplicationId: string,
  state: (typeof REPAIR_WAY)[number],
  itemId: string = WHEELCHAIR.itemId,
): Promise<string> {
  const { client } = server;
  const village = world.officerOf(person.villageId);
  const { applicationId } = await client.ok(person.openid, 'applications', 'applyRepair', {
    applicationId: deviceApplicationId,
    itemId,
    reason: '轮子转不动了',
    photoIds: [],
    contactPhone: '13900000009',
  });
  const steps: (() => Promise<unknown>)[] = [
    () => client.ok(village, 'applications', 'takeRepair', { applicationId }),
    () => client.ok(village, 'applications', 'finishRepair', { applicationId, note: '换了轴承' }),
    () =>
      client.ok(person.openid, 'applications', 'giveFeedback', { applicationId, score: 5, words: '很好' }),
  ];
  for (const step of steps.slice(0, REPAIR_WAY.indexOf(state))) await step();
  return applicationId;
}

/** The resident signs for the officer to act today; gives the role to act in. */
export async function assisting(
  server: TestServer,
  officer: string,
  { residentId }: Pick<RegisteredPerson, 'residentId'>,
  scopes: AssistScope[] = ['file', 'answer'],
): Promise<ActingAs> {
  const { as } = await server.client.ok(officer, 'accounts', 'giveAssistConsent', {
    residentId,
    scopes,
    words: '申请轮椅',
    photoId: await photo(server, officer, 'consent'),
  });
  return as;
}
