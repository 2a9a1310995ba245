/**
 * Points of volunteers: an account and a ledger that only grows. Every entry has an id made of what it is for, so that nothing
 * is counted twice, and is written in the transaction of what it is for.
 */
import type { PointReason } from '../../typings/api/points';
import type { Millis } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { durationWords, SERVICE_KIND_LABELS } from '../../miniprogram/shared/service-words';
import type { Clock } from './clock';
import type { PointAccountDoc, ServiceDoc } from './collections';
import type { Reader, Tx } from './database';
import { parameterOn } from './parameters';
import { DEFAULT_POINT_RULE, posted, withinCap, worth, type PointRule } from './pure/point-rule';

/** The rule of the day of a service, whenever it is confirmed. */
export async function pointRuleOn(reader: Reader, at: Millis): Promise<PointRule> {
  return (await parameterOn(reader, 'pointRule', chinaDate(at)))?.value ?? DEFAULT_POINT_RULE;
}

/** The account of somebody who has no points yet. */
export function emptyAccount(volunteerId: string): PointAccountDoc {
  return {
    _id: volunteerId,
    balance: 0,
    earned: 0,
    spent: 0,
    debt: 0,
    taken: {},
    inRanking: false,
    entries: 0,
    updatedAt: 0,
  };
}

/** A volunteer's account as the transaction sees it. */
export async function accountOf(from: Pick<Reader, 'get'>, volunteerId: string): Promise<PointAccountDoc> {
  return (await from.get('pointAccounts', volunteerId)) ?? emptyAccount(volunteerId);
}

export interface Posting {
  /** '<record>:<what>': the same thing has one entry. */
  entryId: string;
  reason: PointReason;
  /** Before debts. */
  gross: number;
  words: string;
  at: Millis;
}

/** Writes one entry and the account that follows from it; gives the account. */
export async function post(
  tx: Tx,
  account: PointAccountDoc,
  { entryId, reason, gross, words, at }: Posting,
): Promise<PointAccountDoc> {
  const { account: sums, points, paid, owed } = posted(account, reason, gross);
  const ofDebt =
    paid > 0 ? `，其中${paid}分补上以前欠的` : owed > 0 ? `，其中${owed}分已经花掉，从以后得的积分里补` : '';
  const next = { ...account, ...sums, entries: account.entries + 1, updatedAt: at };
  await tx.put('pointEntries', {
    _id: entryId,
    volunteerId: account._id,
    number: next.entries,
    at,
    reason,
    gross,
    points,
    balance: next.balance,
    words: `${words}${ofDebt}`,
  });
  await tx.put('pointAccounts', next);
  return next;
}

/** '3月5日上门看望、买东西，1小时'. */
function serviceWords({ startedAt, kinds, minutes }: ServiceDoc): string {
  const [, month = '', day = ''] = chinaDate(startedAt).split('-');
  const did = kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、');
  return `${Number(month)}月${Number(day)}日${did}，${durationWords(minutes)}`;
}

const dayId = (service: ServiceDoc): string => `${service.volunteerId}:${chinaDate(service.startedAt)}`;

async function award(tx: Tx, service: ServiceDoc, rule: PointRule, now: Millis): Promise<void> {
  const day = (await tx.get('pointDays', dayId(service))) ?? { _id: dayId(service), points: 0 };
  const full = worth(service.minutes, service.kinds, rule);
  const gross = withinCap(full, day.points, rule);
  const why = full === 0 ? '，不满半小时没有积分' : gross < full ? `，一天最多${rule.dailyCap}分` : '';
  await tx.put('pointDays', { ...day, points: day.points + gross });
  await post(tx, await accountOf(tx, service.volunteerId), {
    entryId: `${service._id}:award`,
    reason: 'service',
    gross,
    words: `${serviceWords(service)}${why}`,
    at: now,
  });
}

async function takeBack(
  tx: Tx,
  service: ServiceDoc,
  points: number,
  reason: 'reversal' | 'adjust',
  now: Millis,
): Promise<void> {
  const day = (await tx.get('pointDays', dayId(service))) ?? { _id: dayId(service), points };
  await tx.put('pointDays', { ...day, points: day.points - points });
  const why = reason === 'reversal' ? '核实后不算，收回积分' : '核实后时长改少，收回多得的积分';
  await post(tx, await accountOf(tx, service.volunteerId), {
    entryId: `${service._id}:${reason}`,
    reason,
    gross: -points,
    words: `${serviceWords(service)}，${why}`,
    at: now,
  });
}

/**
 * Brings the ledger in line with a service whose state has just changed, in the same transaction. Confirmed: it brings its
 * points, once. Rejected after it was confirmed and disputed: they are taken back; accepted with fewer minutes: what was too
 * much is. While staff look into a dispute nothing moves. A service is disputed once only, so each entry can come once only.
 */
export async function settlePoints(tx: Tx, service: ServiceDoc, rule: PointRule, now: Millis): Promise<void> {
  if (service.state !== 'confirmed' && service.state !== 'rejected') return;
  const given = await tx.get('pointEntries', `${service._id}:award`);
  if (!given) {
    if (service.state === 'confirmed') await award(tx, service, rule, now);
    return;
  }
  if (service.state === 'rejected') {
    if (given.gross > 0) await takeBack(tx, service, given.gross, 'reversal', now);
    return;
  }
  const tooMuch = given.gross - worth(service.minutes, service.kinds, rule);
  if (tooMuch > 0) await takeBack(tx, service, tooMuch, 'adjust', now);
}

/** What today's services have brought to a volunteer. */
export async function earnedToday(reader: Reader, volunteerId: string, clock: Clock): Promise<number> {
  return (await reader.get('pointDays', `${volunteerId}:${chinaDate(clock.now())}`))?.points ?? 0;
}
