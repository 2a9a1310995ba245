/** A wish on the volunteers' side: claimed by exactly one, delivered through the village. */
import type { Input, Output } from '../../../../typings/api';
import type { PublicWish } from '../../../../typings/api/applications';
import type { CaseState } from '../../../../typings/domain';
import { maskName } from '../../../../miniprogram/shared/mask';
import { today } from '../../../core/clock';
import type { CallContext, CommandContext } from '../../../core/actions';
import { forgetClaim } from '../../../core/cases';
import type { ApplicationDoc, VillageDoc } from '../../../core/collections';
import { where } from '../../../core/database';
import { AppError, must } from '../../../core/errors';
import { isOwnCase, type VillageStaffActor, type VolunteerActor } from '../../../core/identity';
import { page, PAGE_SIZE } from '../../../core/paging';
import { villageNames } from '../../../core/villages';
import { verifiedVolunteer } from '../../../core/volunteers';
import { visible, type FactsOf } from '../../engine/actors';
import { loadForStep, takeStep } from '../../engine/step';
import { actionsFor } from '../../rules/tables';
import { inDays, wishLimitOn } from './resident';

type Answer = Promise<{ state: CaseState }>;

/** What a volunteer may know: the words staff wrote, the village, and after the claim whom to call there. */
function publicWish(
  doc: ApplicationDoc,
  volunteerId: string,
  villages: Map<string, string>,
  village: VillageDoc | null,
): PublicWish {
  const facts = doc.facts as FactsOf<'wish'>;
  const mine = facts.claim?.volunteerId === volunteerId;
  return {
    wishId: doc._id,
    category: facts.category,
    text: facts.publicText ?? '',
    costFen: facts.costFen,
    villageName: villages.get(doc.villageId) ?? '',
    openUntil: facts.openUntil ?? '',
    state: doc.state,
    mine,
    version: doc.version,
    handOver:
      mine && facts.claim && village
        ? {
            officers: village.officers,
            residentMasked: maskName(doc.residentName),
            until: facts.claim.until,
          }
        : null,
    actions: actionsFor('wish', doc.state, 'volunteer').filter((action) => action === 'claim' || mine),
  };
}

/** Open wishes, newest first; `mine`: those the caller has claimed, delivered ones too. Wishes of one's own or one's wards are left out. */
export async function wishes(
  ctx: CallContext<VolunteerActor>,
  { mine, villageId, category, cursor }: Input<'applications', 'wishes'>,
): Promise<Output<'applications', 'wishes'>> {
  const villages = await villageNames(ctx.reader);
  const { volunteerId } = ctx.actor;
  const older = cursor ? { _id: where.lt(cursor) } : {};
  if (mine) {
    const claimed = await ctx.reader.find('applications', {
      where: { 'facts.claim.volunteerId': volunteerId, ...older },
      orderBy: [['_id', 'desc']],
      limit: PAGE_SIZE + 1,
    });
    return page(
      claimed,
      (doc) => doc._id,
      (doc) => publicWish(doc, volunteerId, villages, null),
    );
  }
  const docs = await ctx.reader.find('applications', {
    where: {
      kind: 'wish',
      state: 'published',
      ...(villageId === undefined ? {} : { villageId }),
      ...(category === undefined ? {} : { 'facts.category': category }),
      ...older,
    },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const rows = page(
    docs,
    (doc) => doc._id,
    (doc) => doc,
  );
  const on = today(ctx.clock);
  return {
    items: rows.items
      .filter((doc) => !isOwnCase(ctx.user, doc.residentId))
      .filter((doc) => ((doc.facts as FactsOf<'wish'>).openUntil ?? '') >= on)
      .map((doc) => publicWish(doc, volunteerId, villages, null)),
    next: rows.next,
  };
}

/** One wish that is open or one's own claim. */
export async function wish(
  ctx: CallContext<VolunteerActor>,
  { wishId }: Input<'applications', 'wish'>,
): Promise<Output<'applications', 'wish'>> {
  const doc = visible(ctx.actor, await ctx.reader.get('applications', wishId));
  const village = await ctx.reader.get('villages', doc.villageId);
  return {
    wish: publicWish(doc, ctx.actor.volunteerId, await villageNames(ctx.reader), village),
  };
}

/** Claims a wish: the first volunteer gets it, every other one is told so. */
export async function claimWish(
  ctx: CommandContext<VolunteerActor>,
  { wishId }: Input<'applications', 'claimWish'>,
): Answer {
  const volunteer = await verifiedVolunteer(ctx);
  const limit = await wishLimitOn(ctx.reader, today(ctx.clock));
  const doc = must(await ctx.tx.get('applications', wishId));
  if (doc.kind !== 'wish') throw new AppError('NOT_FOUND');
  // Published once and not open any more: another volunteer was first, or it has run out.
  if (doc.state !== 'published') throw new AppError('WISH_TAKEN');
  if (((doc.facts as FactsOf<'wish'>).openUntil ?? '') < today(ctx.clock)) {
    throw new AppError('WISH_TAKEN', { message: '这个心愿已经到期了，请看看其他心愿' });
  }
  if (volunteer.claimedWishes.length >= limit.claimsPerVolunteer) {
    throw new AppError('LIMIT_REACHED', {
      message: `您已认领${volunteer.claimedWishes.length}个心愿，送到以后再认领下一个`,
    });
  }
  const found = await loadForStep(ctx, wishId, 'claim', 'wish');
  const now = ctx.clock.now();
  const claim = {
    volunteerId: volunteer._id,
    volunteerName: volunteer.name,
    openid: ctx.actor.openid,
    at: now,
    until: inDays(now, limit.claimDays),
  };
  await ctx.tx.put('volunteers', {
    ...volunteer,
    claimedWishes: [...volunteer.claimedWishes, wishId],
    version: volunteer.version + 1,
    updatedAt: now,
  });
  return {
    state: await takeStep(ctx, found, {
      facts: { ...found.facts, claim },
      volunteerName: volunteer.name,
    }),
  };
}

/** Gives the claim back: the wish is open to others again. */
export async function releaseWish(
  ctx: CommandContext<VolunteerActor | VillageStaffActor>,
  { wishId, reason }: Input<'applications', 'releaseWish'>,
): Answer {
  const found = await loadForStep(ctx, wishId, 'release', 'wish');
  const claim = must(found.facts.claim);
  const now = ctx.clock.now();
  const limit = await wishLimitOn(ctx.reader, today(ctx.clock));
  await forgetClaim(ctx.tx, claim.volunteerId, wishId, now);
  return {
    state: await takeStep(ctx, found, {
      note: reason,
      facts: { ...found.facts, claim: null, openUntil: inDays(now, limit.openDays) },
      volunteerName: claim.volunteerName,
    }),
  };
}

/** Brought to the resident through the village, with a photo. */
export async function deliverWish(
  ctx: CommandContext<VolunteerActor>,
  { wishId, photoIds, note }: Input<'applications', 'deliverWish'>,
): Answer {
  const found = await loadForStep(ctx, wishId, 'deliver', 'wish');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  await forgetClaim(ctx.tx, must(found.facts.claim).volunteerId, wishId, ctx.clock.now());
  return {
    state: await takeStep(ctx, found, {
      note,
      photoIds,
      purpose: 'wish',
      volunteerName: found.facts.claim?.volunteerName ?? '',
    }),
  };
}
