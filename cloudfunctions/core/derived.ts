/**
 * Facts that follow from others of the same record, made wherever the record is written: the many writers of a resident cannot
 * forget them. They exist for indexes only.
 */
import { WAITS_FOR_HOME } from '../../miniprogram/shared/case-states';
import type { ResidentDoc } from './collections';
import { phonesOf } from './pairings';

/**
 * '<since>-<residentId>' for a resident whom nobody can ask by phone while something waits for their word, else null. In the
 * order of waiting: milliseconds have 13 digits until 2286.
 */
function awaitsOf(
  resident: Pick<ResidentDoc, '_id' | 'status' | 'binding' | 'guardians' | 'asked' | 'openCases'>,
): string | null {
  if (resident.status !== 'active' || phonesOf(resident).length > 0) return null;
  const since = [
    ...resident.asked.map(({ at }) => at),
    ...resident.openCases
      .filter(({ kind, state }) => WAITS_FOR_HOME[kind].includes(state))
      .map(({ updatedAt }) => updatedAt),
  ];
  return since.length === 0 ? null : `${Math.min(...since)}-${resident._id}`;
}

/** The record as it is stored. */
export function withDerived(resident: ResidentDoc): ResidentDoc {
  const { _id, status, birthDate, jobFile = false } = resident;
  return {
    ...resident,
    awaits: awaitsOf(resident),
    jobFile,
    withoutJobFile: status === 'active' && !jobFile ? `${birthDate}-${_id}` : null,
  };
}
