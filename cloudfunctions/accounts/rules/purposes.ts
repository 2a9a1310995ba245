/** What residents and guardians agree to, and what each purpose is needed for. */
import type { CaseKind } from '../../../typings/domain';
import { CASE_KINDS } from '../../../miniprogram/shared/case-states';
import type { ConsentKey } from '../../../miniprogram/shared/consent';

/** What a purpose is needed for as long as it is under way. */
export const NEEDED_FOR: Record<Exclude<ConsentKey, 'volunteer'>, readonly CaseKind[]> = {
  identity: CASE_KINDS,
  service: ['device', 'repair'],
  employment: ['employment'],
  renovation: ['renovation'],
  wish: ['wish'],
};

export type ResidentPurpose = keyof typeof NEEDED_FOR;

/** Purposes of residents and guardians, in the order in which they are shown. */
export const RESIDENT_PURPOSES = Object.keys(NEEDED_FOR) as ResidentPurpose[];

/** Without these nobody can act for a resident. */
export const ACTING_CONSENTS = ['identity', 'service'] as const satisfies readonly ResidentPurpose[];
