/** What residents ask for, of all kinds. */
import type { EmploymentWish, FollowUp, Placement } from '../../../typings/api/applications';
import type {
  CalendarDate,
  CaseKind,
  CaseState,
  CaseTab,
  DeviceQuote,
  Fen,
  Millis,
  RenovationItem,
  TimelineEntry,
  WishCategory,
} from '../../../typings/domain';
import type { CaseWork } from './casework';

/** A timeline entry with what only the server keeps. */
export interface StoredTimelineEntry extends TimelineEntry {
  openid: string;
  /** The resident's consent under which an officer did it. */
  consentId?: string;
}

/** One device of an application. */
export interface DeviceItem {
  itemId: string;
  name: string;
  image: string;
  priceFen: Fen;
  quote: DeviceQuote;
  decision: DeviceQuote | null;
}

/** What only one kind of application has. Photos are ids. */
export type CaseFacts =
  | { kind: 'device'; items: DeviceItem[]; deliverTo: string }
  | {
      kind: 'repair';
      deviceApplicationId: string;
      itemId: string;
      itemName: string;
      receivedOn: CalendarDate;
    }
  | ({
      kind: 'employment';
      noticeTitle: string;
      followUps: FollowUp[];
      nextOn: CalendarDate | null;
      placement: Placement | null;
    } & EmploymentWish)
  | {
      kind: 'renovation';
      items: RenovationItem[];
      address: string;
      beforeIds: string[];
      survey: { items: RenovationItem[]; findings: string; photoIds: string[]; at: Millis } | null;
      building: { builder: string; from: CalendarDate; to: CalendarDate } | null;
      afterIds: string[];
    }
  | {
      kind: 'wish';
      category: WishCategory;
      costFen: Fen;
      publicText: string | null;
      openUntil: CalendarDate | null;
      /** Which of the wishes that a resident may have open at once this is, from 1 on; older ones have none. */
      slot?: number;
      claim: {
        volunteerId: string;
        volunteerName: string;
        openid: string;
        at: Millis;
        until: CalendarDate;
      } | null;
    };

/** One request of a resident, of any kind: what all kinds share, and `facts` of its own. */
export interface ApplicationDoc extends Partial<CaseWork> {
  _id: string;
  /** The same as facts.kind: part of the indexes. */
  kind: CaseKind;
  facts: CaseFacts;
  residentId: string;
  /** The resident, as long as something is to be done; null then. Made wherever it is written (core/open-cases.ts): part of an index. */
  openFor?: string | null;
  /** What nobody can ask for again meanwhile (core/pure/places.ts): under a unique index. */
  places?: string[];
  residentName: string;
  villageId: string;
  /** The applicant's user and, when filed by a guardian or an officer for the resident, that person's name. */
  filedBy: string;
  onBehalfBy: string | null;
  /** Filed by an officer of the village for the resident. */
  assisted: boolean;
  title: string;
  /** Path below miniprogram/images. */
  image: string;
  state: CaseState;
  /** Where a returned application goes back to. */
  returnedFrom: CaseState | null;
  /** The staff queue it lies in: part of the indexes. */
  tab: CaseTab;
  /** The end of the China day by which the current step is promised; null when it waits for nobody. */
  dueAt: Millis | null;
  contactPhone: string;
  reason: string;
  voiceId: string | null;
  feedback: { score: number; words: string; at: Millis; photoIds: string[]; voiceId: string | null } | null;
  timeline: StoredTimelineEntry[];
  /** How often the applicant was reminded in this state. */
  reminded: number;
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}
