import type { ResidentDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import type { ApplicantActor } from './actors';

/** Register facts go only to somebody known to be the resident or approved to act; others get back what they typed. */
export function prefill(
  actor: ApplicantActor,
  resident: ResidentDoc,
): { deliverTo: string; contactPhone: string } {
  const known = actor.role !== 'resident' || resident.binding?.state === 'verified';
  return {
    deliverTo: known ? resident.address : '',
    contactPhone: known ? unseal(resident.phone) : resident.binding ? unseal(resident.binding.phone) : '',
  };
}
