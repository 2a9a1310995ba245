import type { RegisterApi } from '../../typings/api/register';
import { command, query, type ActionTable } from '../core/actions';
import { documents, rules } from '../core/along';
import { nothing } from '../core/schemas';
import * as schemas from './register-schemas';
import { registerTable } from './use-cases/counts';
import { changes, editResident, revealChange } from './use-cases/edit';
import { findings, reopenFinding, settleFinding } from './use-cases/findings';
import { reads, residentLinks } from './use-cases/links';
import { mergePreview, mergeResidents, undoMerge } from './use-cases/merge';
import { resident, residents, residentsAlong, reveal } from './use-cases/residents';
import { recordReturn } from './use-cases/return';
import { dropView, saveView, views } from './use-cases/views';
import { endVolunteer, revealVolunteer, volunteer, volunteers } from './use-cases/volunteers';

/** The people of the register and the volunteers, as staff look them up and keep them right. */
export const registerActions: Pick<ActionTable<'registry'>, keyof RegisterApi> = {
  residents: query({
    // The page that the list opens with is the same for everybody who may see it, however often: nobody is looked up by it.
    limit: {
      times: 300,
      minutes: 60,
      counts: (asked) => Object.values(asked).some((part) => part !== undefined),
    },
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.residentsInput,
    brings: residentsAlong,
    handle: residents,
  }),
  resident: query({
    limit: { times: 200, minutes: 60 },
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.residentInput,
    audited: () => true,
    brings: ({ residentId }) => documents('residents', [residentId]),
    handle: resident,
  }),
  residentLinks: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.residentInput,
    audited: () => true,
    brings: ({ residentId }) => documents('residents', [residentId]),
    handle: residentLinks,
  }),
  reveal: query({
    limit: { times: 30, minutes: 60 },
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.revealInput,
    audited: () => true,
    brings: ({ residentId }) => documents('residents', [residentId]),
    handle: reveal,
  }),
  reads: query({
    may: ['townStaff', 'admin'],
    input: schemas.readsInput,
    audited: () => true,
    handle: reads,
  }),
  editResident: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.editInput,
    handle: editResident,
  }),
  changes: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.residentInput,
    audited: () => true,
    handle: changes,
  }),
  revealChange: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.revealChangeInput,
    audited: () => true,
    handle: revealChange,
  }),
  recordReturn: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.returnInput,
    handle: recordReturn,
  }),
  mergePreview: query({
    may: ['villageStaff', 'townStaff'],
    input: schemas.mergePreviewInput,
    audited: () => true,
    handle: mergePreview,
  }),
  mergeResidents: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.mergeInput,
    handle: mergeResidents,
  }),
  undoMerge: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.undoMergeInput,
    handle: undoMerge,
  }),
  registerTable: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.tableInput,
    handle: registerTable,
  }),
  findings: query({
    may: ['villageStaff', 'townStaff'],
    input: schemas.findingsInput,
    handle: findings,
  }),
  settleFinding: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.settleInput,
    handle: settleFinding,
  }),
  reopenFinding: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.reopenInput,
    handle: reopenFinding,
  }),
  volunteers: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.volunteersInput,
    brings: ({ free }) => (free ? [rules('pairingLimit')] : []),
    handle: volunteers,
  }),
  volunteer: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.volunteerInput,
    audited: () => true,
    handle: volunteer,
  }),
  revealVolunteer: query({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.volunteerReasonInput,
    audited: () => true,
    handle: revealVolunteer,
  }),
  endVolunteer: command({
    may: ['villageStaff', 'townStaff'],
    input: schemas.volunteerReasonInput,
    handle: endVolunteer,
  }),
  views: query({ may: ['villageStaff', 'townStaff', 'admin'], input: nothing, handle: views }),
  saveView: command({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.saveViewInput,
    handle: saveView,
  }),
  dropView: command({
    may: ['villageStaff', 'townStaff', 'admin'],
    input: schemas.dropViewInput,
    handle: dropView,
  }),
};
