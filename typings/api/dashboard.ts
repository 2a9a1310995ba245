import type { CaseKind, CaseState, Millis } from '../domain';
import type { Action, Nothing } from '../wire';

/** Lines of the live feed: a fixed set of sentences, filled with nothing that identifies a person. */
export type FeedKind =
  | 'deviceSubmitted'
  | 'deviceChecked'
  | 'deviceApproved'
  | 'deviceDelivered'
  | 'deviceReceived'
  | 'repairSubmitted'
  | 'repairDone'
  | 'employmentSubmitted'
  | 'workFound'
  | 'renovationSubmitted'
  | 'renovationApproved'
  | 'renovationDone'
  | 'wishPublished'
  | 'wishClaimed'
  | 'wishDelivered'
  | 'paired'
  | 'serviceStarted'
  | 'serviceDone'
  | 'feedbackGiven'
  | 'donationPromised'
  | 'donationDelivered'
  | 'volunteerJoined'
  | 'residentJoined';

export interface FeedLine {
  id: string;
  at: Millis;
  kind: FeedKind;
  villageName: string;
  /** Name of a device, or a masked volunteer name; '' where the sentence has no place for either. */
  what: string;
}

/** A count of people in a breakdown; groups under 5 are merged into '其他' or shown as '少于5'. */
export interface BreakdownCell {
  label: string;
  /** null: between 1 and 4, shown as '少于5'. */
  count: number | null;
}

/** Everything the village screen shows; built from counters only. */
export interface ScreenData {
  title: string;
  scope: 'village' | 'town';
  asOf: Millis;
  version: string;
  headline: {
    residents: number;
    volunteers: number;
    /** People in work through the program. */
    placed: number;
    deviceApplications: number;
    pairings: number;
    renovationApplications: number;
    boundUsers: number;
    /** Hours of confirmed services, whole. */
    serviceHours: number;
    /** Donations for a village or a resident, under way or delivered. */
    directedDonations: number;
  };
  devices: { state: CaseState; label: string; count: number }[];
  /** All applications of each kind: the four figures together are its total. */
  needs: {
    kind: CaseKind;
    label: string;
    /** Waits for the village, or for the applicant's answer. */
    open: number;
    underWay: number;
    /** What was asked for is there: received, whether or not it has been rated. */
    done: number;
    /** Ended without it: not approved, taken back, nobody found. */
    unmet: number;
  }[];
  /** Wishes that wait for a helper. */
  openWishes: number;
  /** All kinds of applications. Last twelve months, oldest first: 'YYYY-MM'. */
  months: { month: string; submitted: number; done: number }[];
  categories: BreakdownCell[];
  levels: BreakdownCell[];
  ages: BreakdownCell[];
  volunteerKinds: BreakdownCell[];
  /** Town only: all villages, by number of applications of all kinds. */
  villages: { name: string; residents: number; volunteers: number; applications: number }[];
  feed: FeedLine[];
}

export interface ScreenLink {
  linkId: string;
  label: string;
  villageId: string | null;
  createdAt: Millis;
  revokedAt: Millis | null;
}

export interface DashboardApi {
  /** The token is shown once and stored only as a hash. `villageId` null: the town's screen. */
  /** `url` opens the screen; it and the token are shown once. */
  createScreenLink: Action<
    { villageId: string | null; label: string },
    { linkId: string; token: string; url: string }
  >;
  screenLinks: Action<Nothing, { links: ScreenLink[] }>;
  revokeScreenLink: Action<{ linkId: string }, { revoked: true }>;
}
