import { command, query, type ActionTable } from '../core/actions';
import { documents, OWN_VOLUNTEER } from '../core/along';
import * as schemas from './schemas';
import { accept, allot, decline, deliver, receive } from './use-cases/hand-out';
import { manageNeeds, need, needs, saveNeed } from './use-cases/needs';
import { cancel, promise } from './use-cases/promise';
import { get, mine, queue } from './use-cases/read';

const STAFF = ['villageStaff', 'townStaff'] as const;

/** Needs and donations: who may do what. Whose donation it is, is asked by the use cases. */
export const donationsActions: ActionTable<'donations'> = {
  needs: query({ may: ['volunteer'], input: schemas.needsInput, handle: needs }),
  need: query({ may: ['volunteer'], input: schemas.needInput, handle: need }),
  manageNeeds: query({ may: STAFF, input: schemas.manageNeedsInput, handle: manageNeeds }),
  saveNeed: command({ may: ['villageStaff'], input: schemas.saveNeedInput, handle: saveNeed }),

  promise: command({
    may: ['volunteer'],
    input: schemas.promiseInput,
    brings: ({ villageId }) => [OWN_VOLUNTEER, ...documents('villages', [villageId])],
    handle: promise,
  }),
  cancel: command({ may: ['volunteer'], input: schemas.endInput, handle: cancel }),
  mine: query({ may: ['volunteer'], input: schemas.mineInput, handle: mine }),

  get: query({
    may: ['volunteer', ...STAFF],
    input: schemas.getInput,
    // Staff read whose need it is; asking whether there is news is not a read.
    audited: (answer, { role }) => !answer.unchanged && role !== 'volunteer',
    handle: get,
  }),
  queue: query({
    may: STAFF,
    input: schemas.queueInput,
    needsOwn: true,
    figures: () => ['version'],
    handle: queue,
  }),
  accept: command({ may: STAFF, input: schemas.acceptInput, handle: accept }),
  decline: command({ may: STAFF, input: schemas.endInput, handle: decline }),
  receive: command({ may: STAFF, input: schemas.receiveInput, handle: receive }),
  allot: command({ may: ['townStaff'], input: schemas.allotInput, handle: allot }),
  deliver: command({ may: ['villageStaff'], input: schemas.deliverInput, handle: deliver }),
};
