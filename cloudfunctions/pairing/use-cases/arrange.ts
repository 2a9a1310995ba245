/** Staff bring intentions and residents together: a village for itself, the town for all. */
import type { Input, Output } from '../../../typings/api';
import type { Suggestion } from '../../../typings/api/intentions';
import type { CaseKind } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { IntentionDoc, ResidentDoc, VolunteerDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { isOwnCase, signature } from '../../core/identity';
import { saveIntention } from '../../core/intentions';
import { stepMessage } from '../../core/notify';
import { page, PAGE_SIZE } from '../../core/paging';
import { phonesOf } from '../../core/pairings';
import { parameterOn } from '../../core/parameters';
import { villageNames } from '../../core/villages';
import { intentionView } from '../intention-views';
import { pairingObstacle } from '../rules/limits';
import { rankCandidates, villageDistance, type Distance } from '../rules/suggest';
import { intentionTo } from './intentions';
import { pairingLimit, residentFor, type OfficerActor } from './people';

type Query = CallContext<OfficerActor>;
type Ctx = CommandContext<OfficerActor>;

/** Suggestions that a phone shows. */
const SUGGESTED = 12;
/** Residents of the villages in question that are looked at: as many without any volunteer, as many with one or more. */
const LOOKED_AT = 200;
/** Open applications of all of them that are read: the rule asks of which kinds they are. */
const OPEN_AT_MOST = 1000;

/** The intention, if this officer arranges it; to others it does not exist. What any village may have is the town's. */
function inReach(actor: OfficerActor, doc: IntentionDoc | null): IntentionDoc {
  const found = must(doc);
  if (actor.role === 'villageStaff' && found.villageId !== actor.villageId) throw new AppError('NOT_FOUND');
  return found;
}

const TABS: Record<Input<'pairing', 'intentions'>['tab'], readonly IntentionDoc['state'][]> = {
  submitted: ['submitted'],
  arranged: ['arranged'],
  done: ['accepted', 'withdrawn', 'closed'],
};

/** What waits, the oldest first; what is over, the newest first. */
export async function intentions(
  ctx: Query,
  { tab, villageId, cursor }: Input<'pairing', 'intentions'>,
): Promise<Output<'pairing', 'intentions'>> {
  const { actor } = ctx;
  const own = actor.role === 'villageStaff' ? actor.villageId : villageId;
  const newestFirst = tab === 'done';
  const condition: Condition = {
    ...(own === undefined ? {} : { villageId: own }),
    state: where.in(TABS[tab]),
    ...(cursor ? { _id: newestFirst ? where.lt(cursor) : where.gt(cursor) } : {}),
  };
  const docs = await ctx.reader.find('intentions', {
    where: condition,
    orderBy: [['_id', newestFirst ? 'desc' : 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(
    docs,
    (doc) => doc._id,
    (doc) => intentionView(doc, actor, villages),
  );
}

/** One intention with what staff need to know of the volunteer. */
export async function intention(
  ctx: Query,
  { intentionId }: Input<'pairing', 'intention'>,
): Promise<Output<'pairing', 'intention'>> {
  const doc = inReach(ctx.actor, await ctx.reader.get('intentions', intentionId));
  const [villages, volunteer, limit] = await Promise.all([
    villageNames(ctx.reader),
    ctx.reader.get('volunteers', doc.volunteerId),
    pairingLimit(ctx),
  ]);
  return {
    intention: intentionView(doc, ctx.actor, villages),
    volunteer: volunteer && {
      name: volunteer.name,
      villageName: villages.get(volunteer.villageId) ?? '',
      skills: volunteer.skills,
      pairings: volunteer.pairings.length,
      pairingLimit: limit.residentsPerVolunteer,
      minutes: volunteer.minutes,
    },
  };
}

/** How far each village is from the one wanted, or, when any will do, from where the volunteer lives. */
async function distances(
  ctx: Query,
  doc: IntentionDoc,
  volunteer: VolunteerDoc,
): Promise<(villageId: string) => Distance> {
  const from = doc.villageId ?? volunteer.villageId;
  const neighbours = (await parameterOn(ctx.reader, 'villageNeighbours', today(ctx.clock)))?.value ?? {};
  const order = [...(await villageNames(ctx.reader)).keys()];
  return (to) => villageDistance(from, to, { neighbours, order });
}

/** The villages whose residents are looked at: the one wanted; when any will do, the volunteer's own and its neighbours. */
async function villagesFor(
  ctx: Query,
  doc: IntentionDoc,
  distanceTo: (villageId: string) => Distance,
): Promise<string[]> {
  if (ctx.actor.role === 'villageStaff') return [ctx.actor.villageId];
  if (doc.villageId !== null) return [doc.villageId];
  return [...(await villageNames(ctx.reader)).keys()].filter((villageId) => distanceTo(villageId) < 2);
}

/**
 * Residents without any volunteer, and, if a resident may have more than one, those who have some: whom nobody visited for
 * longest first. Who has as many as allowed is left out by the caller.
 */
async function candidates(ctx: Query, villageIds: string[], most: number): Promise<ResidentDoc[]> {
  const find = (paired: boolean): Promise<ResidentDoc[]> =>
    ctx.reader.find('residents', {
      where: { status: 'active', villageId: where.in(villageIds), 'look.paired': paired },
      orderBy: [['look.helped', 'asc']],
      limit: LOOKED_AT,
    });
  return (await Promise.all(most > 1 ? [find(false), find(true)] : [find(false)])).flat();
}

/** A search by the beginning of a name takes the place of the rule, for whom staff have in mind. */
function named(ctx: Query, q: string): Promise<ResidentDoc[]> {
  const { actor } = ctx;
  return ctx.reader.find('residents', {
    where: {
      ...(actor.role === 'villageStaff' ? { villageId: actor.villageId } : {}),
      name: where.startsWith(q),
      status: 'active',
    },
    orderBy: [['name', 'asc']],
    limit: LOOKED_AT,
  });
}

/** What each of these residents has asked for that is under way. */
async function openKindsOf(ctx: Query, residents: readonly ResidentDoc[]): Promise<Map<string, CaseKind[]>> {
  const kinds = new Map<string, CaseKind[]>();
  if (residents.length === 0) return kinds;
  const open = await ctx.reader.pick(
    'applications',
    { where: { openFor: where.in(residents.map(({ _id }) => _id)) }, limit: OPEN_AT_MOST },
    ['residentId', 'kind'],
  );
  for (const { residentId, kind } of open) kinds.set(residentId, [...(kinds.get(residentId) ?? []), kind]);
  return kinds;
}

/** Whom staff may name for this intention, the best first, each with why. */
export async function suggestions(
  ctx: Query,
  { intentionId, q }: Input<'pairing', 'suggestions'>,
): Promise<Output<'pairing', 'suggestions'>> {
  const doc = inReach(ctx.actor, await ctx.reader.get('intentions', intentionId));
  const volunteer = must(await ctx.reader.get('volunteers', doc.volunteerId));
  const limit = await pairingLimit(ctx);
  const distanceTo = await distances(ctx, doc, volunteer);
  const found = q
    ? await named(ctx, q)
    : await candidates(ctx, await villagesFor(ctx, doc, distanceTo), limit.volunteersPerResident);
  const refused = new Set(doc.declined.map(({ residentId }) => residentId));
  const free = found.filter(
    (resident) =>
      !pairingObstacle({ pairings: volunteer.pairings }, resident, {
        ...limit,
        // The volunteer's own limit is said once, not for each resident.
        residentsPerVolunteer: Infinity,
      }) &&
      !phonesOf(resident).includes(volunteer.openid) &&
      !refused.has(resident._id),
  );
  const openKinds = await openKindsOf(ctx, free);
  const ranked = rankCandidates(
    free.map((resident) => ({
      residentId: resident._id,
      villageId: resident.villageId,
      pairings: resident.pairings.length,
      openKinds: openKinds.get(resident._id) ?? [],
      name: resident.name,
    })),
    doc.kinds,
    distanceTo,
  );
  const villages = await villageNames(ctx.reader);
  const items = ranked.slice(0, SUGGESTED).map(({ candidate, reasons }): Suggestion => ({
    residentId: candidate.residentId,
    name: candidate.name,
    villageName: villages.get(candidate.villageId) ?? '',
    pairings: candidate.pairings,
    reasons,
  }));
  return { items };
}

async function forStep(ctx: Ctx, intentionId: string): Promise<[IntentionDoc, VolunteerDoc]> {
  const doc = inReach(ctx.actor, await ctx.tx.get('intentions', intentionId));
  ctx.about({ target: intentionId, ...(doc.villageId === null ? {} : { villageId: doc.villageId }) });
  // Staff who volunteer themselves are arranged by others.
  if (doc.volunteerOpenid === ctx.actor.openid) throw new AppError('OWN_CASE');
  return [doc, must(await ctx.tx.get('volunteers', doc.volunteerId))];
}

function tell(ctx: Ctx, { volunteerOpenid }: IntentionDoc, state: string, next: string): void {
  const at = ctx.clock.now();
  ctx.tell(
    stepMessage({
      toOpenid: volunteerOpenid,
      title: '帮扶意向',
      state,
      next,
      page: 'volunteer/intention/index',
      at,
    }),
  );
}

/** Names a resident for an intention; the volunteer answers, and then the resident's side. */
export async function arrangeIntention(
  ctx: Ctx,
  { intentionId, version, residentId, note }: Input<'pairing', 'arrangeIntention'>,
): Promise<Output<'pairing', 'arrangeIntention'>> {
  const [before, volunteer] = await forStep(ctx, intentionId);
  const { actor } = ctx;
  const state = intentionTo(before, 'arrange', actor.role);
  if (before.version !== version) throw new AppError('STATE_CHANGED');
  if (volunteer.state !== 'verified') {
    throw new AppError('VOLUNTEER_NOT_VERIFIED', { message: '这位志愿者的登记还没有核实，请先核实' });
  }
  const resident = await residentFor(ctx, residentId);
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  if (isOwnCase(await ctx.tx.get('users', volunteer.openid), residentId)) {
    throw new AppError('BAD_INPUT', { fields: { residentId: '这位志愿者就是本人或监护人，请选别人' } });
  }
  const obstacle = pairingObstacle(volunteer, resident, await pairingLimit(ctx));
  // The rule's words speak to the volunteer; staff get those of the code.
  if (obstacle) throw new AppError(obstacle.code, { message: OBSTACLES[obstacle.code] });
  ctx.about({ residentId, villageId: resident.villageId, reason: note });
  const now = ctx.clock.now();
  const after: IntentionDoc = {
    ...before,
    state,
    arrangement: {
      residentId,
      residentName: resident.name,
      villageId: resident.villageId,
      note,
      by: signature(actor),
      openid: actor.openid,
      at: now,
    },
    version: before.version + 1,
    updatedAt: now,
  };
  await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, before, after, volunteer));
  tell(ctx, after, '已安排', '请打开看看，愿意不愿意');
  return { state };
}

const OBSTACLES = {
  NOT_ACTIVE: '这位朋友已迁出或注销，请选别人',
  ALREADY_ASKED: '这位志愿者和对方已经结对或申请过，请选别人',
  PAIRING_LIMIT: '志愿者或对方结对的人数已经满了，请选别人',
} as const;

/** Ends an intention that nothing can be arranged for. */
export async function closeIntention(
  ctx: Ctx,
  { intentionId, reason }: Input<'pairing', 'closeIntention'>,
): Promise<Output<'pairing', 'closeIntention'>> {
  const [before, volunteer] = await forStep(ctx, intentionId);
  const state = intentionTo(before, 'close', ctx.actor.role);
  ctx.about({ reason });
  const now = ctx.clock.now();
  const after: IntentionDoc = {
    ...before,
    state,
    closedReason: reason,
    version: before.version + 1,
    updatedAt: now,
  };
  await ctx.tx.put('volunteers', await saveIntention(ctx.tx, now, before, after, volunteer));
  tell(ctx, after, '没有安排', '请打开看原因，谢谢您');
  return { state };
}
