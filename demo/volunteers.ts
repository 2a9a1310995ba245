/** The trial's 97 volunteers: registered over the months, verified by the village within days. */
import type { VolunteerKind } from '../typings/domain';
import { CONSENT_VERSION } from '../miniprogram/shared/limits';
import type { Stage } from './actors';
import type { Person } from './people';
import type { Random } from './random';
import { officerOf } from './staff';

export const VOLUNTEERS = 97;
/** Registered last and not verified yet, so that the queue is not empty. */
const UNVERIFIED = 2;

const KINDS: readonly { kind: VolunteerKind; weight: number }[] = [
  { kind: 'partyMember', weight: 34 },
  { kind: 'villageDelegate', weight: 21 },
  { kind: 'veteran', weight: 14 },
  { kind: 'villageCadre', weight: 12 },
  { kind: 'other', weight: 19 },
];
const SKILLS = [
  '打扫卫生',
  '陪同就医',
  '代买代办',
  '理发',
  '水电维修',
  '聊天陪伴',
  '开车接送',
  '做饭',
  '手机教学',
  '按摩',
];

export const volunteerOpenid = (n: number): string => `demo-volunteer-${String(n).padStart(2, '0')}`;

/** `times` gives the moment of each registration, oldest first. */
export async function addVolunteers(
  stage: Stage,
  random: Random,
  villageId: string,
  person: () => Person,
  times: readonly number[],
): Promise<string[]> {
  const names: string[] = [];
  for (const [n, at] of times.entries()) {
    const { name, phone } = person();
    const kind = KINDS[random.weighted(KINDS.map(({ weight }) => weight))]?.kind ?? 'other';
    const skills = [...new Set([random.pick(SKILLS), random.pick(SKILLS)])];
    const openid = volunteerOpenid(n + 1);
    await stage.act(at, openid, 'accounts', 'registerVolunteer', {
      name,
      phone,
      villageId,
      kind,
      skills,
      consentVersion: CONSENT_VERSION,
    });
    names.push(name);
    if (n >= times.length - UNVERIFIED) continue;
    await approveOpen(stage, at + random.int(2, 40) * 3_600_000, villageId);
  }
  return names;
}

/** The village's officer approves what was asked until then, oldest first; the story is not told in order of time. */
export async function approveOpen(stage: Stage, at: number, villageId: string): Promise<void> {
  const open = await stage.act(at, officerOf(villageId), 'accounts', 'verifications', {});
  if (open.unchanged) return;
  for (const { verificationId } of open.items.filter(({ createdAt }) => createdAt <= at)) {
    await stage.act(at, officerOf(villageId), 'accounts', 'decideVerification', {
      verificationId,
      approve: true,
    });
  }
}
