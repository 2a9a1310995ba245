import type {
  CaseFeedbackInput,
  Millis,
  PairingState,
  PhotoView,
  ServiceFlag,
  ServiceKind,
  ServiceState,
  VoiceView,
} from '../domain';
import type { Action, Nothing, Paged } from '../wire';
import type { IntentionActions } from './intentions';
import type { RecordActions } from './records';
import type { SignalActions } from './signals';

/** Whom a scanned code belongs to, as far as the one who scans may know. */
export interface ScannedPerson {
  /** Masked for volunteers, full for staff of the person's village and for the town. */
  residentName: string;
  villageName: string;
  /** Staff only. */
  residentId: string | null;
  relation: 'none' | 'asked' | 'active';
  pairingId: string | null;
  /** The volunteer's own service that runs with this person, to be ended by this scan. */
  runningServiceId: string | null;
  /** Why one cannot ask to pair, in words; empty when one can. */
  obstacle: string;
}

export interface PairingView {
  pairingId: string;
  state: PairingState;
  /** For volunteers and strangers masked; full for the resident's side, for staff, and for the volunteer once paired. */
  residentName: string;
  residentId: string | null;
  villageName: string;
  volunteerName: string;
  volunteerPhone: string | null;
  askedAt: Millis;
  since: Millis | null;
  endedAt: Millis | null;
  /** For staff and for the side that ended it. */
  endReason: string | null;
  /** Services confirmed, and their minutes. */
  services: number;
  minutes: number;
  can: { decide: boolean; end: boolean };
}

export interface ServiceFeedback {
  score: number;
  words: string;
  at: Millis;
  photos: PhotoView[];
  voice: VoiceView | null;
  /** Given after the days in which one is reminded. */
  late: boolean;
  /** '由 G 代 R 评价'. */
  onBehalfBy: string | null;
}

export interface ServiceView {
  serviceId: string;
  pairingId: string;
  version: number;
  state: ServiceState;
  residentName: string;
  villageName: string;
  volunteerName: string;
  startedAt: Millis;
  /** null while it runs. */
  endedAt: Millis | null;
  /** Server's now, so that a running timer does not depend on the phone's clock. */
  now: Millis;
  /** Counted minutes, after the cap. */
  minutes: number;
  kinds: ServiceKind[];
  words: string;
  photos: PhotoView[];
  flags: ServiceFlag[];
  feedback: ServiceFeedback | null;
  /** Photos for the resident's side and for staff. */
  dispute: { reason: string; at: Millis; photos: PhotoView[] } | null;
  /** What staff decided and why. */
  decision: { accepted: boolean; note: string; by: string; at: Millis } | null;
  /** Taken back by the volunteer. */
  cancelled: { reason: string; at: Millis } | null;
  can: {
    end: boolean;
    describe: boolean;
    confirm: boolean;
    dispute: boolean;
    decide: boolean;
    cancel: boolean;
  };
}

export type ServiceRow = Pick<
  ServiceView,
  | 'serviceId'
  | 'state'
  | 'residentName'
  | 'villageName'
  | 'volunteerName'
  | 'startedAt'
  | 'endedAt'
  | 'minutes'
  | 'kinds'
  | 'flags'
> & { score: number | null };

/** A volunteer whom staff may pair with somebody. */
export interface VolunteerChoice {
  volunteerId: string;
  name: string;
  /** Residents whom the volunteer helps or has asked for. */
  pairings: number;
}

export interface ResidentCard {
  residentId: string;
  residentName: string;
  villageName: string;
  /** What the QR code on the card says. */
  code: string;
  /** Whom a finder or helper can call. */
  officer: { name: string; phone: string } | null;
}

export interface PairingApi extends IntentionActions, RecordActions, SignalActions {
  /** The resident's code; null when none was made yet. */
  myCode: Action<
    Nothing,
    { code: string | null; residentName: string; villageName: string; issuedAt: Millis | null }
  >;
  /** Makes the first code, or a new one: the old one is dead at once. */
  issueCode: Action<{ renew: boolean }, { code: string; issuedAt: Millis }>;
  /** Staff: cards to print, with codes made where there are none. At most 50. */
  cards: Action<{ residentIds: string[]; renew?: boolean }, { cards: ResidentCard[] }>;
  scan: Action<{ code: string }, { person: ScannedPerson }>;

  askPairing: Action<{ code: string }, { pairingId: string }>;
  /** Village staff pair a resident without a phone with a volunteer. */
  pairForResident: Action<{ residentId: string; volunteerId: string; note: string }, { pairingId: string }>;
  /** Village staff: verified volunteers of the village, by the beginning of the name. */
  volunteers: Action<{ q?: string; cursor?: string | null }, Paged<VolunteerChoice>>;
  decidePairing: Action<{ pairingId: string; accept: boolean; note?: string }, { state: PairingState }>;
  endPairing: Action<{ pairingId: string; reason: string }, { state: PairingState }>;
  /** The caller's pairings, as a volunteer or as (guardian of) a resident. */
  myPairings: Action<{ ended?: boolean; cursor?: string | null }, Paged<PairingView>>;
  /** Staff: pairings of the village or the town. */
  pairings: Action<
    { state: PairingState; villageId?: string; q?: string; cursor?: string | null },
    Paged<PairingView>
  >;

  /** `scannedAt`: only for a scan that was kept without network; it is marked and staff confirm it. */
  startService: Action<{ code: string; scannedAt?: Millis }, { serviceId: string; startedAt: Millis }>;
  endService: Action<
    { code: string; scannedAt?: Millis },
    { serviceId: string; endedAt: Millis; minutes: number }
  >;
  /** Content after the end; the resident is asked when it is there. */
  describeService: Action<
    { serviceId: string; kinds: ServiceKind[]; words: string; photoIds: string[] },
    { state: ServiceState }
  >;
  /** Typed in afterwards: marked so, staff confirm. */
  recordService: Action<
    {
      pairingId: string;
      startedAt: Millis;
      endedAt: Millis;
      kinds: ServiceKind[];
      words: string;
      photoIds: string[];
    },
    { serviceId: string; state: ServiceState }
  >;
  cancelService: Action<{ serviceId: string; reason: string }, { state: ServiceState }>;
  myServices: Action<{ state?: ServiceState; cursor?: string | null }, Paged<ServiceRow>>;
  service: Action<
    { serviceId: string; knownVersion?: number },
    { unchanged: true } | { unchanged: false; service: ServiceView }
  >;
  /** The resident or guardian: it happened, and how it was. */
  confirmService: Action<{ serviceId: string } & CaseFeedbackInput, { state: ServiceState }>;
  disputeService: Action<{ serviceId: string; reason: string; photoIds?: string[] }, { state: ServiceState }>;
  /** Staff: services that wait for them (late entries, flags, disputes). */
  serviceQueue: Action<
    {
      tab: 'toCheck' | 'disputed' | 'unanswered' | 'decided';
      villageId?: string;
      cursor?: string | null;
      knownVersion?: number;
    },
    { unchanged: true } | ({ unchanged: false; version: number } & Paged<ServiceRow>)
  >;
  decideService: Action<
    { serviceId: string; accept: boolean; minutes?: number; note: string },
    { state: ServiceState }
  >;
}
