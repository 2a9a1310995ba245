/** What the office does with a donation: answers, receives, allots, hands over. Nobody does it with one of their own. */
import type { Input, Output } from '../../../typings/api';
import type { DonationAction } from '../../../typings/api/donations';
import { amountWords } from '../../../miniprogram/shared/donation-words';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { AllotmentDoc, DonationDoc, ResidentDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import type { TownStaffActor, VillageStaffActor } from '../../core/identity';
import { usePhotos } from '../../core/photos';
import { villageOf } from '../../core/villages';
import { afterAllotting, afterDelivering, left, type Stock } from '../rules/donation-life';
import { mustSuitDonor, needy, officerName, residentFor, type OfficerActor } from './people';
import { mustAllow, movePromised, pieces, saveDonation, stepped, type Deed } from './step';
import { tellDonor } from './tell';

/** The donation for a step of the caller's office; what lies elsewhere is not found. */
async function forStep(
  ctx: CommandContext<OfficerActor>,
  donationId: string,
  action: DonationAction,
): Promise<DonationDoc> {
  const { actor } = ctx;
  const donation = must(await ctx.tx.get('donations', donationId));
  if (actor.role === 'villageStaff' && donation.directed && donation.villageId !== actor.villageId) {
    throw new AppError('NOT_FOUND');
  }
  ctx.about({ target: donationId, villageId: donation.villageId });
  if (donation.volunteerOpenid === actor.openid) throw new AppError('OWN_DONATION');
  mustAllow(donation, action, actor.role);
  return donation;
}

function deedOf({ actor }: CommandContext<OfficerActor>, action: Deed['action'], more: Partial<Deed>): Deed {
  return { action, role: actor.role, actorName: officerName(actor), openid: actor.openid, ...more };
}

/** Says that the office takes it, so that the donor brings it. */
export async function accept(
  ctx: CommandContext<OfficerActor>,
  { donationId, note = '' }: Input<'donations', 'accept'>,
): Promise<Output<'donations', 'accept'>> {
  const donation = await forStep(ctx, donationId, 'accept');
  await mustSuitDonor(ctx, note, await needy(ctx, donation), 'note');
  const now = ctx.clock.now();
  const next = stepped(donation, deedOf(ctx, 'accept', { note }), now);
  await saveDonation(ctx.tx, now, donation, next);
  tellDonor(ctx, next, '已接受', '请按约定的日子送来');
  return { state: next.state };
}

/** Does not take it, and says why. */
export async function decline(
  ctx: CommandContext<OfficerActor>,
  { donationId, reason }: Input<'donations', 'decline'>,
): Promise<Output<'donations', 'decline'>> {
  const donation = await forStep(ctx, donationId, 'decline');
  await mustSuitDonor(ctx, reason, await needy(ctx, donation), 'reason');
  const now = ctx.clock.now();
  const next = stepped(donation, deedOf(ctx, 'decline', { note: reason }), now);
  await movePromised(ctx.tx, donation, -pieces(donation, donation.quantity), now);
  await saveDonation(ctx.tx, now, donation, next);
  tellDonor(ctx, next, '没有接受', '点开看原因');
  return { state: next.state };
}

/** Records what really came. What came less is open in the need again. */
export async function receive(
  ctx: CommandContext<OfficerActor>,
  { donationId, quantity, note = '', photoIds = [] }: Input<'donations', 'receive'>,
): Promise<Output<'donations', 'receive'>> {
  const donation = await forStep(ctx, donationId, 'receive');
  await mustSuitDonor(ctx, note, await needy(ctx, donation), 'note');
  await usePhotos(ctx, photoIds, 'donation', donationId);
  const now = ctx.clock.now();
  const stock: Stock = { received: quantity, allotted: 0, delivered: 0 };
  const next = stepped(donation, deedOf(ctx, 'receive', { note, quantity, photoIds, stock }), now);
  await movePromised(ctx.tx, donation, pieces(donation, quantity - donation.quantity), now);
  await saveDonation(ctx.tx, now, donation, next);
  tellDonor(ctx, next, '已收到', `收到${amountWords(donation, quantity)}，谢谢您`);
  return { state: next.state };
}

function mustBeLeft(donation: DonationDoc, stock: Stock | null): Stock {
  if (stock) return stock;
  const message = `只剩${amountWords(donation, left(donation))}没有分，请改少一些`;
  throw new AppError('STOCK_LEFT', { message });
}

function partOf(
  ctx: CommandContext,
  donation: DonationDoc,
  villageId: string,
  resident: ResidentDoc | null,
  quantity: number,
): AllotmentDoc {
  const now = ctx.clock.now();
  return {
    _id: ctx.ids.record(now),
    donationId: donation._id,
    directed: donation.directed,
    villageId,
    residentId: resident?._id ?? null,
    residentName: resident?.name ?? null,
    quantity,
    state: 'open',
    deliveredAt: null,
    photoIds: [],
    note: '',
    createdAt: now,
  };
}

/** The town gives a part of what came to a village or one of its residents; the village hands it over. */
export async function allot(
  ctx: CommandContext<TownStaffActor>,
  { donationId, villageId, residentId, quantity, note = '' }: Input<'donations', 'allot'>,
): Promise<Output<'donations', 'allot'>> {
  const donation = await forStep(ctx, donationId, 'allot');
  const village = await villageOf(ctx.tx, villageId);
  const resident = residentId === null ? null : await residentFor(ctx, ctx.tx, residentId, villageId);
  await mustSuitDonor(ctx, note, resident, 'note');
  const stock = mustBeLeft(donation, afterAllotting(donation, quantity));
  const part = partOf(ctx, donation, villageId, resident, quantity);
  const now = ctx.clock.now();
  const told = note === '' ? `分给${village.name}` : `分给${village.name}：${note}`;
  const next = stepped(donation, deedOf(ctx, 'allot', { note: told, quantity, stock }), now);
  await ctx.tx.put('allotments', part);
  await saveDonation(ctx.tx, now, donation, next);
  await count(ctx.tx, villageId, now, ({ donations }) => {
    donations.toHandOut += 1;
  });
  return { allotmentId: part._id, left: left(next) };
}

/** The part of an undirected donation that this village hands over as a whole. */
async function openPart(
  ctx: CommandContext<VillageStaffActor>,
  donation: DonationDoc,
  allotmentId: string | null,
  quantity: number,
): Promise<AllotmentDoc> {
  const part = must(allotmentId === null ? null : await ctx.tx.get('allotments', allotmentId));
  if (part.donationId !== donation._id || part.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  if (part.state !== 'open') throw new AppError('STATE_CHANGED');
  if (quantity !== part.quantity) {
    throw new AppError('BAD_INPUT', { fields: { quantity: '镇残联分来的这一份要一次送完' } });
  }
  return part;
}

/** Records that something was handed over, with a photo: it is the proof that the donor sees. */
export async function deliver(
  ctx: CommandContext<VillageStaffActor>,
  input: Input<'donations', 'deliver'>,
): Promise<Output<'donations', 'deliver'>> {
  const { donationId, allotmentId, quantity, photoIds, note = '' } = input;
  const { villageId } = ctx.actor;
  const donation = await forStep(ctx, donationId, 'deliver');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  let part: AllotmentDoc;
  let stock: Stock = donation;
  if (donation.directed) {
    const residentId = donation.residentId ?? input.residentId;
    const resident = residentId === null ? null : await residentFor(ctx, ctx.tx, residentId, villageId);
    part = partOf(ctx, donation, villageId, resident, quantity);
    stock = mustBeLeft(donation, afterAllotting(donation, quantity));
  } else {
    part = await openPart(ctx, donation, allotmentId, quantity);
  }
  const resident = part.residentId === null ? null : await ctx.tx.get('residents', part.residentId);
  await mustSuitDonor(ctx, note, resident, 'note');
  await usePhotos(ctx, photoIds, 'donation', donationId);
  const now = ctx.clock.now();
  const delivered = must(afterDelivering(stock, quantity), 'STOCK_LEFT');
  const next = stepped(donation, deedOf(ctx, 'deliver', { note, quantity, photoIds, stock: delivered }), now);
  await ctx.tx.put('allotments', { ...part, state: 'delivered', deliveredAt: now, photoIds, note });
  await saveDonation(ctx.tx, now, donation, next);
  await count(
    ctx.tx,
    villageId,
    now,
    ({ donations }) => {
      if (!donation.directed) donations.toHandOut -= 1;
    },
    { feed: { kind: 'donationDelivered', what: maskName(donation.volunteerName), id: part._id } },
  );
  tellDonor(
    ctx,
    next,
    '已送到',
    next.state === 'delivered' ? '全部送到了，点开看照片' : '送到了一部分，点开看照片',
  );
  return { state: next.state };
}
