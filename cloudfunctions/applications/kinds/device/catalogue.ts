import type { Input, Output } from '../../../../typings/api';
import type { CatalogueItem } from '../../../../typings/api/applications';
import { today } from '../../../core/clock';
import type { CatalogueDoc } from '../../../core/collections';
import type { CallContext } from '../../../core/actions';
import { AppError, must } from '../../../core/errors';
import { openCasesOf } from '../../../core/open-cases';
import { readTogether } from '../../../core/parameters';
import { photoLinks } from '../../../core/photos';
import type { ApplicantActor } from '../../engine/actors';
import { RULES } from '../../engine/brings';
import { prefill } from '../../engine/prefill';
import { quoteFor, quoteView, sumOf } from './quote';
import { obstacleTo, serviceLifeOn } from './obstacle';

/** The catalogue is small (tens of items): one request, shown in the order of ids. */
export const CATALOGUE_LIMIT = 500;

/** An item as everybody sees it. */
export function itemView(doc: CatalogueDoc): CatalogueItem {
  const { _id, name, kind, summary, image, priceFen, active } = doc;
  return { itemId: _id, name, kind, summary, image, priceFen, active };
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

/** What this resident would pay for each device today and why, before applying; with what the form can prefill. */
export async function quote(
  ctx: CallContext<ApplicantActor>,
  { itemIds }: Input<'applications', 'quote'>,
): Promise<Output<'applications', 'quote'>> {
  const { residentId } = ctx.actor;
  const [own, openCases, catalogued] = await Promise.all([
    ctx.reader.get('residents', residentId),
    openCasesOf(ctx.reader, residentId),
    ctx.reader.getEach('catalogue', itemIds),
  ]);
  const resident = must(own);
  const found = catalogued.filter((item) => item !== null);
  const on = today(ctx.clock);
  await readTogether(ctx.reader, RULES.device);
  const life = await serviceLifeOn(ctx.reader, on);
  const photos = await photoLinks(
    ctx.reader,
    found.flatMap(({ photoId }) => photoId ?? []),
    'others',
  );
  const items = [];
  for (const itemId of itemIds) {
    const item = found.find(({ _id }) => _id === itemId);
    if (!item) throw new AppError('NOT_FOUND');
    const quoted = await quoteFor(ctx.reader, resident, item.priceFen, { appliedOn: on, evaluatedOn: on });
    items.push({
      item: itemView(item),
      photo: photos.get(item.photoId ?? '') ?? null,
      view: quoteView(quoted),
      obstacle: obstacleTo({ devices: resident.devices, openCases }, item, life, on),
    });
  }
  return {
    items,
    payFen: sumOf(items.map(({ view }) => (view.quotable ? view.quote.payFen : null))),
    ...prefill(ctx.actor, resident),
  };
}
