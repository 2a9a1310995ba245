/** Looking people of the register up, and one person; full numbers for a reason that is logged. */
import type { Input, Output } from '../../../typings/api';
import { parseDocument } from '../../../miniprogram/shared/id-number';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import { lookupKey, unseal } from '../../core/crypto';
import { where, type Condition } from '../../core/database';
import { villageScope } from '../../core/identity';
import { page } from '../../core/paging';
import { placeCondition, villageNames } from '../../core/villages';
import { RESIDENT_ORDERS, residentConditions } from '../rules/look-up';
import { readPage } from './conditions';
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

/** Looks up the register by name, or by a whole document number (found by its HMAC, never by comparing numbers). */
export async function residents(
  ctx: CallContext<StaffActor>,
  { cursor, sort = 'register', ...asked }: Input<'registry', 'residents'>,
): Promise<Output<'registry', 'residents'>> {
  const villages = await villageNames(ctx.reader);
  const on = today(ctx.clock);
  const villageId = villageScope(ctx.actor, asked.villageId);

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

  const filter = { ...asked, ...(villageId === undefined ? {} : { villageId }) };
  const conditions = residentConditions(filter, { on, now: ctx.clock.now() });
  const extra = { ...incomeOnDay(filter), ...(await placeCondition(ctx.reader, villageId)) };
  const order = RESIDENT_ORDERS[sort];
  const { docs, total } = await readPage(ctx.reader, 'residents', { conditions, extra, order, cursor });
  const listed = page(
    docs,
    (doc) => keyOf(doc, order.field),
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
