import type { AssistScope } from '../../../typings/api/assist';
import type { Millis } from '../../../typings/domain';

/**
 * A resident's consent that one officer acts for them on one day in China, with what was done on it. `_id` is
 * '<day>-<residentId>-<staffId>': found by id inside a transaction, and in the order of days in lists.
 */
export interface AssistConsentDoc {
  _id: string;
  residentId: string;
  residentName: string;
  villageId: string;
  staffId: string;
  openid: string;
  /** '谢家路村残协 陈五'. */
  by: string;
  scopes: AssistScope[];
  /** Photos of signatures and voice notes, one for each time consent was given. */
  proofs: {
    at: Millis;
    scopes: AssistScope[];
    words: string;
    photoId: string | null;
    voiceId: string | null;
  }[];
  /** Texts of shared/consent.ts that the resident agreed to through the officer. */
  purposes: { purpose: string; version: string; at: Millis }[];
  acts: { at: Millis; action: string; target: string | null; answers: boolean }[];
  /** Something was answered for the resident: what the town looks through. */
  answered: boolean;
  createdAt: Millis;
  updatedAt: Millis;
}
