/** The first page of whoever opens the mini-program, in one call. */
import type { Output } from '../../../typings/api';
import type { HeldRole, HomeView } from '../../../typings/api/accounts';
import type { CallContext } from '../../core/actions';
import type { CounterDoc, UserDoc } from '../../core/collections';
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
import { villageName } from '../../core/villages';

type Answer = { home: HomeView; version: number };
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

async function residentHome(ctx: CallContext, actor: ResidentActor | GuardianActor): Promise<Answer> {
  const resident = must(await ctx.reader.get('residents', actor.residentId));
  return {
    version: resident.version,
    home: {
      role: actor.role,
      residentId: resident._id,
      residentName: resident.name,
      villageName: await villageName(ctx.reader, resident.villageId),
      toVerify: actor.role === 'resident' && resident.binding?.state === 'toVerify',
      openCases: resident.openCases,
    },
  };
}

async function volunteerHome(ctx: CallContext, actor: VolunteerActor): Promise<Answer> {
  const volunteer = must(await ctx.reader.get('volunteers', actor.volunteerId));
  return {
    version: volunteer.updatedAt,
    home: {
      role: 'volunteer',
      name: volunteer.name,
      villageName: await villageName(ctx.reader, volunteer.villageId),
      kind: volunteer.kind,
      skills: volunteer.skills,
      state: volunteer.state,
      ...(volunteer.note === null ? {} : { note: volunteer.note }),
    },
  };
}

function sum(counters: CounterDoc[], figure: (one: CounterDoc) => number): number {
  return counters.reduce((total, one) => total + figure(one), 0);
}

async function staffHome(ctx: CallContext, actor: StaffActor): Promise<Answer> {
  const own = actor.role === 'villageStaff' ? await ctx.reader.get('counters', actor.villageId) : null;
  const counters =
    actor.role === 'villageStaff'
      ? own
        ? [own]
        : []
      : await ctx.reader.find('counters', { where: {}, limit: 1000 });
  return {
    version: sum(counters, (one) => one.version),
    home: {
      role: actor.role,
      name: actor.name,
      duty: actor.duty,
      villageName: actor.role === 'villageStaff' ? await villageName(ctx.reader, actor.villageId) : null,
      waiting: {
        devices: sum(counters, ({ devices }) =>
          actor.role === 'villageStaff' ? devices.submitted : devices.checked,
        ),
        toDeliver: sum(counters, ({ devices }) => devices.approved),
        verifications: sum(counters, (one) => one.openVerifications),
      },
      residents: sum(counters, (one) => one.residents),
      volunteers: sum(counters, (one) => one.volunteers),
    },
  };
}

function homeOf(ctx: CallContext, actor: Actor | undefined): Promise<Answer> {
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
      return Promise.resolve({ home: { role: 'none' }, version: 0 });
  }
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
  const answer = await homeOf(ctx, active);
  return {
    roles: user ? actors.map((actor) => heldRole(actor, user)) : [],
    active: active ? actingAs(active) : null,
    ...answer,
  };
}
