/** What the register keeps beside a person: facts for look-up, changes with before and after, findings, merges, saved views. */
import type { BindingState, CalendarDate, LowIncomeKind, Millis } from '../../../typings/domain';
import type { EditableField, FindingKind, SavedView } from '../../../typings/api/register';
import type { ResidentDoc, Sealed } from '../collections';

/** A service that took place, for "when was somebody last there". */
export interface Helped {
  serviceId: string;
  at: Millis;
}

/**
 * Facts of a resident that lists are filtered and sorted by, computed whenever the record is written (core/look.ts). Keys to
 * sort by end with the id, so that each is unique and a page begins where the last one ended.
 */
export interface ResidentLook {
  name: string;
  born: string;
  /** Of the last confirmed service; zeros when there was none. */
  helped: string;
  /** On the day of `updatedAt`; a timer writes the record again on the day on which it changes. */
  income: LowIncomeKind | 'none' | 'unknown';
  paired: boolean;
  binding: BindingState | 'none';
  /** HMAC of the phone: finds who else has it. */
  phone: string;
  /** The day on which the record has to be looked at by the checks; '0000-00-00' when a fact has changed since. */
  checkOn: CalendarDate;
}

/** What was checked, and until when that holds. */
export interface Checked {
  facts: string;
  until: CalendarDate;
}

/** The same for a volunteer. */
export interface VolunteerLook {
  name: string;
  minutes: string;
  helped: string;
  /** Pairings that are active or asked for. */
  pairs: number;
}

/** A value as it is kept in the history: words, or a sealed number with its mask. */
export type KeptValue = { shown: string; sealed: Sealed | null };

/** One edit of the register, never changed. */
export interface ResidentChangeDoc {
  _id: string;
  residentId: string;
  villageId: string;
  at: Millis;
  openid: string;
  /** '谢家路村残协 专职委员 陈五'. */
  by: string;
  why: string;
  changes: { field: EditableField; before: KeptValue; after: KeptValue }[];
}

/** Something in the register that cannot be right, or should be looked at. `_id` says what and of whom. */
export interface FindingDoc {
  _id: string;
  kind: FindingKind;
  state: 'open' | 'settled';
  /** The town's office when the people are of different villages. */
  villageId: string;
  residentIds: string[];
  people: { residentId: string; name: string; note: string }[];
  /** What it rests on: as long as this stays, what was settled stays settled. */
  facts: string;
  words: string;
  foundAt: Millis;
  settled: { at: Millis; openid: string; by: string; reason: string } | null;
}

/** Which records went from one resident to another when two lines of the register turned out to be one person. */
export interface MergeDoc {
  _id: string;
  keptId: string;
  goneId: string;
  villageId: string;
  at: Millis;
  openid: string;
  by: string;
  reason: string;
  /** Both records as they were. */
  before: { kept: ResidentDoc; gone: ResidentDoc };
  moved: { collection: MovedCollection; id: string }[];
  undone: { at: Millis; by: string; reason: string } | null;
}

export type MovedCollection =
  | 'applications'
  | 'pairings'
  | 'services'
  | 'verifications'
  | 'emergencyCalls'
  | 'needs'
  | 'donations'
  | 'allotments'
  | 'intentions'
  | 'assistConsents';

/** The look-ups that an officer has given a name; `_id` is the openid. One document, so that "a few" is checked in one read. */
export interface SavedViewsDoc {
  _id: string;
  views: SavedView[];
}
