/** The trial's nine applications for assistive devices, each with the life that a real one has. */
import cloud from 'wx-server-sdk';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ActingAs } from '../typings/domain';
import type { Stage } from './actors';
import type { Random } from './random';
import { officerOf, TOWN_OFFICER } from './staff';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far each of the nine has come, oldest first, and how it went. */
const LIVES = [
  {
    itemIds: ['wheelchair'],
    to: 'closed',
    score: 5,
    words: '轮椅很好用，现在能自己到门口晒太阳了，谢谢你们。',
  },
  { itemIds: ['hearing-aid'], to: 'closed', score: 4, words: '听得清楚多了，就是电池换起来有点麻烦。' },
  { itemIds: ['cane'], to: 'closed', score: 5, words: '' },
  { itemIds: ['bath-chair', 'commode-chair'], to: 'closed', score: 5, words: '洗澡不怕滑倒了。' },
  { itemIds: ['walker'], to: 'received' },
  { itemIds: ['mattress'], to: 'delivered' },
  { itemIds: ['nursing-bed', 'crutches'], to: 'approved' },
  { itemIds: ['white-cane'], to: 'checked' },
  { itemIds: ['magnifier'], to: 'submitted' },
] as const;

export const DEVICE_APPLICATIONS = LIVES.length;

const REACHED = ['submitted', 'checked', 'approved', 'delivered', 'received', 'closed'] as const;

export interface Applicant {
  openid: string;
  as: ActingAs;
  phone: string;
  address: string;
}

/** Files and carries on the applications; the applicants are used in turn, `times` says when each was filed. */
export async function addDeviceApplications(
  stage: Stage,
  random: Random,
  villageId: string,
  applicants: readonly Applicant[],
  times: readonly number[],
): Promise<void> {
  const officer = officerOf(villageId);
  for (const [n, life] of LIVES.entries()) {
    const applicant = applicants[n % applicants.length];
    const filed = times[n];
    if (!applicant || filed === undefined) throw new Error('demo: too few applicants or times');
    const reaches = (state: (typeof REACHED)[number]): boolean =>
      REACHED.indexOf(life.to) >= REACHED.indexOf(state);
    const { openid, as } = applicant;

    const itemIds = [...life.itemIds];
    const asked = await stage.act(filed, openid, 'applications', 'quote', { itemIds }, as);
    if (asked.payFen === null) throw new Error(`demo: no quote for ${itemIds.join(' ')}`);
    const { applicationId } = await stage.act(
      filed,
      openid,
      'applications',
      'applyDevice',
      {
        itemIds,
        contactPhone: applicant.phone,
        deliverTo: applicant.address,
        reason: '',
        agreedPayFen: asked.payFen,
      },
      as,
    );
    let at = filed;
    const later = (fromHours: number, toHours: number): number =>
      (at += random.int(fromHours, toHours) * HOUR);
    if (reaches('checked')) {
      await stage.act(later(5, 30), officer, 'applications', 'check', {
        applicationId,
        note: '已上门核实，确有需要',
      });
    }
    if (reaches('approved')) {
      const { application } = await seen(stage, at, applicationId);
      const seenPayFen = (application.staff?.today ?? []).reduce((sum, today) => {
        if (!today.quotable) throw new Error('demo: nothing to approve');
        return sum + today.quote.payFen;
      }, 0);
      await stage.act(later(10, 60), TOWN_OFFICER, 'applications', 'approve', {
        applicationId,
        seenPayFen,
      });
    }
    if (reaches('delivered')) {
      const photoId = await deliveryPhoto(stage, later(3 * 24, 8 * 24), officer, n);
      await stage.act(at, officer, 'applications', 'deliver', {
        applicationId,
        photoIds: [photoId],
        note: '送到家中，已教会使用',
      });
    }
    if (reaches('received'))
      await stage.act(later(1, 20), openid, 'applications', 'confirmReceipt', { applicationId }, as);
    if (life.to === 'closed') {
      const { score, words } = life;
      await stage.act(
        later(20, 3 * 24),
        openid,
        'applications',
        'giveFeedback',
        { applicationId, score, words },
        as,
      );
    }
  }
}

async function seen(stage: Stage, at: number, applicationId: string) {
  const answer = await stage.act(at, TOWN_OFFICER, 'applications', 'get', { applicationId });
  if (answer.unchanged) throw new Error('demo: nothing seen');
  return answer;
}

/** A drawn picture of a delivery, handed in as a phone would. */
async function deliveryPhoto(stage: Stage, at: number, openid: string, n: number): Promise<string> {
  const { fileID } = await cloud.uploadFile({
    cloudPath: `incoming/demo-delivery-photo-${n}.jpg`,
    fileContent: readFileSync(join(__dirname, 'photos/delivery.jpg')),
  });
  const { photoId } = await stage.act(at, openid, 'media', 'accept', { fileID, purpose: 'delivery' });
  return photoId;
}

/** The moments of the nine, so that each has had the time its life takes. */
export function applicationTimes(random: Random, until: number): number[] {
  // The last one has waited longer than promised for the village: there is something overdue to be seen.
  const daysAgo = [168, 140, 112, 83, 35, 16, 8, 3, 6];
  return daysAgo.map((days) => until - days * DAY + random.int(1, 8) * HOUR);
}
