/** Needs of villages and donations: promised by volunteers, received and handed on by staff. */
import type { DonationsApi, DonationView } from '../../typings/api/donations';
import { call } from './call';

type In<A extends keyof DonationsApi> = DonationsApi[A]['input'];
type Out<A extends keyof DonationsApi> = DonationsApi[A]['output'];

/** Open needs, of all villages or of one. */
export const needs = (input: In<'needs'>): Promise<Out<'needs'>> => call('donations', 'needs', input);

/** One open need. */
export const need = async (needId: string): Promise<Out<'need'>['need']> =>
  (await call('donations', 'need', { needId })).need;

/** Staff: needs of the village, open ones or those that are not. */
export const manageNeeds = (input: In<'manageNeeds'>): Promise<Out<'manageNeeds'>> =>
  call('donations', 'manageNeeds', input);

/** Village staff: publishes or changes a need. */
export const saveNeed = (input: In<'saveNeed'>, requestId: string): Promise<Out<'saveNeed'>> =>
  call('donations', 'saveNeed', input, { requestId });

/** The volunteer promises goods or money. */
export const promise = (input: In<'promise'>, requestId: string): Promise<Out<'promise'>> =>
  call('donations', 'promise', input, { requestId });

/** Takes a promise back before anything came. */
export const cancel = (input: In<'cancel'>, requestId: string): Promise<Out<'cancel'>> =>
  call('donations', 'cancel', input, { requestId });

/** The volunteer's own donations, newest first. */
export const mine = (cursor: string | null): Promise<Out<'mine'>> => call('donations', 'mine', { cursor });

/** One donation; null when the version known is still the newest. */
export async function donation(donationId: string, knownVersion?: number): Promise<DonationView | null> {
  const known = knownVersion === undefined ? {} : { knownVersion };
  const answer = await call('donations', 'get', { donationId, ...known });
  return answer.unchanged ? null : answer.donation;
}

/** Staff: donations that wait for them. */
export const donationQueue = (input: In<'queue'>): Promise<Out<'queue'>> => call('donations', 'queue', input);

/** Staff take it. */
export const accept = (input: In<'accept'>, requestId: string): Promise<Out<'accept'>> =>
  call('donations', 'accept', input, { requestId });

/** Staff do not take it, with the reason. */
export const decline = (input: In<'decline'>, requestId: string): Promise<Out<'decline'>> =>
  call('donations', 'decline', input, { requestId });

/** Staff record what really came. */
export const receive = (input: In<'receive'>, requestId: string): Promise<Out<'receive'>> =>
  call('donations', 'receive', input, { requestId });

/** The town gives a part to a village or one of its residents. */
export const allot = (input: In<'allot'>, requestId: string): Promise<Out<'allot'>> =>
  call('donations', 'allot', input, { requestId });

/** Village staff record what was handed over. */
export const deliver = (input: In<'deliver'>, requestId: string): Promise<Out<'deliver'>> =>
  call('donations', 'deliver', input, { requestId });
