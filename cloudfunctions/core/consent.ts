/** Consents of a user, one entry for each time it was given; a withdrawal is added to the entry, nothing is removed. */
import * as v from 'valibot';
import type { Millis } from '../../typings/domain';
import { CONSENTS, type ConsentKey } from '../../miniprogram/shared/consent';
import type { Consent, UserDoc } from './collections';

/** The version of the text that was read must be the one in force. */
export function consentTo(purpose: ConsentKey): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string('请先阅读并同意'),
    v.check((version) => version === CONSENTS[purpose].version, '同意书已更新，请重新阅读并同意'),
  );
}

/** The consent for a purpose that holds now; null when there is none or it was withdrawn. */
export function consentOf(user: UserDoc | null, purpose: ConsentKey): Consent | null {
  const given = user?.consents.filter((consent) => consent.purpose === purpose).pop();
  return given && given.withdrawnAt === undefined ? given : null;
}

/** The user with the consent for a purpose taken back; what was never given or is taken back already stays as it is. */
export function withoutConsent(user: UserDoc, purpose: ConsentKey, now: Millis): UserDoc {
  const given = consentOf(user, purpose);
  if (!given) return user;
  return {
    ...user,
    consents: user.consents.map((one) => (one === given ? { ...one, withdrawnAt: now } : one)),
  };
}

/** What residents and guardians agree to; the volunteer's consent ends with the volunteer. */
const OF_RESIDENTS = (Object.keys(CONSENTS) as ConsentKey[]).filter((purpose) => purpose !== 'volunteer');

/** The user with every consent ended that nothing needs any more: nobody is acted for, and nothing is asked for. */
export function afterLeaving(user: UserDoc, now: Millis): UserDoc {
  if (user.resident || user.guardianOf.length > 0 || user.openRequests.length > 0) return user;
  return OF_RESIDENTS.reduce((before, purpose) => withoutConsent(before, purpose, now), user);
}

/** Whether it is written down already: the same one given again is not written twice. */
export function hasConsented(user: UserDoc | null, purpose: ConsentKey, version: string): boolean {
  return consentOf(user, purpose)?.version === version;
}

/** The user with this consent. */
export function withConsent(user: UserDoc, purpose: ConsentKey, version: string, now: Millis): UserDoc {
  if (hasConsented(user, purpose, version)) return user;
  return { ...user, consents: [...user.consents, { purpose, version, at: now }] };
}
