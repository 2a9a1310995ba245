import type { Output } from '../../typings/api';
import type { HealthState } from '../../typings/api/operations';
import type { CallContext } from '../core/actions';
import { readHealth } from '../core/health';
import type { AdminActor, TownStaffActor } from '../core/identity';
import { MIGRATIONS } from './migrations/list';
import { healthWords, timerWords } from './rules/health-words';

const ORDER: readonly HealthState[] = ['act', 'look', 'fine'];

/** What needs somebody first: act, look, fine. */
function worstFirst<T extends { state: HealthState }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

/** How the program runs, in words. */
export async function health({
  reader,
  clock,
}: CallContext<TownStaffActor | AdminActor>): Promise<Output<'upkeep', 'health'>> {
  const now = clock.now();
  const [facts, [report]] = await Promise.all([
    readHealth(reader, now),
    reader.find('dailyReports', { where: {}, orderBy: [['_id', 'desc']], limit: 1 }),
  ]);
  const items = worstFirst(healthWords(facts, MIGRATIONS.length));
  const sizes = Object.entries(report?.sizes ?? {}).map(([collection, documents]) => ({
    collection,
    documents,
  }));
  return {
    at: now,
    state: items[0]?.state ?? 'fine',
    items,
    timers: worstFirst(facts.timers.map((timer) => timerWords(timer, now))),
    sizes: sizes.sort((a, b) => b.documents - a.documents),
    sizesOn: report?._id ?? null,
  };
}
