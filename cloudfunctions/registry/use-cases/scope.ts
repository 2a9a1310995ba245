/** Whom an officer may see and change. Village staff: people of their village, as a condition of every query and record. */
import type { CommandContext } from '../../core/actions';
import type { ResidentDoc, VolunteerDoc } from '../../core/collections';
import type { Reader } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { isOwnCase, type AdminActor, type TownStaffActor, type VillageStaffActor } from '../../core/identity';

export type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;
export type OfficerActor = VillageStaffActor | TownStaffActor;

/** A village as part of a condition; nothing when all are meant. */
export function within(villageId: string | undefined): { villageId?: string } {
  return villageId === undefined ? {} : { villageId };
}

type Source = Pick<Reader, 'get'> | Pick<CommandContext['tx'], 'get'>;

function visible<D extends { villageId: string }>(actor: StaffActor, doc: D | null): D {
  const found = must(doc);
  if (actor.role === 'villageStaff' && found.villageId !== actor.villageId) throw new AppError('NOT_FOUND');
  return found;
}

/** The resident, if this officer may see them; to others they do not exist. */
export async function inScope(from: Source, actor: StaffActor, residentId: string): Promise<ResidentDoc> {
  return visible(actor, await from.get('residents', residentId));
}

/** The volunteer, if this officer may see them. */
export async function volunteerInScope(
  from: Source,
  actor: StaffActor,
  volunteerId: string,
): Promise<VolunteerDoc> {
  return visible(actor, await from.get('volunteers', volunteerId));
}

/** The resident of a command: of the own village and not the officer themself; what it is about goes into the audit. */
export async function changeable(
  ctx: CommandContext<OfficerActor>,
  residentId: string,
  reason: string,
): Promise<ResidentDoc> {
  const resident = await inScope(ctx.tx, ctx.actor, residentId);
  ctx.about({ target: residentId, residentId, villageId: resident.villageId, reason });
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  return resident;
}
