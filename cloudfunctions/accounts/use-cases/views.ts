/** Stored records as their owner sees them. */
import type { GuardianView, OpenCase } from '../../../typings/api/accounts';
import type { ResidentGuardian, StoredOpenCase } from '../../core/collections';

/** Without what only keeps the same device from being asked for twice. */
export function openCaseView({ applicationId, kind, title, state, updatedAt }: StoredOpenCase): OpenCase {
  return { applicationId, kind, title, state, updatedAt };
}

/** Without the openid; `me` says whether it is the caller. */
export function guardianView(guardian: ResidentGuardian, caller: string): GuardianView {
  const { guardianId, openid, name, relation, phoneMasked, since } = guardian;
  return { guardianId, name, relation, phoneMasked, since, me: openid === caller };
}
