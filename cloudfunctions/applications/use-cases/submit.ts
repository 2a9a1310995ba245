import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ApplicationDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import { parameterOn } from '../../core/parameters';
import { quoteFor } from '../quote';
import { TAB_OF } from '../rules/transitions';
import { actorName, recordFigures, slotId, withOpenCase, type ApplicantActor } from '../step';

const DAY = 24 * 60 * 60 * 1000;

/** Files an application for one device. One open application per resident and item; the amount agreed to must still hold. */
export async function submit(
  ctx: CommandContext<ApplicantActor>,
  input: Input<'applications', 'submit'>,
): Promise<Output<'applications', 'submit'>> {
  const now = ctx.clock.now();
  const on = today(ctx.clock);
  const resident = must(await ctx.tx.get('residents', ctx.actor.residentId));
  ctx.about({ residentId: resident._id, villageId: resident.villageId });
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');

  const item = must(await ctx.tx.get('catalogue', input.itemId));
  if (!item.active) throw new AppError('ITEM_WITHDRAWN');

  const slot = slotId(resident._id, input.itemId);
  if (await ctx.tx.get('openSlots', slot)) throw new AppError('ALREADY_OPEN');

  const quoted = await quoteFor(ctx.reader, resident, item.priceFen, { appliedOn: on, evaluatedOn: on });
  if (!quoted.ok) throw new AppError(quoted.code);
  if (quoted.quote.payFen !== input.agreedPayFen) throw new AppError('QUOTE_CHANGED');

  const promise = await parameterOn(ctx.reader, 'devicePromise', on);
  const onBehalf = ctx.actor.role === 'guardian' ? { onBehalfOf: resident.name } : {};
  const application: ApplicationDoc = {
    _id: ctx.ids.record(now),
    kind: 'device',
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    filedBy: ctx.actor.openid,
    onBehalfBy: ctx.actor.role === 'guardian' ? ctx.actor.guardianName : null,
    itemId: item._id,
    itemName: item.name,
    image: item.image,
    priceFen: item.priceFen,
    state: 'submitted',
    returnedFrom: null,
    tab: TAB_OF.submitted,
    dueAt: promise ? now + promise.value.checkDays * DAY : null,
    quote: quoted.quote,
    decision: null,
    contactPhone: input.contactPhone,
    deliverTo: input.deliverTo,
    reason: input.reason,
    deliveryPhotoIds: [],
    feedback: null,
    timeline: [
      {
        at: now,
        action: 'submit',
        state: 'submitted',
        actorName: actorName(ctx.actor, resident),
        actorRole: ctx.actor.role,
        openid: ctx.actor.openid,
        ...onBehalf,
      },
    ],
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  ctx.about({ target: application._id });
  await ctx.tx.put('applications', application);
  await ctx.tx.put('openSlots', { _id: slot, recordId: application._id });
  await ctx.tx.put('residents', withOpenCase(resident, application, now));
  await recordFigures(ctx, application, null, 'submit');
  return { applicationId: application._id, quote: quoted.quote };
}
