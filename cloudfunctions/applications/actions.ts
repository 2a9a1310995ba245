import { command, query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { isOfficer } from './step';
import { confirmReceipt, giveFeedback, resubmit, withdraw } from './use-cases/applicant';
import { catalogue, quote, saveCatalogueItem } from './use-cases/catalogue';
import { approve, reject, returnForMore } from './use-cases/decide';
import { get, mine, queue } from './use-cases/read';
import { submit } from './use-cases/submit';
import { check, deliver } from './use-cases/village';

/** Assistive-device applications: who may do what. */
export const applicationsActions: ActionTable<'applications'> = {
  catalogue: query({ may: ['user'], input: nothing, handle: catalogue }),
  quote: query({ may: ['resident', 'guardian'], input: schemas.quoteInput, handle: quote }),
  submit: command({ may: ['resident', 'guardian'], input: schemas.submitInput, handle: submit }),
  mine: query({ may: ['resident', 'guardian'], input: schemas.mineInput, handle: mine }),
  get: query({
    may: ['resident', 'guardian', 'villageStaff', 'townStaff'],
    input: schemas.getInput,
    // Staff read facts of a person here; asking whether anything is new shows none.
    audited: (answer, actor) => !answer.unchanged && isOfficer(actor),
    handle: get,
  }),
  queue: query({ may: ['villageStaff', 'townStaff'], input: schemas.queueInput, handle: queue }),
  check: command({ may: ['villageStaff'], input: schemas.checkInput, handle: check }),
  return: command({ may: ['villageStaff', 'townStaff'], input: schemas.reasonInput, handle: returnForMore }),
  resubmit: command({ may: ['resident', 'guardian'], input: schemas.resubmitInput, handle: resubmit }),
  approve: command({ may: ['townStaff'], input: schemas.approveInput, handle: approve }),
  reject: command({ may: ['villageStaff', 'townStaff'], input: schemas.reasonInput, handle: reject }),
  deliver: command({ may: ['villageStaff'], input: schemas.deliverInput, handle: deliver }),
  confirmReceipt: command({
    may: ['resident', 'guardian'],
    input: schemas.confirmInput,
    handle: confirmReceipt,
  }),
  giveFeedback: command({
    may: ['resident', 'guardian'],
    input: schemas.feedbackInput,
    handle: giveFeedback,
  }),
  withdraw: command({ may: ['resident', 'guardian'], input: schemas.withdrawInput, handle: withdraw }),
  saveCatalogueItem: command({
    may: ['admin'],
    input: schemas.catalogueItemInput,
    handle: saveCatalogueItem,
  }),
};
