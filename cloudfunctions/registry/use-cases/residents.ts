import type { Input, Output } from '../../../typings/api';
import type { ResidentDetail, ResidentRow } from '../../../typings/api/registry';
import { completedYears } from '../../../miniprogram/shared/age';
import { parseDocument } from '../../../miniprogram/shared/id-number';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey, unseal } from '../../core/crypto';
import { where, type Condition, type Reader } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { isOwnCase, type AdminActor, type TownStaffActor, type VillageStaffActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';

type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;

function rowView(doc: ResidentDoc, villages: Map<string, string>, on: string): ResidentRow {
  const age = completedYears(doc.birthDate, on);
  return {
    residentId: doc._id,
    name: doc.name,
    idNumberMasked: doc.idNumberMasked,
    age: age.ok ? age.years : 0,
    villageName: villages.get(doc.villageId) ?? '',
    categoryLabel: CATEGORY_LABELS[doc.category],
    levelLabel: LEVEL_LABELS[doc.level],
    lowIncome: lowIncomeOn(doc.lowIncome, on),
    bound: doc.binding !== null,
    status: doc.status,
  };
}

function detailView(doc: ResidentDoc, villages: Map<string, string>, on: string): ResidentDetail {
  return {
    ...rowView(doc, villages, on),
    birthDate: doc.birthDate,
    certificateMasked: doc.certificateMasked,
    phoneMasked: doc.phoneMasked,
    address: doc.address,
    lowIncomePeriods: doc.lowIncome,
    category: doc.category,
    level: doc.level,
  };
}

/** Village staff see their village: as a condition of every query, and of every single record. */
function villageScope(actor: StaffActor, asked?: string): string | undefined {
  return actor.role === 'villageStaff' ? actor.villageId : asked;
}

/** The resident, if this officer may see them; to others they do not exist. */
export async function inScope(
  reader: Reader | CommandContext['tx'],
  actor: StaffActor,
  residentId: string,
): Promise<ResidentDoc> {
  const resident = must(await reader.get('residents', residentId));
  if (actor.role === 'villageStaff' && resident.villageId !== actor.villageId)
    throw new AppError('NOT_FOUND');
  return resident;
}

/** Looks up the register by name, or by a whole document number (found by its HMAC, never by comparing numbers). */
export async function residents(
  ctx: CallContext<StaffActor>,
  { q, villageId, category, level, cursor }: Input<'registry', 'residents'>,
): Promise<Output<'registry', 'residents'>> {
  const villages = await villageNames(ctx.reader);
  const on = today(ctx.clock);
  const scope = villageScope(ctx.actor, villageId);

  const document = q ? parseDocument(q) : undefined;
  if (document?.ok) {
    const identity = await ctx.reader.get('identities', lookupKey('idNumber', document.idNumber));
    const found = identity ? await ctx.reader.get('residents', identity.residentId) : null;
    const items =
      found && (scope === undefined || found.villageId === scope) ? [rowView(found, villages, on)] : [];
    return { items, next: null, total: items.length };
  }

  // Who left the town or died is found by the whole number only.
  const condition: Condition = {
    status: 'active',
    ...(scope === undefined ? {} : { villageId: scope }),
    ...(q ? { name: where.startsWith(q) } : {}),
    ...(category === undefined ? {} : { category }),
    ...(level === undefined ? {} : { level }),
  };
  const total = cursor ? null : await ctx.reader.count('residents', condition);
  const docs = await ctx.reader.find('residents', {
    where: cursor ? { ...condition, _id: where.gt(cursor) } : condition,
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  return {
    ...page(
      docs,
      (doc) => doc._id,
      (doc) => rowView(doc, villages, on),
    ),
    total,
  };
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
  ctx: CommandContext<VillageStaffActor | TownStaffActor>,
  { residentId, periods, note }: Input<'registry', 'recordLowIncome'>,
): Promise<Output<'registry', 'recordLowIncome'>> {
  const doc = await inScope(ctx.tx, ctx.actor, residentId);
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  ctx.about({ target: residentId, residentId, villageId: doc.villageId, reason: note });
  const now = ctx.clock.now();
  await ctx.tx.put('residents', { ...doc, lowIncome: periods, version: doc.version + 1, updatedAt: now });
  const status = lowIncomeOn(periods, today(ctx.clock));
  return { lowIncome: status === 'unknown' ? 'none' : status };
}
