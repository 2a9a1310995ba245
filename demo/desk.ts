/** How the officers of the trial village share their work: taken, handed on, overdue and escalated, one of them on leave. */
import type { CaseKind } from '../typings/domain';
import { nudgeAll } from '../cloudfunctions/applications/desk/escalate';
import { openStore } from '../cloudfunctions/core/database';
import { makeIds } from '../cloudfunctions/core/ids';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import type { Random } from './random';
import { officerOf, TOWN_OFFICER, TOWN_OFFICER_2 } from './staff';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Mornings before the last one on which promises were looked at. */
const MORNINGS = 10;

/** The oldest cases of a queue as this officer sees them. */
async function casesOf(
  stage: Stage,
  at: number,
  openid: string,
  kind: CaseKind,
  tab: 'toCheck' | 'toApprove' | 'toCarryOut',
): Promise<string[]> {
  const answer = await stage.act(at, openid, 'applications', 'queue', { kind, tab });
  if (answer.unchanged) throw new Error('demo: nothing seen');
  return answer.items.map(({ applicationId }) => applicationId);
}

async function staffIdOf(stage: Stage, at: number, openid: string, name: RegExp): Promise<string> {
  const { colleagues } = await stage.act(at, openid, 'accounts', 'leave', {});
  const found = colleagues.find(({ duty }) => name.test(duty));
  if (!found) throw new Error('demo: no such colleague');
  return found.staffId;
}

export async function addDeskWork(
  stage: Stage,
  random: Random,
  villageId: string,
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  const vice = `demo-${villageId}-vice`;
  const yesterday = until - DAY;

  // The vice-chair had taken a visit, and is away since yesterday: the full-time officer stands in.
  const [visit, second] = await casesOf(stage, yesterday, vice, 'renovation', 'toCheck');
  const [work] = await casesOf(stage, yesterday, officer, 'employment', 'toCarryOut');
  if (!visit || !second || !work) throw new Error('demo: nothing to take');
  await stage.act(yesterday, vice, 'applications', 'takeCase', { applicationId: visit });
  await stage.act(yesterday, vice, 'applications', 'addNote', {
    applicationId: visit,
    words: '电话约过，家里下午有人',
  });
  await stage.act(yesterday + HOUR, vice, 'accounts', 'setLeave', {
    from: chinaDate(yesterday),
    to: chinaDate(until + 3 * DAY),
    substituteId: await staffIdOf(stage, yesterday, vice, /专职/),
  });

  // One the officer works on, one the town handed on within its own office.
  await stage.act(yesterday + 2 * HOUR, officer, 'applications', 'takeCase', { applicationId: work });
  const [toApprove] = await casesOf(stage, yesterday, TOWN_OFFICER, 'device', 'toApprove');
  if (toApprove) {
    await stage.act(yesterday + 3 * HOUR, TOWN_OFFICER, 'applications', 'handOn', {
      applicationId: toApprove,
      toStaffId: await staffIdOf(stage, yesterday, TOWN_OFFICER, /工作人员/),
      seenStaffId: null,
      note: '请先核对低保情况',
    });
  }
  for (const openid of [officer, TOWN_OFFICER, TOWN_OFFICER_2]) {
    await stage.act(yesterday + 4 * HOUR, openid, 'accounts', 'markSeen', {});
  }
  await lookAtPromises(random, until);
}

/** The timer of each of the last mornings; nobody is told, since nobody is waiting for old messages. */
async function lookAtPromises(random: Random, until: number): Promise<void> {
  const store = openStore();
  const ids = makeIds((n) => random.bytes(n));
  for (let days = MORNINGS; days >= 0; days -= 1) {
    const at = until - days * DAY;
    await nudgeAll({
      reader: store,
      ids,
      clock: { now: () => at },
      sendsMessages: false,
      send: () => Promise.resolve(),
      each: async (_target, change) => (await store.transaction(change)) !== null,
    });
  }
}
