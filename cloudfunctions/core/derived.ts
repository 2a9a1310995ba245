/**
 * Facts that follow from others of the same record, made wherever the record is written: the many writers of a resident cannot
 * forget them. They exist for indexes only.
 */
import type { ResidentDoc } from './collections';
import { phonesOf } from './pairings';
import { askedCasesOf } from './pure/asked-cases';

/**
 * '<since>-<residentId>' for a resident whom nobody can ask by phone while something waits for their word, else null. In the
 * order of waiting: milliseconds have 13 digits until 2286.
 */
function awaitsOf(
  resident: Pick<ResidentDoc, '_id' | 'status' | 'binding' | 'guardians' | 'asked' | 'askedCases'>,
): string | null {
  if (resident.status !== 'active' || phonesOf(resident).length > 0) return null;
  const since = [
    ...resident.asked.map(({ at }) => at),
    ...askedCasesOf(resident).map(({ updatedAt }) => updatedAt),
  ];
  return since.length === 0 ? null : `${Math.min(...since)}-${resident._id}`;
}

/** What records of before kept too: the applications say it now. */
type Older = ResidentDoc & { openCases?: unknown; wishes?: unknown };

/** The record as it is stored. */
export function withDerived(resident: ResidentDoc): ResidentDoc {
  const { _id, status, birthDate, jobFile = false } = resident;
  const { openCases: _open, wishes: _wishes, ...kept } = resident as Older;
  return {
    ...kept,
    askedCases: askedCasesOf(resident),
    awaits: awaitsOf(resident),
    jobFile,
    withoutJobFile: status === 'active' && !jobFile ? `${birthDate}-${_id}` : null,
  };
}
