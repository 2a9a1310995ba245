/** Who calls, in which of the caller's own roles. Read from the database on every call, never taken from the phone. */
import type { ActingAs } from '../../typings/domain';
import type { UserDoc } from './collections';

interface Base {
  openid: string;
}
export interface AnyUser extends Base {
  role: 'user';
}
export interface ResidentActor extends Base {
  role: 'resident';
  residentId: string;
}
export interface GuardianActor extends Base {
  role: 'guardian';
  residentId: string;
  guardianName: string;
}
/** An officer who acts for a resident of the own village, with the resident's consent of the day (core/assist.ts). */
export interface AssistantActor extends StaffBase {
  role: 'assistant';
  residentId: string;
  villageId: string;
}
export interface VolunteerActor extends Base {
  role: 'volunteer';
  volunteerId: string;
}
interface StaffBase extends Base {
  staffId: string;
  name: string;
  duty: string;
  orgName: string;
}
export interface VillageStaffActor extends StaffBase {
  role: 'villageStaff';
  villageId: string;
}
export interface TownStaffActor extends StaffBase {
  role: 'townStaff';
}
export interface AdminActor extends StaffBase {
  role: 'admin';
}

export type Actor =
  | AnyUser
  | ResidentActor
  | GuardianActor
  | AssistantActor
  | VolunteerActor
  | VillageStaffActor
  | TownStaffActor
  | AdminActor;

/** Who speaks for a resident: the resident, a guardian, or an officer with the resident's consent. */
export type HomeActor = ResidentActor | GuardianActor | AssistantActor;

/** Who may: a role, or any WeChat user. */
export type May = Actor['role'];
export type ActorOf<M extends May> = Extract<Actor, { role: M }>;

/** All roles a user document gives, in the order of the role switch. */
export function actorsOf(openid: string, user: UserDoc | null): Actor[] {
  if (!user) return [];
  const actors: Actor[] = [];
  if (user.staff) actors.push(staffActor(openid, user.staff));
  if (user.resident) actors.push({ role: 'resident', openid, residentId: user.resident.residentId });
  for (const { residentId, guardianName } of user.guardianOf) {
    actors.push({ role: 'guardian', openid, residentId, guardianName });
  }
  if (user.volunteer) actors.push({ role: 'volunteer', openid, volunteerId: user.volunteer.volunteerId });
  return actors;
}

function staffActor(openid: string, staff: NonNullable<UserDoc['staff']>): Actor {
  const { staffId, name, duty, orgName, level, villageId } = staff;
  const base = { openid, staffId, name, duty, orgName };
  if (level === 'village' && villageId !== null) return { ...base, role: 'villageStaff', villageId };
  return { ...base, role: level === 'admin' ? 'admin' : 'townStaff' };
}

/**
 * The officer as an assistant of a resident: null for who is no officer of a village. Whether the resident is of that village and
 * has agreed is a matter of the records, looked at where the call is carried out.
 */
export function assistantOf(
  openid: string,
  user: UserDoc | null,
  residentId: string | undefined,
): AssistantActor | null {
  const staff = user?.staff ? staffActor(openid, user.staff) : null;
  return staff?.role === 'villageStaff' && residentId !== undefined
    ? { ...staff, role: 'assistant', residentId }
    : null;
}

/** How an officer signs for a resident: '谢家路村残协 陈五'. */
export function assistantName({ orgName, name }: AssistantActor): string {
  return `${orgName} ${name}`;
}

/** Who acts for somebody else, by name; null for the resident in person. */
export function onBehalfBy(actor: HomeActor): string | null {
  if (actor.role === 'assistant') return assistantName(actor);
  return actor.role === 'guardian' ? actor.guardianName : null;
}

/** Whether the actor speaks for a resident. */
export function isHome(actor: Actor): actor is HomeActor {
  return actor.role === 'resident' || actor.role === 'guardian' || actor.role === 'assistant';
}

/** Of village staff their village, whatever they ask for; of the town and administrators the one asked for, or undefined: all. */
export function villageScope(
  actor: VillageStaffActor | TownStaffActor | AdminActor,
  asked?: string,
): string | undefined {
  return actor.role === 'villageStaff' ? actor.villageId : asked;
}

/** How the phone names a role back to us. */
export function actingAs(actor: Actor): ActingAs | null {
  if (actor.role === 'user') return null;
  return isHome(actor) ? { role: actor.role, residentId: actor.residentId } : { role: actor.role };
}

function matches(actor: Actor, as: ActingAs): boolean {
  if (actor.role !== as.role) return false;
  if (actor.role === 'guardian') return actor.residentId === as.residentId;
  // A phone that still names another resident must not act for the one bound now.
  return actor.role !== 'resident' || as.residentId === undefined || actor.residentId === as.residentId;
}

/**
 * The role this call is made in: the one asked for if it is held, else the first held role that may do it. `null`: denied.
 * An action open to any user is done as a plain user whatever roles are held.
 */
export function chooseActor(
  openid: string,
  user: UserDoc | null,
  may: readonly May[],
  as: ActingAs | undefined,
): Actor | null {
  if (may.includes('user')) return { role: 'user', openid };
  if (as?.role === 'assistant')
    return may.includes('assistant') ? assistantOf(openid, user, as.residentId) : null;
  const held = actorsOf(openid, user).filter((actor) => as === undefined || matches(actor, as));
  return held.find((actor) => may.includes(actor.role)) ?? null;
}

/**
 * The role the phone acts in, for actions open to any user: the one asked for if it is held, else the first held one;
 * null without any role.
 */
export function activeActor(
  openid: string,
  user: UserDoc | null,
  as: ActingAs | undefined,
): Exclude<Actor, AnyUser> | null {
  const held = actorsOf(openid, user);
  const active = held.find((actor) => as !== undefined && matches(actor, as)) ?? held[0];
  return active === undefined || active.role === 'user' ? null : active;
}

/** A user without any role yet. */
export function newUser(openid: string, now: number): UserDoc {
  return {
    _id: openid,
    resident: null,
    guardianOf: [],
    volunteer: null,
    staff: null,
    consents: [],
    openRequests: [],
    createdAt: now,
  };
}

/** The person's own cases are nobody's to decide by themself. */
export function isOwnCase(user: UserDoc | null, residentId: string): boolean {
  if (!user) return false;
  return (
    user.resident?.residentId === residentId ||
    user.guardianOf.some((guarded) => guarded.residentId === residentId)
  );
}

/** How an officer signs: '谢家路村残协 专职委员 陈五'. */
export function signature({ orgName, duty, name }: StaffBase): string {
  return `${orgName} ${duty} ${name}`;
}
