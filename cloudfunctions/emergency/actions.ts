import { command, query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { followUp, take } from './use-cases/follow-up';
import { numbers } from './use-cases/numbers';
import { callerPhone, calls } from './use-cases/read';
import { callAlong, recordCall } from './use-cases/record';

const STAFF = ['villageStaff', 'townStaff'] as const;

/** Calls for help: everybody reads the numbers and is recorded, staff of the village and the town follow up. */
export const emergencyActions: ActionTable<'emergency'> = {
  numbers: query({ may: ['user'], input: nothing, needsOwn: 'person', handle: numbers }),
  recordCall: command({
    may: ['user'],
    input: schemas.recordInput,
    brings: (_input, asked) => callAlong(asked),
    handle: recordCall,
  }),
  calls: query({
    may: STAFF,
    input: schemas.callsInput,
    needsOwn: true,
    figures: () => ['version', 'openEmergencies'],
    handle: calls,
  }),
  take: command({ may: STAFF, input: schemas.callInput, handle: take }),
  followUp: command({ may: STAFF, input: schemas.followUpInput, handle: followUp }),
  callerPhone: query({ may: STAFF, input: schemas.callInput, audited: () => true, handle: callerPhone }),
};
