/** Who takes steps, what each may see, and how they are named. */
import type { CaseKind } from '../../../typings/domain';
import { maskName } from '../../../miniprogram/shared/mask';
import type { ApplicationDoc, CaseFacts, ResidentDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import {
  assistantName,
  type HomeActor,
  type TownStaffActor,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';

export type ApplicantActor = HomeActor;
export type OfficerActor = VillageStaffActor | TownStaffActor;
export type StepActor = ApplicantActor | OfficerActor | VolunteerActor;

/** Facts of one kind. */
export type FactsOf<K extends CaseKind> = Extract<CaseFacts, { kind: K }>;

export function isOfficer(actor: StepActor): actor is OfficerActor {
  return actor.role === 'villageStaff' || actor.role === 'townStaff';
}

function maySee(actor: StepActor, application: ApplicationDoc): boolean {
  switch (actor.role) {
    case 'townStaff':
      return true;
    case 'villageStaff':
      return application.villageId === actor.villageId;
    case 'volunteer':
      return (
        application.facts.kind === 'wish' &&
        (application.state === 'published' || application.facts.claim?.volunteerId === actor.volunteerId)
      );
    default:
      return application.residentId === actor.residentId;
  }
}

/** The application if this actor may see it; to others it does not exist. */
export function visible(actor: StepActor, application: ApplicationDoc | null): ApplicationDoc {
  const found = must(application);
  if (!maySee(actor, found)) throw new AppError('NOT_FOUND');
  return found;
}

/**
 * Whether the applicant is known to be who they say: a guardian was verified before, an officer saw the resident; a resident's
 * own phone must be the one bound and verified now. A phone whose binding was refused is nobody's.
 */
export function applicantVerified(
  application: Pick<ApplicationDoc, 'filedBy' | 'onBehalfBy'>,
  { binding }: Pick<ResidentDoc, 'binding'>,
): boolean {
  if (application.onBehalfBy !== null) return true;
  return binding?.openid === application.filedBy && binding.state === 'verified';
}

/** The actor as both sides may read it: a volunteer masked, since the resident's whole family reads it. */
export function actorName(actor: StepActor, resident: Pick<ResidentDoc, 'name'>, volunteerName = ''): string {
  if (isOfficer(actor)) return `${actor.orgName} ${actor.duty} ${actor.name}`;
  if (actor.role === 'volunteer') return `志愿者 ${maskName(volunteerName)}`;
  if (actor.role === 'assistant') return assistantName(actor);
  return actor.role === 'guardian' ? actor.guardianName : resident.name;
}
