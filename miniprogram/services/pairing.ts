/** Personal codes, pairings and services: what each side does with them. */
import type { PairingApi, ServiceView } from '../../typings/api/pairing';
import { CODE_PROBLEMS, parseCode } from '../shared/code';
import { call, CallError } from './call';

type In<A extends keyof PairingApi> = PairingApi[A]['input'];
type Out<A extends keyof PairingApi> = PairingApi[A]['output'];

/** The code that was scanned; what is no code of this town is told without asking anybody. */
function readCode(text: string): string {
  const parsed = parseCode(text);
  if (parsed.ok) return parsed.code;
  const code = parsed.problem === 'otherTown' ? 'CODE_OTHER_TOWN' : 'CODE_DAMAGED';
  throw new CallError(code, CODE_PROBLEMS[parsed.problem], false);
}

/** The active resident's own code; null when none was made yet. */
export const myCode = (): Promise<Out<'myCode'>> => call('pairing', 'myCode', {});

/** Makes the first code; with `renew` a new one, the old one is dead at once. */
export const issueCode = (renew: boolean, requestId: string): Promise<Out<'issueCode'>> =>
  call('pairing', 'issueCode', { renew }, { requestId });

/** Staff: cards to print. */
export const cards = (input: In<'cards'>, requestId: string): Promise<Out<'cards'>> =>
  call('pairing', 'cards', input, { requestId });

/** Whom a scanned code belongs to. */
export async function scan(text: string): Promise<Out<'scan'>['person']> {
  return (await call('pairing', 'scan', { code: readCode(text) })).person;
}

/** The volunteer asks to be paired with the person whose code was scanned. */
export async function askPairing(text: string, requestId: string): Promise<Out<'askPairing'>> {
  return call('pairing', 'askPairing', { code: readCode(text) }, { requestId });
}

/** Village staff: volunteers of the village. */
export const volunteers = (input: In<'volunteers'>): Promise<Out<'volunteers'>> =>
  call('pairing', 'volunteers', input);

/** Village staff pair a resident without a phone. */
export const pairForResident = (
  input: In<'pairForResident'>,
  requestId: string,
): Promise<Out<'pairForResident'>> => call('pairing', 'pairForResident', input, { requestId });

/** Accepts or declines a request. */
export const decidePairing = (input: In<'decidePairing'>, requestId: string): Promise<Out<'decidePairing'>> =>
  call('pairing', 'decidePairing', input, { requestId });

/** Ends a pairing, or takes the request for it back. */
export const endPairing = (input: In<'endPairing'>, requestId: string): Promise<Out<'endPairing'>> =>
  call('pairing', 'endPairing', input, { requestId });

/** The active person's pairings. */
export const myPairings = (input: In<'myPairings'> = {}): Promise<Out<'myPairings'>> =>
  call('pairing', 'myPairings', input);

/** Staff: pairings of the village or the town. */
export const pairings = (input: In<'pairings'>): Promise<Out<'pairings'>> =>
  call('pairing', 'pairings', input);

/** Begins a service at the door. `scannedAt`: when the scan was kept without network. */
export async function startService(
  text: string,
  requestId: string,
  scannedAt?: number,
): Promise<Out<'startService'>> {
  return call('pairing', 'startService', scanned(text, scannedAt), { requestId });
}

/** Ends the service that runs. */
export async function endService(
  text: string,
  requestId: string,
  scannedAt?: number,
): Promise<Out<'endService'>> {
  return call('pairing', 'endService', scanned(text, scannedAt), { requestId });
}

function scanned(text: string, scannedAt: number | undefined): In<'startService'> {
  return { code: readCode(text), ...(scannedAt === undefined ? {} : { scannedAt }) };
}

/** What was done, after the end. */
export const describeService = (
  input: In<'describeService'>,
  requestId: string,
): Promise<Out<'describeService'>> => call('pairing', 'describeService', input, { requestId });

/** A service typed in afterwards. */
export const recordService = (input: In<'recordService'>, requestId: string): Promise<Out<'recordService'>> =>
  call('pairing', 'recordService', input, { requestId });

/** Takes a service back before it is confirmed. */
export const cancelService = (input: In<'cancelService'>, requestId: string): Promise<Out<'cancelService'>> =>
  call('pairing', 'cancelService', input, { requestId });

/** The active person's services, newest first. */
export const myServices = (input: In<'myServices'> = {}): Promise<Out<'myServices'>> =>
  call('pairing', 'myServices', input);

/** One service; null when the version known is still the newest. */
export async function service(serviceId: string, knownVersion?: number): Promise<ServiceView | null> {
  const known = knownVersion === undefined ? {} : { knownVersion };
  const answer = await call('pairing', 'service', { serviceId, ...known });
  return answer.unchanged ? null : answer.service;
}

/** The resident's side: it happened, and how it was. */
export const confirmService = (
  input: In<'confirmService'>,
  requestId: string,
): Promise<Out<'confirmService'>> => call('pairing', 'confirmService', input, { requestId });

/** The resident's side: it was not so. */
export const disputeService = (
  input: In<'disputeService'>,
  requestId: string,
): Promise<Out<'disputeService'>> => call('pairing', 'disputeService', input, { requestId });

/** Staff: services that wait for them. */
export const serviceQueue = (input: In<'serviceQueue'>): Promise<Out<'serviceQueue'>> =>
  call('pairing', 'serviceQueue', input);

/** Staff accept or reject a service. */
export const decideService = (input: In<'decideService'>, requestId: string): Promise<Out<'decideService'>> =>
  call('pairing', 'decideService', input, { requestId });

/** The volunteer's newest intention, null while there was none. */
export const myIntention = async (): Promise<Out<'myIntention'>['intention']> =>
  (await call('pairing', 'myIntention', {})).intention;

/** What the volunteer would like to do. */
export const submitIntention = (
  input: In<'submitIntention'>,
  requestId: string,
): Promise<Out<'submitIntention'>> => call('pairing', 'submitIntention', input, { requestId });

/** Changes an intention that waits for staff. */
export const changeIntention = (
  input: In<'changeIntention'>,
  requestId: string,
): Promise<Out<'changeIntention'>> => call('pairing', 'changeIntention', input, { requestId });

/** Takes an intention back. */
export const withdrawIntention = (
  input: In<'withdrawIntention'>,
  requestId: string,
): Promise<Out<'withdrawIntention'>> => call('pairing', 'withdrawIntention', input, { requestId });

/** Accepts or declines whom staff named. */
export const answerIntention = (
  input: In<'answerIntention'>,
  requestId: string,
): Promise<Out<'answerIntention'>> => call('pairing', 'answerIntention', input, { requestId });

/** Staff: intentions by state. */
export const intentions = (input: In<'intentions'>): Promise<Out<'intentions'>> =>
  call('pairing', 'intentions', input);

/** Staff: one intention and its volunteer. */
export const intention = (intentionId: string): Promise<Out<'intention'>> =>
  call('pairing', 'intention', { intentionId });

/** Staff: whom to name for an intention. */
export const suggestions = (input: In<'suggestions'>): Promise<Out<'suggestions'>> =>
  call('pairing', 'suggestions', input);

/** Staff name a resident. */
export const arrangeIntention = (
  input: In<'arrangeIntention'>,
  requestId: string,
): Promise<Out<'arrangeIntention'>> => call('pairing', 'arrangeIntention', input, { requestId });

/** Staff end an intention that nothing can be arranged for. */
export const closeIntention = (
  input: In<'closeIntention'>,
  requestId: string,
): Promise<Out<'closeIntention'>> => call('pairing', 'closeIntention', input, { requestId });

/** What the volunteer has done, with the services of a year. */
export const myRecord = (input: In<'myRecord'> = {}): Promise<Out<'myRecord'>> =>
  call('pairing', 'myRecord', input);

/** A certificate of the confirmed services of some days. */
export const issueCertificate = (
  input: In<'issueCertificate'>,
  requestId: string,
): Promise<Out<'issueCertificate'>> => call('pairing', 'issueCertificate', input, { requestId });

/** One of the volunteer's own certificates. */
export const myCertificate = async (certificateId: string): Promise<Out<'myCertificate'>['certificate']> =>
  (await call('pairing', 'myCertificate', { certificateId })).certificate;

/** Staff: what the certificate with this code says. */
export const verifyCertificate = async (code: string): Promise<Out<'verifyCertificate'>['certificate']> =>
  (await call('pairing', 'verifyCertificate', { code })).certificate;
