/** What a line of the public feed may name: a device of the catalogue or a masked volunteer, never a resident. */
import type { FeedKind } from '../../../typings/api/dashboard';

const NAMES: Record<FeedKind, 'device' | 'volunteer' | null> = {
  deviceSubmitted: 'device',
  deviceChecked: 'device',
  deviceApproved: 'device',
  deviceDelivered: 'device',
  deviceReceived: 'device',
  // What is broken, sought, built or wished for is told in words of one's own: nothing of it is shown.
  repairSubmitted: null,
  repairDone: null,
  employmentSubmitted: null,
  workFound: null,
  renovationSubmitted: null,
  renovationApproved: null,
  renovationDone: null,
  wishPublished: null,
  wishClaimed: null,
  wishDelivered: null,
  paired: 'volunteer',
  serviceStarted: 'volunteer',
  serviceDone: 'volunteer',
  feedbackGiven: null,
  donationPromised: 'volunteer',
  donationDelivered: 'volunteer',
  volunteerJoined: 'volunteer',
  residentJoined: null,
};

/** A surname and stars, as maskName makes it. */
const MASKED = /^[^*]\*+$/u;

/** Several devices of one application are told by the first of them, so that a line stays a line. */
function shortDevices(what: string): string {
  const devices = what.split('、');
  return devices.length < 3 ? what : `${devices[0] ?? ''}等${devices.length}件`;
}

/** `what` as far as a line of this kind may show it, otherwise ''. A name that is not masked is left out. */
export function feedWhat(kind: FeedKind, what: string): string {
  switch (NAMES[kind]) {
    case 'device':
      return shortDevices(what);
    case 'volunteer':
      return MASKED.test(what) ? what : '';
    case null:
      return '';
  }
}
