/**
 * What follows when a resident moves to another village of the town, leaves the town, or dies: nothing of them is left in the
 * hands of who has no business with it any more, in one transaction.
 */
import type { Input, Output } from '../../../typings/api';
import type { CalendarDate, Millis } from '../../../typings/domain';
import { friendlyDay } from '../../../miniprogram/shared/china-time';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import { endCase, handOverCase } from '../../core/cases';
import { today } from '../../core/clock';
import type { PairingDoc, ResidentDoc, ServiceDoc, VerificationDoc } from '../../core/collections';
import { afterLeaving } from '../../core/consent';
import { count } from '../../core/counters';
import { where } from '../../core/database';
import { handOverJobFile } from '../../core/employment-file';
import { AppError, must } from '../../core/errors';
import { isOwnCase, type TownStaffActor, type VillageStaffActor } from '../../core/identity';
import { stepMessage } from '../../core/notify';
import { openCasesInside } from '../../core/open-cases';
import { endForLeaving, handOverPairing, handOverService, settleForLeaving } from '../../core/pairings';
import { withAskedCase } from '../../core/pure/asked-cases';
import { countResident } from '../../core/register';
import { closeVerification, withoutRequest } from '../../core/verifications';
import { inScope } from './scope';

type Ctx = CommandContext<VillageStaffActor | TownStaffActor>;

/** Services on which somebody still has to do something. */
const UNSETTLED: readonly ServiceDoc['state'][] = [
  'running',
  'ended',
  'toCheck',
  'toConfirm',
  'unanswered',
  'disputed',
];
/** More than anybody has open at once. */
const MANY = 200;

/** The resident if this officer may change them: of the own village, in the register now, and not themself. */
async function changeable(
  ctx: Ctx,
  residentId: string,
  on: CalendarDate,
  note: string,
): Promise<ResidentDoc> {
  const resident = await inScope(ctx.tx, ctx.actor, residentId);
  ctx.about({ target: residentId, residentId, villageId: resident.villageId, reason: note });
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (on > today(ctx.clock)) throw new AppError('BAD_INPUT', { fields: { on: '日期不能晚于今天' } });
  return resident;
}

/** The resident's services, verifications and calls that are not settled: found by query, read again inside the transaction. */
async function unsettled(
  ctx: Ctx,
  residentId: string,
): Promise<{
  services: ServiceDoc[];
  verifications: VerificationDoc[];
}> {
  const services = await ctx.reader.find('services', {
    where: { residentId, state: where.in(UNSETTLED) },
    orderBy: [['_id', 'desc']],
    limit: MANY,
  });
  const verifications = await ctx.reader.find('verifications', {
    where: { residentId, state: 'open' },
    orderBy: [['_id', 'desc']],
    limit: MANY,
  });
  const again: { services: ServiceDoc[]; verifications: VerificationDoc[] } = {
    services: [],
    verifications: [],
  };
  for (const { _id } of services) {
    const service = await ctx.tx.get('services', _id);
    if (service && UNSETTLED.includes(service.state)) again.services.push(service);
  }
  for (const { _id } of verifications) {
    const verification = await ctx.tx.get('verifications', _id);
    if (verification?.state === 'open') again.verifications.push(verification);
  }
  return again;
}

async function pairingsOf(ctx: Ctx, { pairings }: ResidentDoc): Promise<PairingDoc[]> {
  const docs: PairingDoc[] = [];
  for (const { pairingId } of pairings) docs.push(must(await ctx.tx.get('pairings', pairingId)));
  return docs;
}

/** An open request about the resident goes to the officers who know them now. */
async function handOverVerification(
  ctx: Ctx,
  doc: VerificationDoc,
  villageId: string,
  now: Millis,
): Promise<void> {
  await ctx.tx.put('verifications', { ...doc, villageId });
  const user = await ctx.tx.get('users', doc.openid);
  if (user) {
    const openRequests = user.openRequests.map((open) =>
      open.verificationId === doc._id ? { ...open, villageId } : open,
    );
    await ctx.tx.put('users', { ...user, openRequests });
  }
  await count(ctx.tx, doc.villageId, now, (counters) => {
    counters.openVerifications -= 1;
  });
  await count(ctx.tx, villageId, now, (counters) => {
    counters.openVerifications += 1;
  });
}

/** Calls for help that are still followed up go along. */
async function handOverCalls(ctx: Ctx, residentId: string, villageId: string, now: Millis): Promise<void> {
  const open = await ctx.reader.find('emergencyCalls', {
    where: { residentId, state: where.in(['open', 'taken']) },
    orderBy: [['_id', 'desc']],
    limit: MANY,
  });
  for (const { _id } of open) {
    const call = await ctx.tx.get('emergencyCalls', _id);
    if (!call || call.state === 'closed') continue;
    await ctx.tx.put('emergencyCalls', { ...call, villageId });
    await count(ctx.tx, call.villageId, now, (counters) => {
      counters.openEmergencies -= 1;
    });
    await count(ctx.tx, villageId, now, (counters) => {
      counters.openEmergencies += 1;
    });
  }
}

/**
 * To another village of the town: open cases, pairings, services, requests and calls go to its officers at the step where they
 * are. What is finished stays in the books of the village that did it.
 */
export async function recordMove(
  ctx: Ctx,
  { residentId, villageId, on, note }: Input<'registry', 'recordMove'>,
): Promise<Output<'registry', 'recordMove'>> {
  const resident = await changeable(ctx, residentId, on, note);
  const village = await ctx.tx.get('villages', villageId);
  const open = village !== null && village.kind !== 'town' && village.closedAt === null;
  if (!open || villageId === resident.villageId) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '请选择迁到哪个村，不能是现在的村' } });
  }
  const now = ctx.clock.now();
  const words = `${friendlyDay(on, now)}迁到${village.name}，由新的村继续办`;

  let moved: ResidentDoc = { ...resident, villageId };
  const openCases = await openCasesInside(ctx, residentId);
  for (const application of openCases)
    moved = withAskedCase(moved, await handOverCase(ctx.tx, application, villageId, words, now));
  for (const pairing of await pairingsOf(ctx, resident))
    await handOverPairing(ctx.tx, pairing, villageId, now);
  const { services, verifications } = await unsettled(ctx, residentId);
  for (const service of services) await handOverService(ctx.tx, service, villageId, now);
  for (const verification of verifications) await handOverVerification(ctx, verification, villageId, now);
  await handOverCalls(ctx, residentId, villageId, now);

  const officer = `${ctx.actor.orgName} ${ctx.actor.name}`;
  await handOverJobFile(ctx.tx, residentId, villageId, { at: now, by: officer, what: words });

  await ctx.tx.put('residents', { ...moved, version: resident.version + 1, updatedAt: now });
  const date = today(ctx.clock);
  await count(ctx.tx, resident.villageId, now, (counters) => countResident(counters, resident, date, -1));
  await count(ctx.tx, villageId, now, (counters) => countResident(counters, resident, date, 1));
  return { handedOver: openCases.length };
}

/** The phones that acted for the resident act no more; requests about the resident are closed. */
async function cutPhones(
  ctx: Ctx,
  resident: ResidentDoc,
  open: VerificationDoc[],
  reason: string,
): Promise<void> {
  const now = ctx.clock.now();
  const { _id: residentId, binding, guardians } = resident;
  const openids = new Set([
    ...(binding ? [binding.openid] : []),
    ...guardians.map(({ openid }) => openid),
    ...open.map(({ openid }) => openid),
  ]);
  for (const openid of openids) {
    const user = await ctx.tx.get('users', openid);
    if (!user) continue;
    const left = {
      ...user,
      resident: user.resident?.residentId === residentId ? null : user.resident,
      guardianOf: user.guardianOf.filter((one) => one.residentId !== residentId),
    };
    const alone = open.reduce((before, { _id }) => withoutRequest(before, _id), left);
    await ctx.tx.put('users', afterLeaving(alone, now));
  }
  for (const verification of open) {
    await closeVerification(ctx, verification, false, reason);
    await count(ctx.tx, verification.villageId, now, (counters) => {
      counters.openVerifications -= 1;
    });
  }
}

/** Who helped is told, in words that fit both reasons. */
function tellVolunteers(ctx: Ctx, pairings: readonly PairingDoc[], at: Millis): void {
  for (const { volunteerOpenid, residentName } of pairings) {
    ctx.tell(
      stepMessage({
        toOpenid: volunteerOpenid,
        title: `和${maskName(residentName)}的结对`,
        state: '已结束',
        next: '结对已结束，谢谢您的帮助',
        page: 'volunteer/pairings/index',
        at,
      }),
    );
  }
}

/** Why something ends with the resident's leaving; '7月1日已迁出本镇'. */
export function leavingWords(why: 'moved' | 'deceased', on: CalendarDate | null, now: Millis): string {
  return `${on === null ? '' : friendlyDay(on, now)}${why === 'moved' ? '已迁出本镇' : '已去世'}`;
}

/** Out of the town, or died: open cases end with the reason, pairings end, phones and the code stop working at once. */
export async function recordLeaving(
  ctx: Ctx,
  { residentId, why, on, note }: Input<'registry', 'recordLeaving'>,
): Promise<Output<'registry', 'recordLeaving'>> {
  const resident = await changeable(ctx, residentId, on, note);
  const now = ctx.clock.now();
  const reason = leavingWords(why, on, now);

  const openCases = await openCasesInside(ctx, residentId);
  for (const application of openCases) await endCase(ctx.tx, application, reason, now);
  const { services, verifications } = await unsettled(ctx, residentId);
  for (const service of services) await settleForLeaving(ctx.tx, service, reason, now);
  const pairings = await pairingsOf(ctx, resident);
  for (const pairing of pairings) {
    // Read again: a service may have written it just now.
    const current = must(await ctx.tx.get('pairings', pairing._id));
    await endForLeaving(ctx.tx, current, { reason, by: ctx.actor.openid, now });
  }
  await cutPhones(ctx, resident, verifications, reason);
  const officer = `${ctx.actor.orgName} ${ctx.actor.name}`;
  await handOverJobFile(ctx.tx, residentId, null, { at: now, by: officer, what: reason });
  const code = resident.code ? await ctx.tx.get('codes', resident.code.hash) : null;
  if (code) await ctx.tx.put('codes', { ...code, revokedAt: now });

  // Pairings and services have written the resident's lists: these are the last ones.
  await ctx.tx.put('residents', {
    ...must(await ctx.tx.get('residents', residentId)),
    status: why,
    leftOn: on,
    binding: null,
    guardians: [],
    pairings: [],
    asked: [],
    askedCases: [],
    running: [],
    code: null,
    version: resident.version + 1,
    updatedAt: now,
  });
  await count(ctx.tx, resident.villageId, now, (counters) =>
    countResident(counters, resident, today(ctx.clock), -1),
  );
  tellVolunteers(ctx, pairings, now);
  return { ended: openCases.length };
}
