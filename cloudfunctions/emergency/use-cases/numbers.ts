/** Whom to call: read by every phone at each start, so that they are there when the network is not. */
import type { Output } from '../../../typings/api';
import type { CallContext } from '../../core/actions';
import { villageOfCaller } from '../../core/caller';
import { where } from '../../core/database';
import { TOWN_OFFICE } from '../../core/villages';

/** The officers of the caller's village, if anything tells it, and always those of the town. Open to everybody. */
export async function numbers(ctx: CallContext): Promise<Output<'emergency', 'numbers'>> {
  const villageId = await villageOfCaller(ctx);
  const ids = villageId === null ? [TOWN_OFFICE] : [villageId, TOWN_OFFICE];
  const offices = await ctx.reader.find('villages', { where: { _id: where.in(ids) }, limit: ids.length });
  const village = offices.find(({ _id }) => _id === villageId);
  const town = offices.find(({ _id }) => _id === TOWN_OFFICE);
  return {
    villageId: village?._id ?? null,
    villageName: village?.name ?? '',
    officers: village?.officers ?? [],
    town: { name: town?.name ?? '', officers: town?.officers ?? [] },
  };
}
