/** Assistive devices: the catalogue, what one pays, applications and what each side does with them. */
import type { ApplicationsApi, ApplicationView } from '../../typings/api/applications';
import { call } from './call';

type In<A extends keyof ApplicationsApi> = ApplicationsApi[A]['input'];
type Out<A extends keyof ApplicationsApi> = ApplicationsApi[A]['output'];

/** All devices that can be applied for. */
export const catalogue = (): Promise<Out<'catalogue'>> => call('applications', 'catalogue', {});

/** What the active person would pay for a device, and why. */
export const quote = (itemId: string): Promise<Out<'quote'>> => call('applications', 'quote', { itemId });

/** Applies, for the amount that was read. */
export const submit = (input: In<'submit'>, requestId: string): Promise<Out<'submit'>> =>
  call('applications', 'submit', input, { requestId });

/** The active person's own applications, newest first. */
export const mine = (cursor: string | null): Promise<Out<'mine'>> => call('applications', 'mine', { cursor });

/** One application; `unchanged` when the version known is still the newest. */
const getApplication = (applicationId: string, knownVersion?: number): Promise<Out<'get'>> =>
  call(
    'applications',
    'get',
    knownVersion === undefined ? { applicationId } : { applicationId, knownVersion },
  );

/** One tab of the staff queue. */
export const queue = (input: In<'queue'>): Promise<Out<'queue'>> => call('applications', 'queue', input);

/** The village has checked it: on to the town. */
export const check = (input: In<'check'>, requestId: string): Promise<Out<'check'>> =>
  call('applications', 'check', input, { requestId });

/** Back to the applicant for more. */
export const returnForMore = (input: In<'return'>, requestId: string): Promise<Out<'return'>> =>
  call('applications', 'return', input, { requestId });

/** The applicant's answer to what was asked. */
export const resubmit = (input: In<'resubmit'>, requestId: string): Promise<Out<'resubmit'>> =>
  call('applications', 'resubmit', input, { requestId });

/** The town approves at the amount seen. */
export const approve = (input: In<'approve'>, requestId: string): Promise<Out<'approve'>> =>
  call('applications', 'approve', input, { requestId });

/** Refused with a reason. */
export const reject = (input: In<'reject'>, requestId: string): Promise<Out<'reject'>> =>
  call('applications', 'reject', input, { requestId });

/** Brought to the applicant, with photos. */
export const deliver = (input: In<'deliver'>, requestId: string): Promise<Out<'deliver'>> =>
  call('applications', 'deliver', input, { requestId });

/** The applicant has it. */
export const confirmReceipt = (
  input: In<'confirmReceipt'>,
  requestId: string,
): Promise<Out<'confirmReceipt'>> => call('applications', 'confirmReceipt', input, { requestId });

/** How it was. */
export const giveFeedback = (input: In<'giveFeedback'>, requestId: string): Promise<Out<'giveFeedback'>> =>
  call('applications', 'giveFeedback', input, { requestId });

/** Taken back by the applicant. */
export const withdraw = (input: In<'withdraw'>, requestId: string): Promise<Out<'withdraw'>> =>
  call('applications', 'withdraw', input, { requestId });

/** Links of photos live ten minutes; a page that stays open longer reads everything again before they end. */
const LINKS_FRESH_MS = 8 * 60 * 1000;

export interface Followed {
  /** The application when it is newer than the one given last, else null. */
  next(): Promise<ApplicationView | null>;
  /** The next answer is complete, whatever was seen before. */
  forget(): void;
}

/** Follows one application: asks with the version known, so that nothing is sent when nothing changed. */
export function followApplication(applicationId: string): Followed {
  let known: number | undefined;
  let readAt = 0;
  return {
    async next() {
      if (Date.now() - readAt > LINKS_FRESH_MS) known = undefined;
      const answer = await getApplication(applicationId, known);
      if (answer.unchanged) return null;
      known = answer.application.version;
      readAt = Date.now();
      return answer.application;
    },
    forget() {
      known = undefined;
    },
  };
}
