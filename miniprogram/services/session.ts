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

/** '代 王* 办理' while a guardian or an officer acts for somebody; '' otherwise. */
export function behalfLabel(): string {
  const held = activeHeldRole();
  return held?.as.role === 'guardian' || held?.as.role === 'assistant' ? held.label : '';
}

/** '代 王* 办理' while an officer acts for a resident, '' otherwise. */
export function assistingLabel(): string {
  return activeRole()?.role === 'assistant' ? behalfLabel() || '代为办理' : '';
}

/** Whether the phone acts for a resident: in person, as a guardian, or as an officer with the resident's consent. */
export function actsForHome(): boolean {
  const role = activeRole()?.role;
  return role === 'resident' || role === 'guardian' || role === 'assistant';
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

/** What was shown is forgotten; of a resident whom an officer acted for nothing stays on the officer's phone. */
function forgetFormer(): void {
  removeStoredUnder('cache:');
  if (activeRole()?.role !== 'assistant') return;
  removeStoredUnder('draft:assistant-');
  removeStoredUnder('code:assistant-');
}

/** Takes over what the functions say about the roles. */
export function rememberRoles(roles: HeldRole[], active: ActingAs | null): void {
  if (!sameRole(activeRole(), active)) forgetFormer();
  writeStored(ROLES_KEY, roles);
  writeStored(ACTIVE_KEY, active);
}

/** Acts in another role from now on. What was shown for the former role is forgotten. */
export function switchRole(as: ActingAs | null): void {
  forgetFormer();
  writeStored(ACTIVE_KEY, as);
}
