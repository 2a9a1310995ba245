import type { Input, Output } from '../../../typings/api';
import type { CatalogueItem } from '../../../typings/api/applications';
import { today } from '../../core/clock';
import type { CatalogueDoc, ResidentDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import type { CallContext, CommandContext } from '../../core/actions';
import { must } from '../../core/errors';
import { quoteFor, quoteView } from '../quote';
import { slotId, type ApplicantActor } from '../step';

/** The catalogue is small (tens of items): one request, shown in the order of ids. */
const CATALOGUE_LIMIT = 500;

function itemView({ _id, ...item }: CatalogueDoc): CatalogueItem {
  return { itemId: _id, ...item };
}

/** All devices that can be applied for. */
export async function catalogue(ctx: CallContext): Promise<Output<'applications', 'catalogue'>> {
  const docs = await ctx.reader.find('catalogue', {
    where: { active: true },
    orderBy: [['_id', 'asc']],
    limit: CATALOGUE_LIMIT,
  });
  return { items: docs.map(itemView) };
}

/** Register facts go only to somebody known to be the resident or approved to act; others get back what they typed. */
function prefill(actor: ApplicantActor, resident: ResidentDoc): { deliverTo: string; contactPhone: string } {
  const known = actor.role === 'guardian' || resident.binding?.state === 'verified';
  return {
    deliverTo: known ? resident.address : '',
    contactPhone: known ? unseal(resident.phone) : resident.binding ? unseal(resident.binding.phone) : '',
  };
}

/** What this resident would pay for a device today and why, before applying; with what the form can prefill. */
export async function quote(
  ctx: CallContext<ApplicantActor>,
  { itemId }: Input<'applications', 'quote'>,
): Promise<Output<'applications', 'quote'>> {
  const item = must(await ctx.reader.get('catalogue', itemId));
  const resident = must(await ctx.reader.get('residents', ctx.actor.residentId));
  const open = await ctx.reader.get('openSlots', slotId(resident._id, itemId));
  const on = today(ctx.clock);
  return {
    item: itemView(item),
    view: quoteView(await quoteFor(ctx.reader, resident, item.priceFen, { appliedOn: on, evaluatedOn: on })),
    openApplicationId: open?.recordId ?? null,
    ...prefill(ctx.actor, resident),
  };
}

/** Adds or changes an item. Applications keep the name and price they were filed with. */
export async function saveCatalogueItem(
  ctx: CommandContext,
  { itemId, ...item }: Input<'applications', 'saveCatalogueItem'>,
): Promise<{ saved: true }> {
  ctx.about({ target: itemId });
  await ctx.tx.put('catalogue', { _id: itemId, ...item });
  return { saved: true };
}
