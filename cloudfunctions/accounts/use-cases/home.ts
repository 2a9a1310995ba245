/** The first page of whoever opens the mini-program, in one call. */
import type { Output } from '../../../typings/api';
import type { HeldRole, HomeView, OpenRequest } from '../../../typings/api/accounts';
import type { CallContext } from '../../core/actions';
import { boardFor } from '../../core/board';
import { today } from '../../core/clock';
import type { UserDoc } from '../../core/collections';
import { hash } from '../../core/crypto';
import { must } from '../../core/errors';
import {
  actingAs,
  actorsOf,
  type Actor,
  type AdminActor,
  type GuardianActor,
  type ResidentActor,
  type TownStaffActor,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';
import { villageName, villageNames } from '../../core/villages';
import { sum, waitingCases, waitingDonations } from '../rules/waiting';
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

async function residentHome(ctx: CallContext, actor: ResidentActor | GuardianActor): Promise<HomeView> {
  const resident = must(await ctx.reader.get('residents', actor.residentId));
  return {
    role: actor.role,
    residentId: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    villageName: await villageName(ctx.reader, resident.villageId),
    toVerify: actor.role === 'resident' && resident.binding?.state === 'toVerify',
    openCases: resident.openCases.map(openCaseView),
    asked: resident.asked,
    running: resident.running,
    volunteers: resident.pairings.filter(({ state }) => state === 'active').length,
    notices: await boardFor(ctx.reader, resident.villageId, today(ctx.clock)),
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

async function staffHome(ctx: CallContext, actor: StaffActor): Promise<HomeView> {
  const counters =
    actor.role === 'villageStaff'
      ? [await ctx.reader.get('counters', actor.villageId)].filter((one) => one !== null)
      : await ctx.reader.find('counters', { where: {}, limit: 1000 });
  return {
    role: actor.role,
    name: actor.name,
    duty: actor.duty,
    villageName: actor.role === 'villageStaff' ? await villageName(ctx.reader, actor.villageId) : null,
    waiting: {
      cases: waitingCases(counters),
      verifications: sum(counters, (one) => one.openVerifications),
      emergencies: sum(counters, (one) => one.openEmergencies),
      services: sum(counters, ({ services }) => (services.toCheck ?? 0) + (services.disputed ?? 0)),
      pairings: sum(counters, (one) => one.pairingsAsked),
      intentions: sum(counters, (one) => one.intentions),
      stories: sum(counters, (one) => one.stories),
      donations: sum(counters, ({ donations }) => waitingDonations(actor.role, donations)),
    },
    residents: sum(counters, (one) => one.residents),
    volunteers: sum(counters, (one) => one.volunteers),
  };
}

function homeOf(ctx: CallContext, actor: Actor | undefined): Promise<HomeView> {
  switch (actor?.role) {
    case 'resident':
    case 'guardian':
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

/**
 * Roles held and the home of the role asked for. A role that was taken away since the phone last asked is not an error here:
 * the home of the first role left is shown.
 */
export async function home(ctx: CallContext): Promise<Output<'accounts', 'home'>> {
  const { user } = ctx;
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
  const answer = {
    roles: user ? actors.map((actor) => heldRole(actor, user)) : [],
    active: active ? actingAs(active) : null,
    home: await homeOf(ctx, active),
    requests: await requestsOf(ctx, user),
  };
  // Of the whole answer, so that nothing shown can be forgotten: roles, records, figures, notices.
  return { ...answer, version: Number.parseInt(hash(JSON.stringify(answer)).slice(0, 12), 16) };
}
