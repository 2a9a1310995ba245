/**
 * Officers acting for residents. Looked at in one place for every action that an assistant may take, inside the transaction of a
 * command: the resident is of the officer's village, is in the register, is not the officer or of the officer's own family, and
 * has agreed today to what is done. What is done is written into the consent, so that two writers of it notice each other.
 */
import type { AssistScope } from '../../typings/api/assist';
import type { CalendarDate, Millis } from '../../typings/domain';
import type { ResidentDoc, UserDoc } from './collections';
import type { Reader, Tx } from './database';
import type { AssistConsentDoc } from './documents/assist';
import { AppError, must } from './errors';
import { isOwnCase, type AssistantActor } from './identity';

type Get = Pick<Reader, 'get'>;

export function assistConsentId(day: CalendarDate, residentId: string, staffId: string): string {
  return `${day}-${residentId}-${staffId}`;
}

/** Whether an officer of this village may act for the resident at all. NOT_FOUND, OWN_CASE or NOT_ACTIVE when not. */
export function mustBeAssistable(
  resident: ResidentDoc | null,
  villageId: string,
  user: UserDoc | null,
): ResidentDoc {
  const found = must(resident);
  if (found.villageId !== villageId) throw new AppError('NOT_FOUND');
  if (isOwnCase(user, found._id)) {
    throw new AppError('OWN_CASE', {
      message: '这是您本人或您的家人，请换到那个身份办理，或请村里另一位工作人员代办',
    });
  }
  if (found.status !== 'active') throw new AppError('NOT_ACTIVE');
  return found;
}

/** The consent under which the assistant acts now; `scope` null: only looks. ASSIST_CONSENT_NEEDED without one. */
export async function mustAssist(
  get: Get,
  actor: AssistantActor,
  user: UserDoc | null,
  day: CalendarDate,
  scope: AssistScope | null,
): Promise<{ resident: ResidentDoc; consent: AssistConsentDoc }> {
  const resident = mustBeAssistable(await get.get('residents', actor.residentId), actor.villageId, user);
  const consent = await get.get('assistConsents', assistConsentId(day, actor.residentId, actor.staffId));
  if (!consent) throw new AppError('ASSIST_CONSENT_NEEDED');
  if (scope !== null && !consent.scopes.includes(scope)) {
    throw new AppError('ASSIST_CONSENT_NEEDED', {
      message:
        scope === 'answer'
          ? '本人今天只同意了代为申请，没有同意代为确认和答复。请退出代办，重新记下本人的同意'
          : '本人今天只同意了代为确认和答复，没有同意代为申请。请退出代办，重新记下本人的同意',
    });
  }
  return { resident, consent };
}

/** Writes down what was done on the consent. */
export async function noteAct(
  tx: Tx,
  consentId: string,
  act: { at: Millis; action: string; target: string | null; answers: boolean },
): Promise<void> {
  const consent = must(await tx.get('assistConsents', consentId));
  await tx.put('assistConsents', {
    ...consent,
    acts: [...consent.acts, act],
    answered: consent.answered || act.answers,
    updatedAt: act.at,
  });
}

/** Writes down that the resident agreed to a text through the officer: the officer's own consents are not touched. */
export async function noteAssistedPurpose(
  tx: Tx,
  consentId: string,
  given: { purpose: string; version: string; at: Millis },
): Promise<void> {
  const consent = must(await tx.get('assistConsents', consentId));
  await tx.put('assistConsents', { ...consent, purposes: [...consent.purposes, given] });
}
