/** What the set-up pages show beside the town itself: an invitation that waits, an officer who left, a rule that comes. */
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import type { Person } from './people';
import { ADMIN } from './staff';

const DAY = 86_400_000;

/** Last of all, so that the people of everything else stay the same. */
export async function addSetUp(
  stage: Stage,
  trialVillage: string,
  otherVillage: string,
  until: number,
  person: () => Person,
): Promise<void> {
  const left = person();
  const appointed = await stage.act(until - 60 * DAY, ADMIN, 'accounts', 'inviteStaff', {
    name: left.name,
    phone: left.phone,
    level: 'village',
    villageId: otherVillage,
    duty: '副主席',
  });
  const openid = 'demo-officer-left';
  await stage.act(until - 59 * DAY, openid, 'accounts', 'acceptInvite', { code: appointed.code });
  await stage.act(until - 20 * DAY, ADMIN, 'accounts', 'endStaff', { staffId: appointed.staffId });

  const coming = person();
  await stage.act(until - 2 * DAY, ADMIN, 'accounts', 'inviteStaff', {
    name: coming.name,
    phone: coming.phone,
    level: 'village',
    villageId: trialVillage,
    duty: '副主席',
  });

  const nextYear = `${Number(chinaDate(until).slice(0, 4)) + 1}-01-01`;
  await stage.act(until - DAY, ADMIN, 'registry', 'setParameter', {
    key: 'wishLimit',
    version: nextYear,
    effectiveFrom: nextYear,
    source: '泗门镇残联微心愿办法修订稿（示范数据）',
    value: {
      maxFen: 30_000,
      openAtOnce: 1,
      perYear: 4,
      checkDays: 5,
      openDays: 60,
      claimDays: 20,
      claimsPerVolunteer: 2,
    },
    changes: 1,
  });
}
