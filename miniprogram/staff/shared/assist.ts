/** Officers acting for residents: consent, who waits, and what was done. */
import type { AssistApi } from '../../../typings/api/assist';
import { secondPerson } from '../../services/applications';
import { call } from '../../services/call';
import { switchRole } from '../../services/session';

type In<A extends keyof AssistApi> = AssistApi[A]['input'];
type Out<A extends keyof AssistApi> = AssistApi[A]['output'];

/** Whom an officer is about to act for. */
export const assistState = (residentId: string): Promise<Out<'assistState'>> =>
  call('accounts', 'assistState', { residentId });

/** Records the resident's consent; the phone acts for the resident from then on. */
export async function giveAssistConsent(
  input: In<'giveAssistConsent'>,
  requestId: string,
): Promise<Out<'giveAssistConsent'>> {
  const answer = await call('accounts', 'giveAssistConsent', input, { requestId });
  switchRole(answer.as);
  return answer;
}

/** Acts for a resident who has agreed today already. */
export const assist = (residentId: string): void => switchRole({ role: 'assistant', residentId });

/** Residents whom nobody can ask by phone. */
export const awaiting = (input: In<'awaiting'>): Promise<Out<'awaiting'>> =>
  call('accounts', 'awaiting', input);

/** What was done for residents. */
export const assistLog = (input: In<'assistLog'>): Promise<Out<'assistLog'>> =>
  call('accounts', 'assistLog', input);

export { secondPerson };
