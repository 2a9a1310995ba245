/** Points in words. */
import type { PointEntry, YearStatement } from '../../../typings/api/points';
import type { Millis } from '../../../typings/domain';
import { friendlyTime } from '../../shared/china-time';
import { durationWords, SERVICE_KIND_LABELS } from '../../shared/service-words';

export interface EntryLine {
  entryId: string;
  words: string;
  time: string;
  /** '+10', '-60'. */
  amount: string;
  gain: boolean;
  label: string;
}

/** One line of the ledger. */
export function entryLine({ entryId, at, points, balance, words }: PointEntry, now: Millis): EntryLine {
  const time = friendlyTime(at, now);
  return {
    entryId,
    words,
    time: `${time}，剩${balance}分`,
    amount: points > 0 ? `+${points}` : String(points),
    gain: points > 0,
    label: `${words}，${points < 0 ? `减${-points}` : `加${points}`}分，${time}，剩${balance}分`,
  };
}

const sums = (services: number, minutes: number): string =>
  services === 0 ? '没有服务' : `${services}次，${durationWords(minutes)}`;
const moved = (earned: number, spent: number): string => `得${earned}分，用${spent}分`;

export interface YearView {
  title: string;
  services: string;
  points: string;
  empty: boolean;
  months: { month: string; label: string; value: string; note: string }[];
  kinds: { kind: string; label: string; value: string }[];
}

/** The statement of a year. */
export function yearView({ year, services, minutes, earned, spent, months, kinds }: YearStatement): YearView {
  return {
    title: `${year}年`,
    services: sums(services, minutes),
    points: moved(earned, spent),
    empty: months.length === 0,
    months: months.map((one) => ({
      month: one.month,
      label: `${Number(one.month.slice(5))}月`,
      value: sums(one.services, one.minutes),
      note: moved(one.earned, one.spent),
    })),
    kinds: kinds.map((one) => ({
      kind: one.kind,
      label: SERVICE_KIND_LABELS[one.kind],
      value: durationWords(one.minutes),
    })),
  };
}
