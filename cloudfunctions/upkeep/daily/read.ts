import type { Input, Output } from '../../../typings/api';
import type { CallContext } from '../../core/actions';
import { where } from '../../core/database';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';

/** Reports, newest first. */
export async function dailyReports(
  { reader }: CallContext<TownStaffActor | AdminActor>,
  { before }: Input<'upkeep', 'dailyReports'>,
): Promise<Output<'upkeep', 'dailyReports'>> {
  const [found, names] = await Promise.all([
    reader.find('dailyReports', {
      where: before === undefined ? {} : { _id: where.lt(before) },
      orderBy: [['_id', 'desc']],
      limit: PAGE_SIZE + 1,
    }),
    villageNames(reader),
  ]);
  return page(
    found,
    ({ _id }) => _id,
    ({ _id, at, figures, overdueBy, nightly }) => ({
      day: _id,
      at,
      figures,
      nightly,
      overdueBy: overdueBy.map((one) => ({ ...one, villageName: names.get(one.villageId) ?? '镇残联' })),
    }),
  );
}
