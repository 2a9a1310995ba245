/** What was found in the register, kept in step with the figures of the village in whose list it is. */
import type { Clock } from './clock';
import { count } from './counters';
import { where, type Reader, type Tx } from './database';
import type { FindingDoc } from './documents/register';

/** In whose list it waits; null when it waits in none. */
export const openAt = (finding: FindingDoc | null): string | null =>
  finding?.state === 'open' ? finding.villageId : null;

/** One open finding less here, one more there, in the figures. */
export async function moveFinding(
  { tx, clock }: { tx: Tx; clock: Clock },
  from: string | null,
  to: string | null,
): Promise<void> {
  if (from === to) return;
  const change = (villageId: string, by: number): Promise<void> =>
    count(tx, villageId, clock.now(), (counters) => {
      counters.findings += by;
    });
  if (from !== null) await change(from, -1);
  if (to !== null) await change(to, 1);
}

/** More findings than some tens of people have. */
const MOST = 1000;

/** Findings that name any of these residents, as they are outside of a transaction. */
export function findingsOf(reader: Reader, residentIds: readonly string[]): Promise<FindingDoc[]> {
  return reader.find('findings', { where: { residentIds: where.in(residentIds) }, limit: MOST });
}

/**
 * For a record that goes out of the register as if it had never been there: what was found of it goes with it. The others whom a
 * finding named are due to be checked anew, since some of it may hold without this record.
 */
export async function dropFindings(
  ctx: { tx: Tx; clock: Clock },
  residentId: string,
  found: readonly FindingDoc[],
): Promise<void> {
  for (const { _id } of found.filter(({ residentIds }) => residentIds.includes(residentId))) {
    const finding = await ctx.tx.get('findings', _id);
    if (!finding) continue;
    await ctx.tx.remove('findings', _id);
    await moveFinding(ctx, openAt(finding), null);
    for (const id of finding.residentIds.filter((one) => one !== residentId)) {
      const other = await ctx.tx.get('residents', id);
      if (!other) continue;
      const { checked: _checked, ...unchecked } = other;
      await ctx.tx.put('residents', unchecked);
    }
  }
}
