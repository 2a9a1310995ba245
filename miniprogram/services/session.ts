/** Which roles this WeChat user holds and in which one the phone acts now. The functions check it again on every call. */
import type { HeldRole } from '../../typings/api/accounts';
import type { ActingAs } from '../../typings/domain';
import { removeStoredUnder, readStored, writeStored } from './storage';

const ROLES_KEY = 'session:roles';
const ACTIVE_KEY = 'session:active';

/** Whether two roles are the same one. */
export function sameRole(a: ActingAs | null, b: ActingAs | null): boolean {
  return a?.role === b?.role && (a?.residentId ?? '') === (b?.residentId ?? '');
}

/** The role the phone acts in, null before the first answer or without any role. */
export function activeRole(): ActingAs | null {
  return readStored<ActingAs>(ACTIVE_KEY);
}

/** The roles of the last answer. */
export function heldRoles(): HeldRole[] {
  return readStored<HeldRole[]>(ROLES_KEY) ?? [];
}

/** The held role that is active, with its label and village. */
export function activeHeldRole(): HeldRole | null {
  const active = activeRole();
  return heldRoles().find((held) => sameRole(held.as, active)) ?? null;
}

/** Whether the phone acts as staff now. */
export function actsAsStaff(): boolean {
  const role = activeRole()?.role;
  return role === 'villageStaff' || role === 'townStaff' || role === 'admin';
}

/** A short text that differs between roles: what is remembered for one is never shown in another. */
export function roleScope(): string {
  const active = activeRole();
  return active ? `${active.role}-${active.residentId ?? ''}` : 'none';
}

/** Takes over what the functions say about the roles. */
export function rememberRoles(roles: HeldRole[], active: ActingAs | null): void {
  if (!sameRole(activeRole(), active)) removeStoredUnder('cache:');
  writeStored(ROLES_KEY, roles);
  writeStored(ACTIVE_KEY, active);
}

/** Acts in another role from now on. What was shown for the former role is forgotten. */
export function switchRole(as: ActingAs | null): void {
  removeStoredUnder('cache:');
  writeStored(ACTIVE_KEY, as);
}
