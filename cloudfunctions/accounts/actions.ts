import { command, query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { decideVerification, verifications } from './use-cases/decide';
import { home } from './use-cases/home';
import { askGuardian, bind, registerVolunteer, requestRegistration } from './use-cases/join';
import { acceptInvite, becomeFirstAdmin, endStaff, inviteStaff } from './use-cases/staff';

/** Who is who: who may do what. */
export const accountsActions: ActionTable<'accounts'> = {
  home: query({ may: ['user'], input: nothing, handle: home }),
  bind: command({ may: ['user'], input: schemas.bindInput, handle: bind }),
  requestRegistration: command({
    may: ['user'],
    input: schemas.registrationInput,
    handle: requestRegistration,
  }),
  askGuardian: command({ may: ['user'], input: schemas.guardianInput, handle: askGuardian }),
  registerVolunteer: command({ may: ['user'], input: schemas.volunteerInput, handle: registerVolunteer }),
  verifications: query({
    may: ['villageStaff', 'townStaff'],
    input: schemas.verificationsInput,
    handle: verifications,
  }),
  decideVerification: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.decideInput,
    handle: decideVerification,
  }),
  inviteStaff: command({ may: ['admin'], input: schemas.inviteInput, handle: inviteStaff }),
  acceptInvite: command({ may: ['user'], input: schemas.acceptInviteInput, handle: acceptInvite }),
  endStaff: command({ may: ['admin'], input: schemas.endStaffInput, handle: endStaff }),
  becomeFirstAdmin: command({ may: ['user'], input: schemas.firstAdminInput, handle: becomeFirstAdmin }),
};
