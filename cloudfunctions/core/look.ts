/**
 * Facts that look-ups filter and sort by. They are made of the record as it is written, at the one place where records are
 * written (database.ts), so that no writer can forget them and every list is a range of an index.
 */
import type { CalendarDate, Millis } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { lowIncomeOn } from '../../miniprogram/shared/low-income';
import type { ApplicationDoc, CollectionName, Collections, ResidentDoc, VolunteerDoc } from './collections';
import { hash, lookupKey, unseal } from './crypto';
import { withDerived } from './derived';
import type { Helped, ResidentLook, VolunteerLook } from './documents/register';
import { withPlaces } from './open-cases';
import { instantKey, minutesKey } from './pure/keys';

/** Before every day: has to be checked now. */
const AT_ONCE: CalendarDate = '0000-00-00';

/** Under which a phone number is found. */
export function phoneKey(phone: string): string {
  return lookupKey('phone', phone);
}

/** When the last confirmed service was. */
export function lastHelp(helped: readonly Helped[] | undefined): Millis | null {
  return helped?.[0]?.at ?? null;
}

/**
 * What the checks of the register look at, in one text: when it changes, the record is checked again. Sealed values stand for
 * what they hold; one sealed anew is checked once too often.
 */
export function checkedFacts(doc: ResidentDoc): string {
  const { name, birthDate, sex, idNumber, certificate, category, level, villageId, status, phone } = doc;
  const { lowIncome, incomeCheckedOn = '', certificateUntil = '', binding } = doc;
  const own = [name, birthDate, sex, idNumber, certificate, category, level, villageId, status, phone];
  const bound = binding ? [binding.state, binding.verificationId] : [];
  return hash(JSON.stringify([own, lowIncome, incomeCheckedOn, certificateUntil, bound])).slice(0, 24);
}

function residentLook(doc: ResidentDoc): ResidentLook {
  const { _id, name, birthDate, lowIncome, pairings, binding, helped, checked, updatedAt } = doc;
  return {
    name: `${name}|${_id}`,
    born: `${birthDate}|${_id}`,
    helped: `${instantKey(lastHelp(helped))}|${_id}`,
    income: lowIncomeOn(lowIncome, chinaDate(updatedAt)),
    paired: pairings.length > 0,
    binding: binding?.state ?? 'none',
    phone: phoneKey(unseal(doc.phone)),
    checkOn: checked?.facts === checkedFacts(doc) ? checked.until : AT_ONCE,
  };
}

function volunteerLook({ _id, name, minutes, helped, pairings }: VolunteerDoc): VolunteerLook {
  return {
    name: `${name}|${_id}`,
    minutes: `${minutesKey(minutes)}|${_id}`,
    helped: `${instantKey(lastHelp(helped))}|${_id}`,
    pairs: pairings.length,
  };
}

/** The document with the facts made of it. */
export function withLook<C extends CollectionName>(collection: C, doc: Collections[C]): Collections[C] {
  if (collection === 'residents') {
    const resident = withDerived(doc as ResidentDoc);
    return { ...resident, look: residentLook(resident) } as Collections[C];
  }
  if (collection === 'volunteers') {
    const volunteer = doc as VolunteerDoc;
    return { ...volunteer, look: volunteerLook(volunteer) } as Collections[C];
  }
  if (collection === 'applications') return withPlaces(doc as ApplicationDoc) as Collections[C];
  return doc;
}
