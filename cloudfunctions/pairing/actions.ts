import { command, query, type ActionTable } from '../core/actions';
import { documents, rules } from '../core/along';
import { uploads } from '../core/uses';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { arrangeIntention, closeIntention, intention, intentions, suggestions } from './use-cases/arrange';
import { confirmService, decideService, disputeService } from './use-cases/answers';
import { cards, issueCode, myCode, scan } from './use-cases/codes';
import { issueCertificate, myCertificate, verifyCertificate } from './use-cases/certificates';
import {
  answerIntention,
  changeIntention,
  myIntention,
  submitIntention,
  withdrawIntention,
} from './use-cases/intentions';
import { askPairing, decidePairing, endPairing, pairForResident } from './use-cases/pairings';
import { myPairings, myServices, pairings, service, serviceQueue, volunteers } from './use-cases/read';
import { myRecord } from './use-cases/record';
import { reopenSignal, settleSignal, signals } from './use-cases/signals';
import {
  cancelService,
  describeService,
  endService,
  recordService,
  startService,
} from './use-cases/services';

const HOME = ['resident', 'guardian', 'assistant'] as const;
const STAFF = ['villageStaff', 'townStaff'] as const;

/** Codes, pairings and services: who may do what. */
export const pairingActions: ActionTable<'pairing'> = {
  myCode: query({ may: HOME, input: nothing, handle: myCode }),
  issueCode: command({ may: HOME, input: schemas.issueCodeInput, handle: issueCode }),
  cards: command({ may: STAFF, input: schemas.cardsInput, handle: cards }),
  scan: query({
    limit: { times: 60, minutes: 10 },
    may: ['volunteer', ...STAFF],
    input: schemas.codeInput,
    audited: () => true,
    handle: scan,
  }),

  askPairing: command({
    may: ['volunteer'],
    input: schemas.codeInput,
    brings: () => [rules('pairingLimit')],
    handle: askPairing,
  }),
  pairForResident: command({
    may: ['villageStaff'],
    input: schemas.pairForResidentInput,
    handle: pairForResident,
  }),
  volunteers: query({ may: ['villageStaff'], input: schemas.volunteersInput, handle: volunteers }),
  decidePairing: command({
    assists: 'answer',
    may: [...HOME, 'villageStaff'],
    input: schemas.decidePairingInput,
    handle: decidePairing,
  }),
  endPairing: command({
    assists: 'answer',
    may: [...HOME, 'volunteer', ...STAFF],
    input: schemas.endPairingInput,
    handle: endPairing,
  }),
  myPairings: query({ may: [...HOME, 'volunteer'], input: schemas.myPairingsInput, handle: myPairings }),
  pairings: query({ may: STAFF, input: schemas.pairingsInput, handle: pairings }),

  startService: command({
    may: ['volunteer'],
    input: schemas.scannedInput,
    brings: () => [rules('serviceRule')],
    handle: startService,
  }),
  endService: command({
    may: ['volunteer'],
    input: schemas.scannedInput,
    brings: () => [rules('serviceRule')],
    handle: endService,
  }),
  describeService: command({
    may: ['volunteer'],
    input: schemas.describeInput,
    brings: ({ photoIds }) => [rules('feedbackReminder'), ...uploads('photos', photoIds)],
    handle: describeService,
  }),
  recordService: command({
    may: ['volunteer'],
    input: schemas.recordInput,
    brings: ({ photoIds }) => [rules('serviceRule'), ...uploads('photos', photoIds)],
    handle: recordService,
  }),
  cancelService: command({ may: ['volunteer'], input: schemas.cancelInput, handle: cancelService }),
  myServices: query({ may: [...HOME, 'volunteer'], input: schemas.myServicesInput, handle: myServices }),
  service: query({
    may: [...HOME, 'volunteer', ...STAFF],
    input: schemas.serviceInput,
    // Staff read what people wrote about each other; asking whether there is news is not a read.
    audited: (answer, { role }) => !answer.unchanged && (role === 'villageStaff' || role === 'townStaff'),
    handle: service,
  }),
  confirmService: command({
    may: HOME,
    assists: 'answer',
    input: schemas.confirmInput,
    brings: ({ photoIds = [], voiceId }) => [
      rules('feedbackReminder', 'pointRule'),
      ...uploads('photos', photoIds),
      ...uploads('voices', [voiceId]),
    ],
    handle: confirmService,
  }),
  disputeService: command({
    may: HOME,
    assists: 'answer',
    input: schemas.disputeInput,
    brings: ({ photoIds = [] }) => [rules('feedbackReminder'), ...uploads('photos', photoIds)],
    handle: disputeService,
  }),
  serviceQueue: query({
    may: STAFF,
    input: schemas.queueInput,
    needsOwn: true,
    figures: () => ['version'],
    handle: serviceQueue,
  }),
  decideService: command({
    may: STAFF,
    input: schemas.decideServiceInput,
    brings: () => [rules('feedbackReminder', 'pointRule')],
    handle: decideService,
  }),

  signals: query({ may: STAFF, input: schemas.signalsInput, handle: signals }),
  settleSignal: command({ may: STAFF, input: schemas.settleSignalInput, handle: settleSignal }),
  reopenSignal: command({ may: STAFF, input: schemas.reopenSignalInput, handle: reopenSignal }),

  myIntention: query({ may: ['volunteer'], input: nothing, handle: myIntention }),
  submitIntention: command({
    may: ['volunteer'],
    input: schemas.submitIntentionInput,
    brings: ({ villageId }) => [rules('pairingLimit'), ...documents('villages', [villageId])],
    handle: submitIntention,
  }),
  changeIntention: command({
    may: ['volunteer'],
    input: schemas.changeIntentionInput,
    handle: changeIntention,
  }),
  withdrawIntention: command({
    may: ['volunteer'],
    input: schemas.intentionInput,
    handle: withdrawIntention,
  }),
  answerIntention: command({
    may: ['volunteer'],
    input: schemas.answerIntentionInput,
    handle: answerIntention,
  }),
  intentions: query({ may: STAFF, input: schemas.intentionsInput, handle: intentions }),
  intention: query({ may: STAFF, input: schemas.intentionInput, handle: intention }),
  suggestions: query({ may: STAFF, input: schemas.suggestionsInput, handle: suggestions }),
  arrangeIntention: command({
    may: STAFF,
    input: schemas.arrangeIntentionInput,
    handle: arrangeIntention,
  }),
  closeIntention: command({ may: STAFF, input: schemas.closeIntentionInput, handle: closeIntention }),

  myRecord: query({ may: ['volunteer'], input: schemas.myRecordInput, handle: myRecord }),
  issueCertificate: command({
    may: ['volunteer'],
    input: schemas.issueCertificateInput,
    handle: issueCertificate,
  }),
  myCertificate: query({ may: ['volunteer'], input: schemas.myCertificateInput, handle: myCertificate }),
  verifyCertificate: query({
    may: STAFF,
    input: schemas.verifyCertificateInput,
    audited: () => true,
    handle: verifyCertificate,
  }),
};
