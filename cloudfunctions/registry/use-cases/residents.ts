/** Looking people of the register up, and one person; full numbers for a reason that is logged. */
import type { Input, Output } from '../../../typings/api';
import type { Millis } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { parseDocument } from '../../../miniprogram/shared/id-number';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import type { Asked as AskedBy, CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import { lookupKey, unseal } from '../../core/crypto';
import { where, type Along, type Condition } from '../../core/database';
import { villageScope } from '../../core/identity';
import { page } from '../../core/paging';
import { placeCondition, placeConditionKept, villageNames } from '../../core/villages';
import { RESIDENT_ORDERS, residentConditions } from '../rules/look-up';
import { pageAlong, readPage, type Listing } from './conditions';
import { recheck } from './recheck';
import { detailView, rowView } from './person-views';
import { changeable, inScope, type OfficerActor, type StaffActor } from './scope';

/** 低保 or 低边 on another day than today: a test of the periods, within what the other conditions leave. */
export function incomeOnDay({
  lowIncome,
  lowIncomeOn: on,
}: Pick<Input<'registry', 'residents'>, 'lowIncome' | 'lowIncomeOn'>): Condition {
  if (on === undefined || lowIncome === undefined) return {};
  const kinds = lowIncome === 'any' ? ['dibao', 'dibian'] : [lowIncome];
  const begun = { kind: where.in(kinds), from: where.atMost(on) };
  return { lowIncome: where.has({ ...begun, to: where.atLeast(on) }, { ...begun, to: null }) };
}

/** The value of a record in the field that a list is sorted by. */
function keyOf(doc: { _id: string; look?: object }, field: string): string {
  if (field === '_id') return doc._id;
  return (doc.look as Record<string, string>)[field.replace('look.', '')] ?? '';
}

type Asked = Input<'registry', 'residents'>;

const MINUTE = 60_000;

function listingOf(
  { cursor, sort = 'register', ...asked }: Asked,
  villageId: string | undefined,
  place: Condition,
  at: Millis,
): Listing {
  const filter = { ...asked, ...(villageId === undefined ? {} : { villageId }) };
  // In whole minutes, so that the page that came along is the one that is asked for.
  const now = Math.floor(at / MINUTE) * MINUTE;
  return {
    conditions: residentConditions(filter, { on: chinaDate(now), now }),
    extra: { ...incomeOnDay(filter), ...place },
    order: RESIDENT_ORDERS[sort],
    cursor,
  };
}

/**
 * Where officers of a village were when they last looked at the register, as far as this instance knows: a call does not say. Only what
 * comes along is looked for there; what is shown follows from who the caller is now.
 */
const lastSeenAt = new Map<string, string>();
const MOST_SEEN = 1000;

/** The page of a look-up, to come along with the caller; it is shown when the call was counted, and only to who may see it. */
export function residentsAlong(input: Asked, { openid, as, now }: AskedBy): Along[] {
  if (input.q !== undefined && parseDocument(input.q).ok) return [];
  const ofVillage = as?.role === 'villageStaff';
  const villageId = ofVillage ? lastSeenAt.get(openid) : input.villageId;
  const place = ofVillage && villageId === undefined ? null : placeConditionKept(villageId);
  return place === null ? [] : [pageAlong('residents', listingOf(input, villageId, place, now))];
}

/** Looks up the register by name, or by a whole document number (found by its HMAC, never by comparing numbers). */
export async function residents(
  ctx: CallContext<StaffActor>,
  { cursor, sort = 'register', ...asked }: Input<'registry', 'residents'>,
): Promise<Output<'registry', 'residents'>> {
  const villages = await villageNames(ctx.reader);
  const on = today(ctx.clock);
  const villageId = villageScope(ctx.actor, asked.villageId);
  if (ctx.actor.role === 'villageStaff') {
    if (lastSeenAt.size >= MOST_SEEN) lastSeenAt.clear();
    lastSeenAt.set(ctx.actor.openid, ctx.actor.villageId);
  }

  const document = asked.q ? parseDocument(asked.q) : undefined;
  if (document?.ok) {
    const key = lookupKey('idNumber', document.idNumber);
    const named = { collection: 'residents', by: 'residentId' } as const;
    const { doc: identity } = await ctx.reader.findWith('identities', { _id: key }, named);
    const found = identity ? await ctx.reader.get('residents', identity.residentId) : null;
    const items =
      found && (villageId === undefined || found.villageId === villageId)
        ? [rowView(found, villages, on)]
        : [];
    return { items, next: null, total: items.length };
  }

  const listing = listingOf(
    { cursor, sort, ...asked },
    villageId,
    await placeCondition(ctx.reader, villageId),
    ctx.clock.now(),
  );
  const { docs, total } = await readPage(ctx.reader, 'residents', listing);
  const listed = page(
    docs,
    (doc) => keyOf(doc, listing.order.field),
    (doc) => rowView(doc, villages, on),
  );
  return { ...listed, total };
}

/** One person of the register, numbers masked. The read is logged. */
export async function resident(
  ctx: CallContext<StaffActor>,
  { residentId }: Input<'registry', 'resident'>,
): Promise<Output<'registry', 'resident'>> {
  const doc = await inScope(ctx.reader, ctx.actor, residentId);
  ctx.about({ target: residentId, residentId, villageId: doc.villageId });
  return { resident: detailView(doc, await villageNames(ctx.reader), today(ctx.clock)) };
}

/** One full number, for a reason that is logged with who asked. */
export async function reveal(
  ctx: CallContext<StaffActor>,
  { residentId, field, reason }: Input<'registry', 'reveal'>,
): Promise<Output<'registry', 'reveal'>> {
  const doc = await inScope(ctx.reader, ctx.actor, residentId);
  ctx.about({ target: field, residentId, villageId: doc.villageId, reason });
  const sealed = { idNumber: doc.idNumber, certificateNumber: doc.certificate, phone: doc.phone }[field];
  return { value: unseal(sealed) };
}

/** Records since when a family is on 低保 or 低边. Nobody records it for themself. */
export async function recordLowIncome(
  ctx: CommandContext<OfficerActor>,
  { residentId, periods, note }: Input<'registry', 'recordLowIncome'>,
): Promise<Output<'registry', 'recordLowIncome'>> {
  const doc = await changeable(ctx, residentId, note);
  const on = today(ctx.clock);
  const known = { ...doc, lowIncome: periods, incomeCheckedOn: on, version: doc.version + 1 };
  await ctx.tx.put('residents', await recheck(ctx, { ...known, updatedAt: ctx.clock.now() }));
  const status = lowIncomeOn(periods, on);
  return { lowIncome: status === 'unknown' ? 'none' : status };
}
