import type { EmergencyCallDoc } from '../../core/collections';
import type { TownStaffActor, VillageStaffActor } from '../../core/identity';

export type StaffActor = VillageStaffActor | TownStaffActor;

/** The call if it is this officer's to see: a village's own, the town's all; null otherwise, as if it were not there. */
export function inScope(actor: StaffActor, call: EmergencyCallDoc | null): EmergencyCallDoc | null {
  if (!call || actor.role === 'townStaff') return call;
  return call.villageId === actor.villageId ? call : null;
}
