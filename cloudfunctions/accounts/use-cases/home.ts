/** The first page of whoever opens the mini-program, in one call. */
import type { Output } from '../../../typings/api';
import type { HeldRole, HomeView, OpenRequest, ResidentHome } from '../../../typings/api/accounts';
import { maskName } from '../../../miniprogram/shared/mask';
import { mustAssist } from '../../core/assist';
import type { CallContext } from '../../core/actions';
import { boardFor } from '../../core/board';
import { underWayFor } from '../../core/along';
import { today } from '../../core/clock';
import type { ResidentDoc, UserDoc } from '../../core/collections';
import { fingerprint } from '../../core/crypto';
import { where } from '../../core/database';
import type { OfficerRole } from '../../core/documents/casework';
import { AppError, must } from '../../core/errors';
import {
  actingAs,
  actorsOf,
  assistantOf,
  type Actor,
  type AdminActor,
  type AssistantActor,
  type HomeActor,
  type TownStaffActor,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';
import { openCasesOf } from '../../core/open-cases';
import { villageName, villageNames } from '../../core/villages';
import { sum, waitingCases, waitingDonations } from '../../core/waiting';
import { countersOf, deskView } from './desk';
import { openCaseView } from './views';

type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;

function heldRole(actor: Actor, user: UserDoc): HeldRole {
  const as = must(actingAs(actor));
  switch (actor.role) {
    case 'resident':
      return { as, label: '残障朋友（本人）', toVerify: user.resident?.state === 'toVerify' };
    case 'guardian': {
      const guarded = user.guardianOf.find(({ residentId }) => residentId === actor.residentId);
      return { as, label: `代 ${guarded?.residentName ?? ''} 办理`, toVerify: false };
    }
    case 'assistant':
      return { as, label: '代办', toVerify: false };
    case 'volunteer':
      return { as, label: '志愿者', toVerify: user.volunteer?.state === 'toVerify' };
    case 'villageStaff':
    case 'townStaff':
    case 'admin':
      return { as, label: `${actor.orgName} ${actor.duty}`, toVerify: false };
    case 'user':
      return { as, label: '', toVerify: false };
  }
}

async function residentHome(ctx: CallContext, actor: HomeActor): Promise<HomeView> {
  const resident = must(await ctx.reader.get('residents', actor.residentId, underWayFor(actor.residentId)));
  return homeOfResident(ctx, actor, resident);
}

async function homeOfResident(
  ctx: CallContext,
  actor: HomeActor,
  resident: ResidentDoc,
): Promise<ResidentHome> {
  const [villageNamed, openCases, notices] = await Promise.all([
    villageName(ctx.reader, resident.villageId),
    openCasesOf(ctx.reader, resident._id),
    boardFor(ctx.reader, resident.villageId, today(ctx.clock)),
  ]);
  return {
    role: actor.role,
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    villageName: villageNamed,
    toVerify: actor.role === 'resident' && resident.binding?.state === 'toVerify',
    openCases: openCases.map(openCaseView),
    asked: resident.asked,
    running: resident.running,
    volunteers: resident.pairings.filter(({ state }) => state === 'active').length,
    notices,
  };
}

async function volunteerHome(ctx: CallContext, actor: VolunteerActor): Promise<HomeView> {
  const volunteer = must(await ctx.reader.get('volunteers', actor.volunteerId));
  return {
    role: 'volunteer',
    name: volunteer.name,
    villageName: await villageName(ctx.reader, volunteer.villageId),
    kind: volunteer.kind,
    skills: volunteer.skills,
    state: volunteer.state,
    ...(volunteer.note === null ? {} : { note: volunteer.note }),
    pairings: volunteer.pairings.map(({ pairingId, residentName, state }) => ({
      pairingId,
      residentName,
      state,
    })),
    running: volunteer.running,
    toDescribe: volunteer.toDescribe.length,
    claimedWishes: volunteer.claimedWishes.length,
    intention: volunteer.intention?.state ?? null,
    minutes: volunteer.minutes,
    notices: await boardFor(ctx.reader, volunteer.villageId, today(ctx.clock)),
  };
}

/** A village: residents for whom it must answer. The town: what officers filed and a second person decides on. */
function waitingAssisted(ctx: CallContext, actor: StaffActor): Promise<number> {
  if (actor.role === 'villageStaff')
    return ctx.reader.count('residents', { villageId: actor.villageId, awaits: where.gt('') });
  if (actor.role === 'admin') return Promise.resolve(0);
  const kind = where.in(['repair', 'employment', 'wish']);
  return ctx.reader.count('applications', { assisted: true, state: 'submitted', kind });
}

async function staffHome(ctx: CallContext, actor: StaffActor): Promise<HomeView> {
  const counters = await countersOf(ctx, actor);
  return {
    role: actor.role,
    name: actor.name,
    duty: actor.duty,
    villageName: actor.role === 'villageStaff' ? await villageName(ctx.reader, actor.villageId) : null,
    waiting: {
      cases: waitingCases(counters),
      verifications: sum(counters, (one) => one.openVerifications),
      emergencies: sum(counters, (one) => one.openEmergencies),
      services: sum(
        counters,
        ({ services }) => (services.toCheck ?? 0) + (services.disputed ?? 0) + (services.unanswered ?? 0),
      ),
      pairings: sum(counters, (one) => one.pairingsAsked),
      intentions: sum(counters, (one) => one.intentions),
      stories: sum(counters, (one) => one.stories),
      findings: sum(counters, (one) => one.findings),
      donations:
        actor.role === 'admin'
          ? 0
          : sum(counters, ({ donations }) => waitingDonations(actor.role as OfficerRole, donations)),
      assisted: await waitingAssisted(ctx, actor),
    },
    residents: sum(counters, (one) => one.residents),
    volunteers: sum(counters, (one) => one.volunteers),
    desk: deskView(ctx, actor, counters),
  };
}

function homeOf(ctx: CallContext, actor: Actor | undefined): Promise<HomeView> {
  switch (actor?.role) {
    case 'resident':
    case 'guardian':
    case 'assistant':
      return residentHome(ctx, actor);
    case 'volunteer':
      return volunteerHome(ctx, actor);
    case 'villageStaff':
    case 'townStaff':
    case 'admin':
      return staffHome(ctx, actor);
    default:
      return Promise.resolve({ role: 'none' });
  }
}

/** What staff have not decided yet. Who is bound meanwhile does not wait for a registration any more. */
async function requestsOf(ctx: CallContext, user: UserDoc | null): Promise<OpenRequest[]> {
  const open = (user?.openRequests ?? []).filter(({ kind }) => kind !== 'registration' || !user?.resident);
  if (open.length === 0) return [];
  const villages = await villageNames(ctx.reader);
  return open.map(({ kind, villageId, residentName, at }) => ({
    kind,
    villageName: villages.get(villageId) ?? '',
    residentName,
    at,
  }));
}

/** The home of the resident whom an officer acts for; null when not (any more): the officer's own home is shown then. */
async function assisting(ctx: CallContext): Promise<{ held: HeldRole; home: ResidentHome } | null> {
  const actor: AssistantActor | null =
    ctx.as?.role === 'assistant' ? assistantOf(ctx.actor.openid, ctx.user, ctx.as.residentId) : null;
  if (!actor) return null;
  try {
    const { resident } = await mustAssist(ctx.reader, actor, ctx.user, today(ctx.clock), null);
    const as = must(actingAs(actor));
    return {
      held: { as, label: `代 ${maskName(resident.name)} 办理`, toVerify: false },
      home: await homeOfResident(ctx, actor, resident),
    };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/**
 * Roles held and the home of the role asked for. A role that was taken away since the phone last asked is not an error here:
 * the home of the first role left is shown.
 */
export async function home(ctx: CallContext): Promise<Output<'accounts', 'home'>> {
  const { user } = ctx;
  const assisted = await assisting(ctx);
  const actors = actorsOf(ctx.actor.openid, user);
  const asked = ctx.as;
  const active =
    actors.find((actor) => {
      const as = actingAs(actor);
      return (
        as !== null &&
        as.role === asked?.role &&
        (as.role !== 'guardian' || as.residentId === asked.residentId)
      );
    }) ?? actors[0];
  const roles = user ? actors.map((actor) => heldRole(actor, user)) : [];
  const answer = {
    roles: assisted ? [assisted.held, ...roles] : roles,
    active: assisted ? assisted.held.as : active ? actingAs(active) : null,
    home: assisted ? assisted.home : await homeOf(ctx, active),
    requests: await requestsOf(ctx, user),
  };
  // Of the whole answer, so that nothing shown can be forgotten: roles, records, figures, notices.
  return { ...answer, version: fingerprint(answer) };
}
