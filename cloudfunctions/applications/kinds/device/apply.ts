import type { Input, Output } from '../../../../typings/api';
import type { CommandContext } from '../../../core/actions';
import { today } from '../../../core/clock';
import type { DeviceItem } from '../../../core/collections';
import { AppError, must } from '../../../core/errors';
import { openCasesOf } from '../../../core/open-cases';
import type { ApplicantActor } from '../../engine/actors';
import { activeResident, fileCase } from '../../engine/file';
import { obstacleTo, refuseObstacle, serviceLifeOn } from './obstacle';
import { quoteFor } from './quote';

/** Files an application for one or several devices. What stands in the way of one stands in the way of all. */
export async function applyDevice(
  ctx: CommandContext<ApplicantActor>,
  input: Input<'applications', 'applyDevice'>,
): Promise<Output<'applications', 'applyDevice'>> {
  const on = today(ctx.clock);
  const resident = await activeResident(ctx, 'device');
  const { devices } = resident;
  const openCases = await openCasesOf(ctx.reader, resident._id);
  const life = await serviceLifeOn(ctx.reader, on);

  const items: DeviceItem[] = [];
  for (const itemId of input.itemIds) {
    const item = must(await ctx.reader.get('catalogue', itemId));
    refuseObstacle(obstacleTo({ devices, openCases }, item, life, on));
    const quoted = await quoteFor(ctx.reader, resident, item.priceFen, { appliedOn: on, evaluatedOn: on });
    if (!quoted.ok) throw new AppError(quoted.code);
    const { name, image, priceFen } = item;
    items.push({ itemId, name, image, priceFen, quote: quoted.quote, decision: null });
  }
  const payFen = items.reduce((sum, { quote }) => sum + quote.payFen, 0);
  if (payFen !== input.agreedPayFen) throw new AppError('QUOTE_CHANGED');

  const { _id } = await fileCase(ctx, resident, {
    facts: { kind: 'device', items, deliverTo: input.deliverTo },
    title: items.map(({ name }) => name).join('、'),
    image: `devices/${items[0]?.image ?? ''}`,
    contactPhone: input.contactPhone,
    reason: input.reason,
    voiceId: input.voiceId,
  });
  return { applicationId: _id, payFen };
}
