/** What residents ask for, of all kinds, and what each side does with it. */
import type { ActionName, Input, Output } from '../../typings/api';
import type { ApplicationView } from '../../typings/api/applications';
import { call } from './call';

type Name = ActionName<'applications'>;
type In<A extends Name> = Input<'applications', A>;
type Out<A extends Name> = Output<'applications', A>;
type Command<A extends Name> = (input: In<A>, requestId: string) => Promise<Out<A>>;

/** A command of the function as pages call it: the request id is made once for an intention and kept over retries. */
function command<A extends Name>(action: A): Command<A> {
  return (input, requestId) => call('applications', action, input, { requestId });
}

/** All devices that can be applied for. */
export const catalogue = (): Promise<Out<'catalogue'>> => call('applications', 'catalogue', {});

/** What the active person would pay for each device, and why. */
export const quote = (itemIds: string[]): Promise<Out<'quote'>> => call('applications', 'quote', { itemIds });

/** Devices of the active person that can be repaired. */
export const myDevices = (): Promise<Out<'myDevices'>> => call('applications', 'myDevices', {});

/** What a form needs to know before it is filled in. */
export const formFacts = (kind: In<'formFacts'>['kind']): Promise<Out<'formFacts'>> =>
  call('applications', 'formFacts', { kind });

/** The active person's own applications, newest first. */
export const mine = (input: In<'mine'>): Promise<Out<'mine'>> => call('applications', 'mine', input);

/** One application; `unchanged` when the version known is still the newest. */
const getApplication = (applicationId: string, knownVersion?: number): Promise<Out<'get'>> =>
  call(
    'applications',
    'get',
    knownVersion === undefined ? { applicationId } : { applicationId, knownVersion },
  );

/** One tab of the staff queue of a kind. */
export const queue = (input: In<'queue'>): Promise<Out<'queue'>> => call('applications', 'queue', input);

/** What officers filed for residents and a second person decides on. */
export const secondPerson = (input: In<'secondPerson'>): Promise<Out<'secondPerson'>> =>
  call('applications', 'secondPerson', input);

/** Cases of all kinds: one's own, or those that are overdue. */
export const work = (input: In<'work'>): Promise<Out<'work'>> => call('applications', 'work', input);

/** Officers to whom a case can be handed on. */
export const colleagues = (applicationId: string): Promise<Out<'colleagues'>> =>
  call('applications', 'colleagues', { applicationId });

/** Whom to call about a case. */
export const contacts = (applicationId: string): Promise<Out<'contacts'>> =>
  call('applications', 'contacts', { applicationId });

/** The whole number of a contact; the reason is logged. */
export const revealContact = (input: In<'revealContact'>): Promise<Out<'revealContact'>> =>
  call('applications', 'revealContact', input);

/** Wishes that are open to volunteers, or those the caller has claimed. */
export const wishes = (input: In<'wishes'>): Promise<Out<'wishes'>> => call('applications', 'wishes', input);

/** One wish as volunteers see it. */
export const wish = (wishId: string): Promise<Out<'wish'>> => call('applications', 'wish', { wishId });

// Filing.
export const applyDevice = command('applyDevice');
export const applyRepair = command('applyRepair');
export const applyEmployment = command('applyEmployment');
export const applyRenovation = command('applyRenovation');
export const makeWish = command('makeWish');

// Steps of the applicant.
export const resubmit = command('resubmit');
export const withdraw = command('withdraw');
export const confirmReceipt = command('confirmReceipt');
export const acceptWork = command('acceptWork');
export const dispute = command('dispute');
export const giveFeedback = command('giveFeedback');

// Among officers: whose work it is, what they note, the own last step taken back.
export const takeCase = command('takeCase');
export const releaseCase = command('releaseCase');
export const handOn = command('handOn');
export const addNote = command('addNote');
export const undoStep = command('undoStep');

// Steps of staff.
export const check = command('check');
export const returnForMore = command('return');
export const reject = command('reject');
export const approve = command('approve');
export const deliver = command('deliver');
export const takeRepair = command('takeRepair');
export const finishRepair = command('finishRepair');
export const survey = command('survey');
export const approveRenovation = command('approveRenovation');
export const startBuilding = command('startBuilding');
export const finishBuilding = command('finishBuilding');
export const followUp = command('followUp');
export const recordPlacement = command('recordPlacement');
export const closeUnplaced = command('closeUnplaced');
export const reopenEmployment = command('reopenEmployment');
export const publishWish = command('publishWish');

// Steps of a volunteer with a wish.
export const claimWish = command('claimWish');
export const releaseWish = command('releaseWish');
export const deliverWish = command('deliverWish');

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
