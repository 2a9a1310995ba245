import { command, query, type ActionTable } from '../core/actions';
import { rules } from '../core/along';
import * as schemas from './schemas';
import { file, files, withoutFile } from './use-cases/read';
import { suggestJobs, suggestPeople } from './use-cases/suggest';
import { addFollowUp, recordOutcome, saveFile, savePlan } from './use-cases/write';

/** A village keeps the files of its own residents, the town those of all. */
const OFFICER = ['villageStaff', 'townStaff'] as const;

/** Employment files (一人一档): who may do what. */
export const employmentActions: ActionTable<'employment'> = {
  files: query({ may: OFFICER, input: schemas.filesInput, handle: files }),
  withoutFile: query({
    may: OFFICER,
    input: schemas.withoutFileInput,
    brings: () => [rules('employmentPolicies')],
    handle: withoutFile,
  }),
  file: query({ may: OFFICER, input: schemas.fileInput, audited: () => true, handle: file }),
  saveFile: command({ may: OFFICER, input: schemas.saveFileInput, handle: saveFile }),
  savePlan: command({ may: OFFICER, input: schemas.savePlanInput, handle: savePlan }),
  addFollowUp: command({ may: OFFICER, input: schemas.addFollowUpInput, handle: addFollowUp }),
  recordOutcome: command({ may: OFFICER, input: schemas.recordOutcomeInput, handle: recordOutcome }),
  suggestJobs: query({ may: OFFICER, input: schemas.fileInput, handle: suggestJobs }),
  suggestPeople: query({ may: OFFICER, input: schemas.suggestPeopleInput, handle: suggestPeople }),
};
