/** The catalogue as those see it who keep it, and what a new rule of payment would mean. */
import * as v from 'valibot';
import { DEVICE_KIND_LABELS } from '../../../../miniprogram/shared/labels';
import type { Input, Output } from '../../../../typings/api';
import type { PaymentExample } from '../../../../typings/api/set-up';
import type { CalendarDate, CaseTab, DeviceKind } from '../../../../typings/domain';
import type { CallContext, CommandContext } from '../../../core/actions';
import { today } from '../../../core/clock';
import type { ApplicationDoc } from '../../../core/collections';
import { placeCondition } from '../../../core/villages';
import { AppError } from '../../../core/errors';
import type { AdminActor, TownStaffActor } from '../../../core/identity';
import { photoLinks, usePhotos } from '../../../core/photos';
import { parameterOn, PARAMETERS } from '../../../core/parameters';
import { quoteDevice, type PaymentRule } from '../../rules/device-payment';
import { CATALOGUE_LIMIT, itemView } from './catalogue';
import { serviceLifeOn } from './obstacle';

type Reading = CallContext<TownStaffActor | AdminActor>;

/** All devices, those that cannot be applied for too, with the service life in force. */
export async function catalogueSetUp(ctx: Reading): Promise<Output<'applications', 'catalogueSetUp'>> {
  const [docs, life] = await Promise.all([
    ctx.reader.find('catalogue', { where: {}, orderBy: [['_id', 'asc']], limit: CATALOGUE_LIMIT }),
    serviceLifeOn(ctx.reader, today(ctx.clock)),
  ]);
  const photos = await photoLinks(
    ctx.reader,
    docs.flatMap(({ photoId }) => photoId ?? []),
  );
  return {
    items: docs.map((doc) => ({
      ...itemView(doc),
      photo: photos.get(doc.photoId ?? '') ?? null,
      version: doc.version,
      serviceMonths: life ? (life.months[doc._id] ?? life.defaultMonths) : null,
    })),
    kinds: Object.keys(DEVICE_KIND_LABELS) as DeviceKind[],
  };
}

/** Queues in which an application is not over. */
const OPEN_TABS: readonly CaseTab[] = ['toCheck', 'toApprove', 'toCarryOut', 'waiting'];
/** Looked at in each queue; where there are more the answer says so. */
const LOOKED_AT = 500;

/** How many applications under way have this device. */
export async function catalogueUse(
  ctx: Reading,
  { itemId }: Input<'applications', 'catalogueUse'>,
): Promise<Output<'applications', 'catalogueUse'>> {
  const everywhere = await placeCondition(ctx.reader, undefined);
  const queues = await Promise.all(
    OPEN_TABS.map((tab) =>
      ctx.reader.find('applications', {
        where: { ...everywhere, kind: 'device', tab },
        orderBy: [['_id', 'asc']],
        limit: LOOKED_AT,
      }),
    ),
  );
  const has = ({ facts }: ApplicationDoc): boolean =>
    facts.kind === 'device' && facts.items.some((item) => item.itemId === itemId);
  return {
    open: queues.flat().filter(has).length,
    more: queues.some(({ length }) => length === LOOKED_AT),
  };
}

/** Adds or changes an item. Applications keep the name and price they were filed with. */
export async function saveCatalogueItem(
  ctx: CommandContext<AdminActor>,
  { itemId, version = 0, photoId, ...item }: Input<'applications', 'saveCatalogueItem'>,
): Promise<{ saved: true }> {
  ctx.about({ target: itemId });
  const before = await ctx.tx.get('catalogue', itemId);
  if ((before?.version ?? 0) !== version) {
    const by = before?.changedBy ?? '别人';
    throw new AppError('STATE_CHANGED', {
      message: `${by}刚刚改过${before?.name ?? '这种辅具'}，请看最新的内容再改`,
    });
  }
  const shown = photoId === undefined ? (before?.photoId ?? null) : photoId;
  // Of the shop's goods and of devices alike: others see it once it has passed its check.
  if (shown !== null && shown !== before?.photoId) await usePhotos(ctx, [shown], 'goods', itemId);
  await ctx.tx.put('catalogue', {
    _id: itemId,
    ...item,
    photoId: shown,
    version: version + 1,
    changedBy: `${ctx.actor.orgName} ${ctx.actor.name}`,
    changedAt: ctx.clock.now(),
  });
  return { saved: true };
}

/** Ages around the one from which is paid, and the three kinds of family. */
const STATUSES = ['none', 'dibao', 'dibian'] as const;
const EXAMPLE_PRICE = 86_800;

function yearsBefore(on: CalendarDate, years: number): CalendarDate {
  const date = `${Number(on.slice(0, 4)) - years}${on.slice(4)}`;
  return date.endsWith('-02-29') ? date.replace('-02-29', '-02-28') : date;
}

function payOf(
  rule: PaymentRule | null,
  age: number,
  status: PaymentExample['status'],
  on: CalendarDate,
): number | null {
  if (!rule) return null;
  const result = quoteDevice(
    {
      birthDate: yearsBefore(on, age),
      lowIncome: status === 'none' ? [] : [{ kind: status, from: '2000-01-01', to: null }],
      priceFen: EXAMPLE_PRICE,
    },
    { appliedOn: on, evaluatedOn: on },
    rule,
  );
  return result.ok ? result.quote.payFen : null;
}

/** What people of some ages and families pay today, and what they would pay by the rule that is being written. */
export async function previewPayment(
  ctx: Reading,
  { value }: Input<'applications', 'previewPayment'>,
): Promise<Output<'applications', 'previewPayment'>> {
  const parsed = v.safeParse(PARAMETERS.devicePayment, value);
  if (!parsed.success) throw new AppError('BAD_INPUT', { fields: { value: '规则还没有填完整' } });
  const on = today(ctx.clock);
  const now = await parameterOn(ctx.reader, 'devicePayment', on);
  const next: PaymentRule = { version: '', source: '', value: parsed.output };
  const turning = [now?.value.payFromAge, parsed.output.payFromAge].filter((age) => age !== undefined);
  const ages = [...new Set(turning.flatMap((age) => [age - 1, age]))]
    .filter((age) => age >= 0 && age <= 120)
    .sort((a, b) => a - b);
  return {
    examples: ages.flatMap((age) =>
      STATUSES.map((status) => ({
        age,
        status,
        priceFen: EXAMPLE_PRICE,
        nowFen: payOf(now, age, status, on),
        newFen: payOf(next, age, status, on) ?? 0,
      })),
    ),
  };
}
