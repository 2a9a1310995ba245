/** A micro-wish: made by a resident, checked and published by the village without saying whose it is. */
import type { Input, Output } from '../../../../typings/api';
import type { CaseState } from '../../../../typings/domain';
import { WISH_LABELS } from '../../../../miniprogram/shared/labels';
import { chinaDate } from '../../../../miniprogram/shared/china-time';
import type { CommandContext } from '../../../core/actions';
import { today } from '../../../core/clock';
import type { ApplicationDoc } from '../../../core/collections';
import type { Reader } from '../../../core/database';
import { mustPass } from '../../../core/content-check';
import { AppError } from '../../../core/errors';
import { parameterOn, type ParameterValue } from '../../../core/parameters';
import { namesSomebody } from '../../../core/public-text';
import { freeSlot, holdsPlace } from '../../../core/pure/places';
import type { ApplicantActor, OfficerActor } from '../../engine/actors';
import { wishesFind } from '../../engine/brings';
import { activeResident, fileCase, mustSay, recordConsent } from '../../engine/file';
import { loadForStep, takeStep } from '../../engine/step';
import { mustBeVerified } from '../common';

const DAY = 24 * 60 * 60 * 1000;

export type WishLimit = ParameterValue<'wishLimit'>;

/** Until the parameter is set: product.md says 200 yuan. */
const DEFAULT: WishLimit = {
  maxFen: 20_000,
  openAtOnce: 1,
  perYear: 4,
  checkDays: 3,
  openDays: 30,
  claimDays: 14,
  claimsPerVolunteer: 2,
};

export async function wishLimitOn(reader: Reader, on: string): Promise<WishLimit> {
  return (await parameterOn(reader, 'wishLimit', on))?.value ?? DEFAULT;
}

/** The day `days` after today. */
export function inDays(now: number, days: number): string {
  return chinaDate(now + days * DAY);
}

/** The resident's wishes, newest first: those that are open, and those of the year. They come along with a submission. */
export function wishesOf(reader: Pick<Reader, 'find'>, residentId: string): Promise<ApplicationDoc[]> {
  return reader.find('applications', wishesFind(residentId));
}

/** Those of them that are under way. */
export function wishesUnderWay(wishes: readonly ApplicationDoc[]): ApplicationDoc[] {
  return wishes.filter(({ state }) => holdsPlace(state));
}

/** Why this resident cannot make a wish now, in words; empty when nothing stands in the way. Whatever became of a wish, it counts. */
export function wishObstacle(wishes: readonly ApplicationDoc[], limit: WishLimit, on: string): string {
  const open = wishesUnderWay(wishes).length;
  if (open >= limit.openAtOnce) return `您已有${open}个心愿正在办，等办好了再许下一个`;
  const year = on.slice(0, 4);
  const made = wishes.filter(({ createdAt }) => chinaDate(createdAt).startsWith(year)).length;
  if (made >= limit.perYear)
    return `今年已经许过${limit.perYear}个心愿了，明年可以再许；有急事请打电话给村残协`;
  return '';
}

/** Makes a wish. */
export async function makeWish(
  ctx: CommandContext<ApplicantActor>,
  input: Input<'applications', 'makeWish'>,
): Promise<Output<'applications', 'makeWish'>> {
  const { category, costFen, reason, voiceId, contactPhone, consentVersion } = input;
  const on = today(ctx.clock);
  const resident = await activeResident(ctx, 'wish');
  const wishes = await wishesOf(ctx.reader, resident._id);
  const limit = await wishLimitOn(ctx.reader, on);
  const obstacle = wishObstacle(wishes, limit, on);
  if (obstacle !== '') throw new AppError('LIMIT_REACHED', { message: obstacle });
  mustNotCost(costFen, limit);
  mustSay(reason, voiceId, '请写下心愿，或按一下说给我们听');
  await recordConsent(ctx, 'wish', consentVersion);
  // Two made at the same moment want the same one: the second is tried again and finds the first.
  const slot = freeSlot(
    wishesUnderWay(wishes).map(({ facts }) => (facts.kind === 'wish' ? facts.slot : undefined)),
  );
  const { _id } = await fileCase(ctx, resident, {
    facts: { kind: 'wish', category, costFen, publicText: null, openUntil: null, slot, claim: null },
    title: `微心愿：${WISH_LABELS[category]}`,
    image: `wishes/${category}`,
    contactPhone,
    reason,
    voiceId,
  });
  return { applicationId: _id };
}

function mustNotCost(costFen: number, limit: WishLimit): void {
  if (costFen <= limit.maxFen) return;
  const fields = { costFen: `微心愿最多${limit.maxFen / 100}元，更贵的请申请其他帮扶` };
  throw new AppError('BAD_INPUT', { fields });
}

/** The village has checked the wish and wrote what volunteers read; nothing in it may say whose it is. */
export async function publishWish(
  ctx: CommandContext<OfficerActor>,
  { applicationId, publicText, costFen }: Input<'applications', 'publishWish'>,
): Promise<{ state: CaseState }> {
  const found = await loadForStep(ctx, applicationId, 'publish', 'wish');
  mustBeVerified(found);
  const limit = await wishLimitOn(ctx.reader, today(ctx.clock));
  mustNotCost(costFen, limit);
  if (namesSomebody(publicText, found.resident)) {
    throw new AppError('BAD_INPUT', {
      fields: { publicText: '公开的话里不能有姓名、电话、证件号或住址，请改一改' },
    });
  }
  // The wish stays in the village's queue, and the words on the officer's phone: nothing is lost by asking again.
  await mustPass(ctx.actor.openid, publicText);
  const openUntil = inDays(ctx.clock.now(), limit.openDays);
  return {
    state: await takeStep(ctx, found, { facts: { ...found.facts, publicText, costFen, openUntil } }),
  };
}
