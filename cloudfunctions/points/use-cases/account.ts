/** A volunteer's own points: balance, ledger, the year. */
import type { Input, Output } from '../../../typings/api';
import type { YearStatement } from '../../../typings/api/points';
import type { ServiceKind } from '../../../typings/domain';
import { chinaMonth } from '../../../miniprogram/shared/china-time';
import type { CallContext } from '../../core/actions';
import { where } from '../../core/database';
import type { VolunteerActor } from '../../core/identity';
import { PAGE_SIZE, page } from '../../core/paging';
import { accountOf, earnedToday, pointRuleOn } from '../../core/points';
import { entryView } from '../views';

type Ctx = CallContext<VolunteerActor>;

/** Balance, and what today has brought. */
export async function account({ actor, reader, clock }: Ctx): Promise<Output<'points', 'account'>> {
  const [own, today, rule] = await Promise.all([
    accountOf(reader, actor.volunteerId),
    earnedToday(reader, actor.volunteerId, clock),
    pointRuleOn(reader, clock.now()),
  ]);
  const { balance, earned, spent, debt, inRanking } = own;
  const { dailyCap, perHalfHour } = rule;
  return { balance, earned, spent, debt, today, dailyCap, perHalfHour, inRanking };
}

/** What came and went, the newest first. */
export async function ledger(
  { actor, reader }: Ctx,
  { cursor }: Input<'points', 'ledger'>,
): Promise<Output<'points', 'ledger'>> {
  const docs = await reader.find('pointEntries', {
    where: { volunteerId: actor.volunteerId, ...(cursor ? { number: where.lt(Number(cursor)) } : {}) },
    orderBy: [['number', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  return page(docs, ({ number }) => String(number), entryView);
}

/** Records of one year at most; who has more than one a day is not a person. */
const YEAR_LIMIT = 1000;

/** The year by months: confirmed services by the day they were done, points by the day they came or went. */
export async function year(
  { actor, reader }: Ctx,
  { year: wanted }: Input<'points', 'year'>,
): Promise<YearStatement> {
  const from = Date.parse(`${wanted}-01-01T00:00:00+08:00`);
  const to = Date.parse(`${wanted + 1}-01-01T00:00:00+08:00`);
  const { volunteerId } = actor;
  const [services, entries] = await Promise.all([
    reader.find('services', {
      where: { volunteerId, startedAt: where.within(from, to), state: 'confirmed' },
      orderBy: [['startedAt', 'asc']],
      limit: YEAR_LIMIT,
    }),
    reader.find('pointEntries', {
      where: { volunteerId, at: where.within(from, to) },
      orderBy: [['at', 'asc']],
      limit: YEAR_LIMIT,
    }),
  ]);
  const months = new Map<string, YearStatement['months'][number]>();
  const monthOf = (at: number): YearStatement['months'][number] => {
    const month = chinaMonth(at);
    const found = months.get(month) ?? { month, services: 0, minutes: 0, earned: 0, spent: 0 };
    months.set(month, found);
    return found;
  };
  const kinds = new Map<ServiceKind, number>();
  for (const { startedAt, minutes, kinds: did } of services) {
    const month = monthOf(startedAt);
    month.services += 1;
    month.minutes += minutes;
    for (const kind of did) kinds.set(kind, (kinds.get(kind) ?? 0) + minutes);
  }
  for (const { at, reason, gross } of entries) {
    if (reason === 'redeem' || reason === 'refund') monthOf(at).spent -= gross;
    else monthOf(at).earned += gross;
  }
  const rows = [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
  const sum = (field: 'services' | 'minutes' | 'earned' | 'spent'): number =>
    rows.reduce((all, row) => all + row[field], 0);
  return {
    year: wanted,
    services: sum('services'),
    minutes: sum('minutes'),
    earned: sum('earned'),
    spent: sum('spent'),
    months: rows,
    kinds: [...kinds].map(([kind, minutes]) => ({ kind, minutes })).sort((a, b) => b.minutes - a.minutes),
  };
}
