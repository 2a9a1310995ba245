/** What a volunteer does: promises goods or money, and takes the promise back before it came. */
import type { Input, Output } from '../../../typings/api';
import { DONATION_LIMITS, MONEY_UNIT } from '../../../miniprogram/shared/donation-words';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { DonationDoc, NeedDoc } from '../../core/collections';
import { mustNotBeRiskyWords } from '../../core/content-check';
import { count } from '../../core/counters';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { TOWN_OFFICE, villageOf } from '../../core/villages';
import { verifiedVolunteer } from '../../core/volunteers';
import { isSoon } from '../rules/times';
import { needRefusal } from './needs';
import { mustNotName } from './people';
import { movePromised, pieces, saveDonation, stepped } from './step';

type Ctx = CommandContext<VolunteerActor>;
type Promised = Input<'donations', 'promise'>;

/** The need, when it is for one: still open, and with so much left. */
async function needFor(ctx: Ctx, { needId, villageId, kind, quantity }: Promised): Promise<NeedDoc | null> {
  if (needId === null) return null;
  if (villageId !== null) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '这个需求已经有村了，不用再选村' } });
  }
  const need = must(await ctx.tx.get('needs', needId));
  const refusal = needRefusal(ctx, need);
  if (refusal) throw refusal;
  const wanted = need.quantity - need.promised;
  if (pieces({ kind }, quantity) > wanted) {
    throw new AppError('BAD_INPUT', { fields: { quantity: `现在只差${wanted}${need.unit}，请改少一些` } });
  }
  return need;
}

/** What is given: the need's own words, or those of the donor. */
function givenThing(
  { kind, what, unit }: Promised,
  need: NeedDoc | null,
): Pick<DonationDoc, 'what' | 'unit'> {
  const thing = need?.what ?? what;
  const counted = kind === 'money' ? MONEY_UNIT : (need?.unit ?? unit);
  const fields: Record<string, string> = {
    ...(thing === '' ? { what: kind === 'money' ? '请写这笔钱想用在哪里' : '请写捐什么东西' } : {}),
    ...(counted === '' ? { unit: '请写单位，比如“件”“箱”' } : {}),
  };
  if (Object.keys(fields).length > 0) throw new AppError('BAD_INPUT', { fields });
  return { what: thing, unit: counted };
}

/** Promises goods or money for a need, for a village, or for the town to allot. */
export async function promise(ctx: Ctx, input: Promised): Promise<Output<'donations', 'promise'>> {
  const volunteer = await verifiedVolunteer(ctx, ctx.reader);
  const now = ctx.clock.now();
  if (!isSoon(input.promisedUntil, now, DONATION_LIMITS.promiseDays)) {
    const promisedUntil = `请选今天以后、${DONATION_LIMITS.promiseDays}天以内的一天`;
    throw new AppError('BAD_INPUT', { fields: { promisedUntil } });
  }
  const need = await needFor(ctx, input);
  if (input.villageId !== null) await villageOf(ctx.reader, input.villageId);
  mustNotName(input.what, null, 'what');
  await mustNotBeRiskyWords(ctx.actor.openid, `${input.what}\n${input.words}`);
  const { kind, quantity, valueFen, promisedUntil, words } = input;
  const villageId = need?.villageId ?? input.villageId;
  const state = 'promised';
  const donation: DonationDoc = {
    _id: ctx.ids.record(now),
    directed: villageId !== null,
    kind,
    ...givenThing(input, need),
    quantity,
    valueFen: kind === 'money' ? quantity : valueFen,
    words,
    needId: need?._id ?? null,
    villageId: villageId ?? TOWN_OFFICE,
    residentId: need?.residentId ?? null,
    residentName: need?.residentName ?? null,
    volunteerId: volunteer._id,
    volunteerOpenid: volunteer.openid,
    volunteerName: volunteer.name,
    state,
    received: 0,
    allotted: 0,
    delivered: 0,
    promisedAt: now,
    promisedUntil,
    timeline: [
      {
        at: now,
        action: 'promise',
        state,
        quantity,
        actorName: volunteer.name,
        openid: volunteer.openid,
        note: words,
        photoIds: [],
      },
    ],
    version: 1,
    updatedAt: now,
  };
  ctx.about({ target: donation._id, villageId: donation.villageId });
  await movePromised(ctx.tx, donation, pieces(donation, quantity), now);
  await saveDonation(ctx.tx, now, null, donation);
  // Told where the donor is at home: what the town allots has no village yet.
  await count(ctx.tx, volunteer.villageId, now, () => undefined, {
    feed: { kind: 'donationPromised', what: maskName(volunteer.name), id: donation._id },
  });
  return { donationId: donation._id };
}

/** Takes the promise back before anything came. */
export async function cancel(
  ctx: Ctx,
  { donationId, reason }: Input<'donations', 'cancel'>,
): Promise<Output<'donations', 'cancel'>> {
  const donation = must(await ctx.tx.get('donations', donationId));
  if (donation.volunteerId !== ctx.actor.volunteerId) throw new AppError('NOT_FOUND');
  ctx.about({ target: donationId, villageId: donation.villageId });
  const now = ctx.clock.now();
  const { volunteerName: actorName } = donation;
  const deed = {
    action: 'cancel',
    role: 'volunteer',
    actorName,
    openid: ctx.actor.openid,
    note: reason,
  } as const;
  const next = stepped(donation, deed, now);
  await movePromised(ctx.tx, donation, -pieces(donation, donation.quantity), now);
  await saveDonation(ctx.tx, now, donation, next);
  return { state: next.state };
}
