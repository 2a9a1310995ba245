/** Whom to call: read by every phone at each start, so that they are there when the network is not. */
import type { Output } from '../../../typings/api';
import type { CallContext } from '../../core/actions';
import { TOWN_OFFICE } from '../../core/villages';
import { callerOf } from '../caller';

/** The officers of the caller's village, if anything tells it, and always those of the town. Open to everybody. */
export async function numbers(ctx: CallContext): Promise<Output<'emergency', 'numbers'>> {
  const { villageId } = await callerOf(ctx);
  const [village, town] = await Promise.all([
    villageId === null ? null : ctx.reader.get('villages', villageId),
    ctx.reader.get('villages', TOWN_OFFICE),
  ]);
  return {
    villageId: village?._id ?? null,
    villageName: village?.name ?? '',
    officers: village?.officers ?? [],
    town: { name: town?.name ?? '', officers: town?.officers ?? [] },
  };
}
