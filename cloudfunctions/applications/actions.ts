import { command, query, type ActionTable } from '../core/actions';
import { documents, ofPerson } from '../core/along';
import { uploads } from '../core/uses';
import { nothing } from '../core/schemas';
import { addNote, colleagues, handOn, releaseCase, takeCase } from './desk/assign';
import { contacts, revealContact } from './desk/contacts';
import { queue, work } from './desk/queues';
import { isOfficer } from './engine/actors';
import { forFiling } from './engine/brings';
import { undoStep } from './engine/undo';
import * as common from './kinds/common';
import { applyDevice } from './kinds/device/apply';
import { catalogue, quote } from './kinds/device/catalogue';
import {
  catalogueSetUp,
  catalogueUse,
  previewPayment,
  saveCatalogueItem,
} from './kinds/device/catalogue-set-up';
import { approve, confirmReceipt, deliver } from './kinds/device/decide';
import * as employment from './kinds/employment';
import * as renovation from './kinds/renovation';
import * as repair from './kinds/repair';
import { makeWish, publishWish } from './kinds/wish/resident';
import * as wishes from './kinds/wish/volunteer';
import { formFacts, get, mine, secondPerson } from './read';
import * as schemas from './schemas';

const APPLICANT = ['resident', 'guardian', 'assistant'] as const;
const OFFICER = ['villageStaff', 'townStaff'] as const;
const VILLAGE = ['villageStaff'] as const;
const TOWN = ['townStaff'] as const;
const VOLUNTEER = ['volunteer'] as const;

/** What residents ask for, of all kinds: who may do what. */
export const applicationsActions: ActionTable<'applications'> = {
  catalogue: query({ may: ['user'], input: nothing, handle: catalogue }),
  quote: query({
    may: APPLICANT,
    input: schemas.quoteInput,
    brings: ({ itemIds }, asked) => forFiling('device', asked, documents('catalogue', itemIds)),
    handle: quote,
  }),
  applyDevice: command({
    may: APPLICANT,
    input: schemas.applyDeviceInput,
    brings: ({ itemIds, voiceId }, asked) =>
      forFiling('device', asked, [...documents('catalogue', itemIds), ...uploads('voices', [voiceId])]),
    handle: applyDevice,
  }),
  myDevices: query({
    may: APPLICANT,
    input: nothing,
    brings: (_input, asked) => ofPerson(asked),
    handle: repair.myDevices,
  }),
  applyRepair: command({
    may: APPLICANT,
    input: schemas.applyRepairInput,
    brings: ({ photoIds, voiceId }, asked) =>
      forFiling('repair', asked, [...uploads('photos', photoIds), ...uploads('voices', [voiceId])]),
    handle: repair.applyRepair,
  }),
  applyEmployment: command({
    may: APPLICANT,
    input: schemas.applyEmploymentInput,
    brings: ({ noticeId, voiceId }, asked) =>
      forFiling('employment', asked, [
        ...documents('notices', [noticeId]),
        ...documents('employmentFiles', [asked.as?.residentId]),
        ...uploads('voices', [voiceId]),
      ]),
    handle: employment.applyEmployment,
  }),
  applyRenovation: command({
    may: APPLICANT,
    input: schemas.applyRenovationInput,
    brings: ({ photoIds, voiceId }, asked) =>
      forFiling('renovation', asked, [...uploads('photos', photoIds), ...uploads('voices', [voiceId])]),
    handle: renovation.applyRenovation,
  }),
  makeWish: command({
    may: APPLICANT,
    input: schemas.makeWishInput,
    brings: ({ voiceId }, asked) => forFiling('wish', asked, uploads('voices', [voiceId])),
    handle: makeWish,
  }),
  formFacts: query({
    may: APPLICANT,
    input: schemas.formFactsInput,
    brings: ({ kind }, asked) => (kind === 'wish' ? forFiling(kind, asked) : ofPerson(asked)),
    handle: formFacts,
  }),
  mine: query({ may: APPLICANT, input: schemas.mineInput, handle: mine }),
  get: query({
    may: [...APPLICANT, ...OFFICER],
    input: schemas.getInput,
    // Staff read facts of a person here; asking whether anything is new shows none.
    audited: (answer, actor) => !answer.unchanged && isOfficer(actor),
    brings: ({ applicationId }) => documents('applications', [applicationId]),
    handle: get,
  }),
  queue: query({
    may: OFFICER,
    input: schemas.queueInput,
    needsOwn: true,
    figures: ({ kind, tab }) => ['version', `cases.${kind}`, `due.${kind}.${tab}`, `dueMoves.${kind}.${tab}`],
    handle: queue,
  }),
  secondPerson: query({ may: OFFICER, input: schemas.secondPersonInput, handle: secondPerson }),
  work: query({
    may: OFFICER,
    input: schemas.workInput,
    needsOwn: true,
    figures: () => ['version'],
    handle: work,
  }),
  takeCase: command({ may: OFFICER, input: schemas.caseInput, handle: takeCase }),
  releaseCase: command({ may: OFFICER, input: schemas.caseInput, handle: releaseCase }),
  handOn: command({ may: OFFICER, input: schemas.handOnInput, handle: handOn }),
  colleagues: query({ may: OFFICER, input: schemas.caseInput, handle: colleagues }),
  addNote: command({ may: OFFICER, input: schemas.staffNoteInput, handle: addNote }),
  undoStep: command({ may: OFFICER, input: schemas.caseInput, handle: undoStep }),
  contacts: query({ may: OFFICER, input: schemas.caseInput, handle: contacts }),
  revealContact: query({
    may: OFFICER,
    input: schemas.revealContactInput,
    audited: () => true,
    handle: revealContact,
  }),

  // Of what an officer filed for a resident the town may take the village's deciding step: rules/tables.ts.
  check: command({ may: OFFICER, input: schemas.noteInput, handle: common.check }),
  return: command({ may: OFFICER, input: schemas.reasonInput, handle: common.returnForMore }),
  resubmit: command({ may: APPLICANT, input: schemas.resubmitInput, handle: common.resubmit }),
  reject: command({ may: OFFICER, input: schemas.reasonInput, handle: common.reject }),
  withdraw: command({ may: APPLICANT, input: schemas.withdrawInput, handle: common.withdraw }),
  confirmReceipt: command({
    may: APPLICANT,
    assists: 'answer',
    input: schemas.caseInput,
    handle: confirmReceipt,
  }),
  dispute: command({
    may: APPLICANT,
    assists: 'answer',
    input: schemas.disputeInput,
    handle: common.dispute,
  }),
  giveFeedback: command({
    may: APPLICANT,
    assists: 'answer',
    input: schemas.feedbackInput,
    handle: common.giveFeedback,
  }),

  approve: command({ may: TOWN, input: schemas.approveInput, handle: approve }),
  deliver: command({ may: VILLAGE, input: schemas.photosInput, handle: deliver }),

  takeRepair: command({ may: OFFICER, input: schemas.noteInput, handle: repair.takeRepair }),
  finishRepair: command({ may: VILLAGE, input: schemas.finishRepairInput, handle: repair.finishRepair }),

  survey: command({ may: VILLAGE, input: schemas.surveyInput, handle: renovation.survey }),
  approveRenovation: command({
    may: TOWN,
    input: schemas.noteInput,
    handle: renovation.approveRenovation,
  }),
  startBuilding: command({
    may: VILLAGE,
    input: schemas.startBuildingInput,
    handle: renovation.startBuilding,
  }),
  finishBuilding: command({
    may: VILLAGE,
    input: schemas.photosInput,
    handle: renovation.finishBuilding,
  }),
  acceptWork: command({
    may: APPLICANT,
    assists: 'answer',
    input: schemas.caseInput,
    handle: renovation.acceptWork,
  }),

  followUp: command({ may: OFFICER, input: schemas.followUpInput, handle: employment.followUp }),
  recordPlacement: command({
    may: OFFICER,
    input: schemas.placementInput,
    handle: employment.recordPlacement,
  }),
  closeUnplaced: command({ may: OFFICER, input: schemas.reasonInput, handle: employment.closeUnplaced }),
  reopenEmployment: command({
    may: OFFICER,
    input: schemas.reasonInput,
    handle: employment.reopenEmployment,
  }),

  publishWish: command({ may: OFFICER, input: schemas.publishWishInput, handle: publishWish }),
  wishes: query({ may: VOLUNTEER, input: schemas.wishesInput, handle: wishes.wishes }),
  wish: query({ may: VOLUNTEER, input: schemas.wishInput, handle: wishes.wish }),
  claimWish: command({ may: VOLUNTEER, input: schemas.wishInput, handle: wishes.claimWish }),
  releaseWish: command({
    may: ['volunteer', 'villageStaff'],
    input: schemas.releaseWishInput,
    handle: wishes.releaseWish,
  }),
  deliverWish: command({ may: VOLUNTEER, input: schemas.deliverWishInput, handle: wishes.deliverWish }),

  catalogueSetUp: query({ may: ['townStaff', 'admin'], input: nothing, handle: catalogueSetUp }),
  catalogueUse: query({
    may: ['townStaff', 'admin'],
    input: schemas.catalogueUseInput,
    handle: catalogueUse,
  }),
  previewPayment: query({ may: ['townStaff', 'admin'], input: schemas.previewInput, handle: previewPayment }),
  saveCatalogueItem: command({
    may: ['admin'],
    input: schemas.catalogueItemInput,
    handle: saveCatalogueItem,
  }),
};
