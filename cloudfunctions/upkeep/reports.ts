import type { Output } from '../../typings/api';
import type { CallContext } from '../core/actions';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../core/identity';
import { villageNames } from '../core/villages';

/** Nights that are shown. */
const SHOWN = 31;

/** The checks of the last month, newest first; village staff read of their own village only. */
export async function reports(
  ctx: CallContext<VillageStaffActor | TownStaffActor | AdminActor>,
): Promise<Output<'upkeep', 'reports'>> {
  const { actor } = ctx;
  const docs = await ctx.reader.find('upkeepReports', {
    where: { check: 'counters' },
    orderBy: [['day', 'desc']],
    limit: SHOWN,
  });
  const names = await villageNames(ctx.reader);
  return {
    reports: docs.map(({ check, day, updatedAt, finished, places }) => ({
      check,
      day,
      updatedAt,
      finished,
      places: places
        .filter(({ villageId }) => actor.role !== 'villageStaff' || villageId === actor.villageId)
        .map(({ villageId, ...place }) => ({ villageName: names.get(villageId) ?? '镇残联', ...place })),
    })),
  };
}
