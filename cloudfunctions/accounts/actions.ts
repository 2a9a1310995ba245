import { command, query, type ActionTable } from '../core/actions';
import { underWay } from '../core/along';
import { nothing } from '../core/schemas';
import * as schemas from './schemas';
import { assistLog, assistState, awaiting, giveAssistConsent } from './use-cases/assist';
import { giveConsent, withdrawConsent } from './use-cases/consents';
import { decideVerification, verifications } from './use-cases/decide';
import { home } from './use-cases/home';
import { askGuardian, bind, registerVolunteer, requestRegistration } from './use-cases/join';
import { markSeen, villageFigures } from './use-cases/desk';
import { endGuardian, guardians, unbind } from './use-cases/leave';
import { endLeave, leave, setLeave } from './use-cases/leave-of-absence';
import { askCorrection, exportMyData, myData } from './use-cases/my-data';
import { exportVolunteerData } from './use-cases/volunteer-copy';
import { changeVolunteer, leaveVolunteer, myVolunteer } from './use-cases/volunteer';
import { audit } from './use-cases/audit';
import { acceptInvite, becomeFirstAdmin, inviteStaff } from './use-cases/staff';
import { changeStaff, endStaff, reissueInvite } from './use-cases/staff-duty';
import { staffList, staffMember } from './use-cases/staff-read';

/** About one's own data, or about those of whom one acts for. */
const OWN = ['resident', 'guardian'] as const;
const OFFICER = ['villageStaff', 'townStaff'] as const;
const STAFF = [...OFFICER, 'admin'] as const;

/** Who is who: who may do what. */
export const accountsActions: ActionTable<'accounts'> = {
  home: query({
    may: ['user'],
    input: nothing,
    needsOwn: true,
    brings: (_input, asked) => underWay(asked),
    handle: home,
  }),
  bind: command({ limit: { times: 10, minutes: 60 }, may: ['user'], input: schemas.bindInput, handle: bind }),
  requestRegistration: command({
    limit: { times: 10, minutes: 60 },
    may: ['user'],
    input: schemas.registrationInput,
    handle: requestRegistration,
  }),
  askGuardian: command({
    limit: { times: 10, minutes: 60 },
    may: ['user'],
    input: schemas.guardianInput,
    handle: askGuardian,
  }),
  registerVolunteer: command({
    limit: { times: 10, minutes: 60 },
    may: ['user'],
    input: schemas.volunteerInput,
    handle: registerVolunteer,
  }),
  myVolunteer: query({ may: ['volunteer'], input: nothing, handle: myVolunteer }),
  changeVolunteer: command({
    may: ['volunteer'],
    input: schemas.changeVolunteerInput,
    handle: changeVolunteer,
  }),
  leaveVolunteer: command({
    may: ['volunteer'],
    input: schemas.leaveVolunteerInput,
    handle: leaveVolunteer,
  }),
  verifications: query({
    needsOwn: true,
    figures: () => ['version'],
    may: OFFICER,
    input: schemas.verificationsInput,
    handle: verifications,
  }),
  decideVerification: command({
    may: OFFICER,
    input: schemas.decideInput,
    handle: decideVerification,
  }),
  myData: query({ may: OWN, input: nothing, handle: myData }),
  exportMyData: query({
    limit: { times: 10, minutes: 60 },
    may: OWN,
    input: nothing,
    audited: () => true,
    handle: exportMyData,
  }),
  exportVolunteerData: query({
    limit: { times: 10, minutes: 60 },
    may: ['volunteer'],
    input: nothing,
    audited: () => true,
    handle: exportVolunteerData,
  }),
  askCorrection: command({ may: OWN, input: schemas.correctionInput, handle: askCorrection }),
  giveConsent: command({ may: OWN, input: schemas.giveConsentInput, handle: giveConsent }),
  withdrawConsent: command({ may: OWN, input: schemas.withdrawConsentInput, handle: withdrawConsent }),
  unbind: command({ may: ['resident'], input: schemas.unbindInput, handle: unbind }),
  guardians: query({ may: OFFICER, input: schemas.guardiansInput, handle: guardians }),
  endGuardian: command({
    may: [...OWN, ...OFFICER],
    input: schemas.endGuardianInput,
    handle: endGuardian,
  }),
  assistState: query({ may: ['villageStaff'], input: schemas.assistStateInput, handle: assistState }),
  giveAssistConsent: command({
    may: ['villageStaff'],
    input: schemas.assistConsentInput,
    handle: giveAssistConsent,
  }),
  awaiting: query({ may: OFFICER, input: schemas.awaitingInput, handle: awaiting }),
  assistLog: query({
    may: OFFICER,
    input: schemas.assistLogInput,
    // Signatures and voices are shown.
    audited: ({ items }) => items.length > 0,
    handle: assistLog,
  }),
  markSeen: command({ may: OFFICER, input: nothing, handle: markSeen }),
  villageFigures: query({
    may: ['townStaff', 'admin'],
    input: nothing,
    needsOwn: true,
    figures: () => ['cases', 'due', 'dueMoves', 'openVerifications', 'openEmergencies'],
    handle: villageFigures,
  }),
  leave: query({ may: STAFF, input: schemas.leaveInput, handle: leave }),
  setLeave: command({ may: STAFF, input: schemas.setLeaveInput, handle: setLeave }),
  endLeave: command({ may: STAFF, input: schemas.leaveInput, handle: endLeave }),
  inviteStaff: command({ may: ['admin'], input: schemas.inviteInput, handle: inviteStaff }),
  acceptInvite: command({
    limit: { times: 10, minutes: 60 },
    may: ['user'],
    input: schemas.acceptInviteInput,
    handle: acceptInvite,
  }),
  staffList: query({ may: ['townStaff', 'admin'], input: schemas.staffListInput, handle: staffList }),
  staffMember: query({ may: ['townStaff', 'admin'], input: schemas.staffMemberInput, handle: staffMember }),
  changeStaff: command({ may: ['admin'], input: schemas.changeStaffInput, handle: changeStaff }),
  reissueInvite: command({ may: ['admin'], input: schemas.reissueInput, handle: reissueInvite }),
  endStaff: command({ may: ['admin'], input: schemas.endStaffInput, handle: endStaff }),
  audit: query({
    may: ['townStaff', 'admin'],
    input: schemas.auditInput,
    audited: () => true,
    handle: audit,
  }),
  becomeFirstAdmin: command({
    limit: { times: 5, minutes: 60 },
    may: ['user'],
    input: schemas.firstAdminInput,
    handle: becomeFirstAdmin,
  }),
};
