/** What villages need: published by their staff without saying whose it is, read by volunteers. */
import type { Input, Output } from '../../../typings/api';
import type { PublicNeed } from '../../../typings/api/donations';
import { DONATION_LIMITS } from '../../../miniprogram/shared/donation-words';
import { today } from '../../core/clock';
import type { CallContext, CommandContext } from '../../core/actions';
import type { NeedDoc } from '../../core/collections';
import { mustPass } from '../../core/content-check';
import { where, type Condition } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { isOwnCase, type VillageStaffActor, type VolunteerActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';
import { isSoon } from '../rules/times';
import { mustNotName, residentFor, type OfficerActor } from './people';

function publicNeed(need: NeedDoc, villages: Map<string, string>): PublicNeed {
  return {
    needId: need._id,
    villageId: need.villageId,
    villageName: villages.get(need.villageId) ?? '',
    what: need.what,
    quantity: need.quantity,
    unit: need.unit,
    promised: need.promised,
    openUntil: need.openUntil,
  };
}

/** Why nothing can be promised for this need any more, or by this person; null when something can. */
export function needRefusal(ctx: Pick<CallContext, 'user' | 'clock'>, need: NeedDoc): AppError | null {
  if (need.residentId !== null && isOwnCase(ctx.user, need.residentId)) return new AppError('OWN_CASE');
  const wanted = need.open && need.openUntil >= today(ctx.clock) && need.promised < need.quantity;
  return wanted ? null : new AppError('NEED_CLOSED');
}

function before(cursor: string | null | undefined): Condition {
  return cursor ? { _id: where.lt(cursor) } : {};
}

/** Needs for which something can be promised. A page may hold fewer: those that are met are left out of it. */
export async function needs(
  ctx: CallContext<VolunteerActor>,
  { villageId, cursor }: Input<'donations', 'needs'>,
): Promise<Output<'donations', 'needs'>> {
  const [villages, docs] = await Promise.all([
    villageNames(ctx.reader),
    ctx.reader.find('needs', {
      where: { ...(villageId === undefined ? {} : { villageId }), open: true, ...before(cursor) },
      orderBy: [['_id', 'desc']],
      limit: PAGE_SIZE + 1,
    }),
  ]);
  const rows = page(
    docs,
    ({ _id }) => _id,
    (need) => need,
  );
  return {
    items: rows.items
      .filter((need) => needRefusal(ctx, need) === null)
      .map((need) => publicNeed(need, villages)),
    next: rows.next,
  };
}

/** One need for which something can be promised. */
export async function need(
  ctx: CallContext<VolunteerActor>,
  { needId }: Input<'donations', 'need'>,
): Promise<Output<'donations', 'need'>> {
  const doc = must(await ctx.reader.get('needs', needId));
  const refusal = needRefusal(ctx, doc);
  if (refusal) throw refusal;
  return { need: publicNeed(doc, await villageNames(ctx.reader)) };
}

/** Needs of the officer's village (of all for the town), open or not. */
export async function manageNeeds(
  ctx: CallContext<OfficerActor>,
  { open, cursor }: Input<'donations', 'manageNeeds'>,
): Promise<Output<'donations', 'manageNeeds'>> {
  const { actor } = ctx;
  const [villages, docs] = await Promise.all([
    villageNames(ctx.reader),
    ctx.reader.find('needs', {
      where: {
        ...(actor.role === 'villageStaff' ? { villageId: actor.villageId } : {}),
        open,
        ...before(cursor),
      },
      orderBy: [['_id', 'desc']],
      limit: PAGE_SIZE + 1,
    }),
  ]);
  return page(
    docs,
    ({ _id }) => _id,
    (doc) => ({
      ...publicNeed(doc, villages),
      residentId: doc.residentId,
      residentName: doc.residentName,
      open: doc.open,
      version: doc.version,
    }),
  );
}

/** The need to be changed, of the officer's own village and as it was seen. */
async function seenNeed(
  ctx: CommandContext<VillageStaffActor>,
  needId: string,
  version: number | undefined,
): Promise<NeedDoc> {
  const found = must(await ctx.tx.get('needs', needId));
  if (found.villageId !== ctx.actor.villageId) throw new AppError('NOT_FOUND');
  if (found.version !== version) throw new AppError('STATE_CHANGED');
  return found;
}

/** Publishes a need, or changes one. Whose it is stays with the staff. */
export async function saveNeed(
  ctx: CommandContext<VillageStaffActor>,
  { needId, version, what, quantity, unit, openUntil, residentId, open }: Input<'donations', 'saveNeed'>,
): Promise<Output<'donations', 'saveNeed'>> {
  const { villageId } = ctx.actor;
  const now = ctx.clock.now();
  const old = needId === undefined ? null : await seenNeed(ctx, needId, version);
  const resident = residentId === null ? null : await residentFor(ctx, ctx.tx, residentId, villageId);
  mustNotName(`${what} ${unit}`, resident, 'what');
  if (open && (!old?.open || old.what !== what || old.unit !== unit)) {
    await mustPass(ctx.actor.openid, `${what}\n${unit}`);
  }
  if (open && !isSoon(openUntil, now, DONATION_LIMITS.days)) {
    throw new AppError('BAD_INPUT', { fields: { openUntil: '请选今天以后、一年以内的一天' } });
  }
  // What somebody promised is promised for this: it cannot become something else.
  if (old && old.promised > 0 && (old.what !== what || old.unit !== unit || quantity < old.promised)) {
    throw new AppError('BAD_INPUT', {
      fields: {
        what: `已有人答应捐${old.promised}${old.unit}，东西和单位不能改，数量不能更少；不需要了请停止接受`,
      },
    });
  }
  const saved: NeedDoc = {
    _id: old?._id ?? ctx.ids.record(now),
    villageId,
    what,
    quantity,
    unit,
    promised: old?.promised ?? 0,
    openUntil,
    residentId,
    residentName: resident?.name ?? null,
    open,
    version: (old?.version ?? 0) + 1,
    createdAt: old?.createdAt ?? now,
    updatedAt: now,
  };
  ctx.about({ target: saved._id, villageId, ...(residentId === null ? {} : { residentId }) });
  await ctx.tx.put('needs', saved);
  return { needId: saved._id, version: saved.version };
}
