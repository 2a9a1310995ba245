/** Who the caller is: the home page, binding, joining, and what staff verify. */
import type { AccountsApi, BindInput, BindOutcome } from '../../typings/api/accounts';
import { call, CallError } from './call';
import { rememberRoles, switchRole } from './session';

type In<A extends keyof AccountsApi> = AccountsApi[A]['input'];
type Out<A extends keyof AccountsApi> = AccountsApi[A]['output'];

/** Codes by which the functions say that the role is not held any more. */
const ROLE_GONE: readonly string[] = ['FORBIDDEN', 'ROLE_NOT_HELD'];

/** Roles and home page in one call. A role that was taken away meanwhile gives way to the first held one. */
export async function home(): Promise<Out<'home'>> {
  let answer: Out<'home'>;
  try {
    answer = await call('accounts', 'home', {});
  } catch (cause) {
    if (!(cause instanceof CallError) || !ROLE_GONE.includes(cause.code)) throw cause;
    switchRole(null);
    answer = await call('accounts', 'home', {});
  }
  rememberRoles(answer.roles, answer.active);
  return answer;
}

/** Binds the caller to a record of the register; then the phone acts in that role. */
export async function bind(input: BindInput, requestId: string): Promise<BindOutcome> {
  const outcome = await call('accounts', 'bind', input, { requestId });
  if (outcome.outcome === 'bound') switchRole(outcome.as);
  return outcome;
}

/** Asks staff to enter a person who is not in the register. */
export function requestRegistration(
  input: In<'requestRegistration'>,
  requestId: string,
): Promise<Out<'requestRegistration'>> {
  return call('accounts', 'requestRegistration', input, { requestId });
}

/** Asks to act for a resident. */
export function askGuardian(input: In<'askGuardian'>, requestId: string): Promise<Out<'askGuardian'>> {
  return call('accounts', 'askGuardian', input, { requestId });
}

/** Registers the caller as a volunteer. */
export async function registerVolunteer(
  input: In<'registerVolunteer'>,
  requestId: string,
): Promise<Out<'registerVolunteer'>> {
  const answer = await call('accounts', 'registerVolunteer', input, { requestId });
  switchRole({ role: 'volunteer' });
  return answer;
}

/** What waits for verification. */
export function verifications(input: In<'verifications'>): Promise<Out<'verifications'>> {
  return call('accounts', 'verifications', input);
}

/** Approves or refuses one verification. */
export function decideVerification(
  input: In<'decideVerification'>,
  requestId: string,
): Promise<Out<'decideVerification'>> {
  return call('accounts', 'decideVerification', input, { requestId });
}

/** Joins the staff with the code of an invitation. */
export async function acceptInvite(
  input: In<'acceptInvite'>,
  requestId: string,
): Promise<Out<'acceptInvite'>> {
  const answer = await call('accounts', 'acceptInvite', input, { requestId });
  switchRole(answer.as);
  return answer;
}

/** The first administrator of a new installation. */
export async function becomeFirstAdmin(
  input: In<'becomeFirstAdmin'>,
  requestId: string,
): Promise<Out<'becomeFirstAdmin'>> {
  const answer = await call('accounts', 'becomeFirstAdmin', input, { requestId });
  switchRole(answer.as);
  return answer;
}

/** What is kept about the resident one is or acts for. */
export function myData(): Promise<Out<'myData'>> {
  return call('accounts', 'myData', {});
}

/** A readable copy of everything that is kept. Asked for each time: nothing of it stays on the phone. */
export function exportMyData(): Promise<Out<'exportMyData'>> {
  return call('accounts', 'exportMyData', {});
}

/** A readable copy of everything that is kept about the volunteer. */
export function exportVolunteerData(): Promise<Out<'exportVolunteerData'>> {
  return call('accounts', 'exportVolunteerData', {});
}

/** Asks the village to correct one fact. */
export function askCorrection(input: In<'askCorrection'>, requestId: string): Promise<Out<'askCorrection'>> {
  return call('accounts', 'askCorrection', input, { requestId });
}

/** Agrees to the text in force for a purpose. */
export function giveConsent(input: In<'giveConsent'>, requestId: string): Promise<Out<'giveConsent'>> {
  return call('accounts', 'giveConsent', input, { requestId });
}

/** Takes a consent back; `leaves` when the roles that rest on it end with it. */
export async function withdrawConsent(
  input: In<'withdrawConsent'>,
  leaves: boolean,
  requestId: string,
): Promise<Out<'withdrawConsent'>> {
  const answer = await call('accounts', 'withdrawConsent', input, { requestId });
  if (leaves) switchRole(null);
  return answer;
}

/** This WeChat is no longer the resident's. */
export async function unbind(input: In<'unbind'>, requestId: string): Promise<Out<'unbind'>> {
  const answer = await call('accounts', 'unbind', input, { requestId });
  switchRole(null);
  return answer;
}

/** Who may act for a resident; for staff. */
export function guardians(input: In<'guardians'>): Promise<Out<'guardians'>> {
  return call('accounts', 'guardians', input);
}

/** Ends what a guardian may do; `own` when it is the caller's own part. */
export async function endGuardian(
  input: In<'endGuardian'>,
  own: boolean,
  requestId: string,
): Promise<Out<'endGuardian'>> {
  const answer = await call('accounts', 'endGuardian', input, { requestId });
  if (own) switchRole(null);
  return answer;
}

/** The volunteer's own facts. */
export const myVolunteer = (): Promise<Out<'myVolunteer'>> => call('accounts', 'myVolunteer', {});

/** Changes them; another village verifies anew. */
export const changeVolunteer = (
  input: In<'changeVolunteer'>,
  requestId: string,
): Promise<Out<'changeVolunteer'>> => call('accounts', 'changeVolunteer', input, { requestId });

/** Is no volunteer any more. */
export const leaveVolunteer = (
  input: In<'leaveVolunteer'>,
  requestId: string,
): Promise<Out<'leaveVolunteer'>> => call('accounts', 'leaveVolunteer', input, { requestId });

/** The officer has seen what is new. */
export const markSeen = (requestId: string): Promise<Out<'markSeen'>> =>
  call('accounts', 'markSeen', {}, { requestId });

/** What waits and what is overdue, village by village. */
export const villageFigures = (): Promise<Out<'villageFigures'>> => call('accounts', 'villageFigures', {});

/** An officer's leave and who could stand in; without an id one's own. */
export const leave = (input: In<'leave'>): Promise<Out<'leave'>> => call('accounts', 'leave', input);

export const setLeave = (input: In<'setLeave'>, requestId: string): Promise<Out<'setLeave'>> =>
  call('accounts', 'setLeave', input, { requestId });

export const endLeave = (input: In<'endLeave'>, requestId: string): Promise<Out<'endLeave'>> =>
  call('accounts', 'endLeave', input, { requestId });
