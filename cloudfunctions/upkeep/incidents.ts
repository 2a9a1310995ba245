/** Calls that failed unexpectedly or took long, for the town: one by one, and how often by action. */
import type { Input, Output } from '../../typings/api';
import type { Incident, IncidentCount } from '../../typings/api/operations';
import { actionWords } from '../core/action-words';
import type { CallContext } from '../core/actions';
import { where } from '../core/database';
import type { IncidentDoc } from '../core/documents/operations';
import type { AdminActor, TownStaffActor } from '../core/identity';
import { page, PAGE_SIZE } from '../core/paging';

const DAY = 24 * 60 * 60 * 1000;

function view({ _id, ...incident }: IncidentDoc): Incident {
  return { incidentId: _id, what: actionWords(`${incident.fn}.${incident.action}`), ...incident };
}

/** A page, newest first. */
export async function incidents(
  { reader }: CallContext<TownStaffActor | AdminActor>,
  { kind, fn, cursor }: Input<'upkeep', 'incidents'>,
): Promise<Output<'upkeep', 'incidents'>> {
  const found = await reader.find('incidents', {
    where: {
      ...(kind === undefined ? {} : { kind }),
      ...(fn === undefined ? {} : { fn }),
      ...(cursor ? { _id: where.lt(cursor) } : {}),
    },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  return page(found, ({ _id }) => _id, view);
}

/** How often each action failed and took long; what failed most is first. */
export async function incidentCounts(
  { reader, clock }: CallContext<TownStaffActor | AdminActor>,
  { days }: Input<'upkeep', 'incidentCounts'>,
): Promise<Output<'upkeep', 'incidentCounts'>> {
  const now = clock.now();
  const counted = await reader.tally('incidents', {
    where: { at: where.within(now - days * DAY, now + 1) },
    by: { fn: '$fn', action: '$action', kind: '$kind' },
  });
  const counts = new Map<string, IncidentCount>();
  for (const { values, n } of counted) {
    const { fn, action, kind } = values as { fn: string; action: string; kind: 'failed' | 'slow' };
    const key = `${fn}.${action}`;
    const count = counts.get(key) ?? { fn, action, what: actionWords(key), failed: 0, slow: 0 };
    count[kind] += n;
    counts.set(key, count);
  }
  return {
    counts: [...counts.values()].sort(
      (a, b) => b.failed - a.failed || b.slow - a.slow || a.what.localeCompare(b.what),
    ),
  };
}
