import type { Input, Output } from '../../../typings/api';
import type { ImportRowResult } from '../../../typings/api/registry';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { lookupKey } from '../../core/crypto';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { countResident, newResident } from '../../core/register';
import { checkRow } from '../../core/register-row';

/**
 * Adds people to the register: good rows are taken, each bad row is told with its field. One ID number is one person; a
 * second row with it is refused, also within the same import.
 */
export async function importResidents(
  ctx: CommandContext<TownStaffActor | AdminActor>,
  { rows }: Input<'registry', 'importResidents'>,
): Promise<Output<'registry', 'importResidents'>> {
  const now = ctx.clock.now();
  const on = today(ctx.clock);
  const results: ImportRowResult[] = [];
  const added = new Map<string, ResidentDoc[]>();

  for (const [index, row] of rows.entries()) {
    const checked = checkRow(row, on);
    if (!checked.ok) {
      results.push({ index, error: checked.problems[0] });
      continue;
    }
    const village = await ctx.tx.get('villages', row.villageId);
    if (!village || village.kind === 'town' || village.closedAt !== null) {
      results.push({ index, error: { code: 'VILLAGE', message: '没有这个村社', field: 'villageId' } });
      continue;
    }
    const key = lookupKey('idNumber', checked.facts.idNumber);
    if (await ctx.tx.get('identities', key)) {
      results.push({
        index,
        error: { code: 'DUPLICATE', message: '这个身份证号已在名册中', field: 'idNumber' },
      });
      continue;
    }
    const resident = newResident(ctx.ids.record(now), checked.facts, row, now);
    await ctx.tx.put('identities', { _id: key, residentId: resident._id });
    await ctx.tx.put('residents', resident);
    added.set(row.villageId, [...(added.get(row.villageId) ?? []), resident]);
    results.push({ index, residentId: resident._id });
  }

  for (const [villageId, residents] of added) {
    await count(ctx.tx, villageId, now, (counters) => {
      for (const resident of residents) countResident(counters, resident, on, 1);
    });
  }
  return { results };
}
