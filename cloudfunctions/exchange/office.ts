/** Whose work it is: officers of a village see their village's, the town's and administrators the town's. */
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../core/identity';
import { TOWN_OFFICE } from '../core/villages';

export type OfficerActor = VillageStaffActor | TownStaffActor | AdminActor;

export const OFFICERS = ['villageStaff', 'townStaff', 'admin'] as const;

export const officeOf = (actor: OfficerActor): string =>
  actor.role === 'villageStaff' ? actor.villageId : TOWN_OFFICE;
