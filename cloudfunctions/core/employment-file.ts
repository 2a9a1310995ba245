/**
 * What every writer keeps in step with a resident's employment file: applications for work write into it what they learn, the
 * register hands it over, the function `employment` writes the rest. Nothing is typed twice.
 */
import type { Millis } from '../../typings/domain';
import type { ResidentDoc } from './collections';
import type { Reader, Tx } from './database';
import type { EmploymentFileDoc } from './documents/employment-file';
import { must } from './errors';

/** A file in which nothing is known yet. */
export function newJobFile(resident: ResidentDoc, now: Millis): EmploymentFileDoc {
  return {
    _id: resident._id,
    residentName: resident.name,
    villageId: resident.villageId,
    birthDate: resident.birthDate,
    open: true,
    status: 'unknown',
    statusSince: now,
    abilities: [],
    hours: null,
    distance: null,
    wishes: '',
    helper: '',
    policies: [],
    plan: [],
    followUps: [],
    nextOn: null,
    dueKey: null,
    outcome: null,
    applicationId: null,
    history: [],
    version: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/** Facts of the file that writers change; what follows from them is made here. */
export type JobFileChange = Partial<
  Pick<
    EmploymentFileDoc,
    | 'status'
    | 'abilities'
    | 'hours'
    | 'distance'
    | 'wishes'
    | 'helper'
    | 'policies'
    | 'plan'
    | 'followUps'
    | 'nextOn'
    | 'outcome'
    | 'applicationId'
  >
>;

/** The file after a change, with a line of its history. */
export function changedJobFile(
  before: EmploymentFileDoc,
  change: JobFileChange,
  line: { at: Millis; by: string; what: string },
): EmploymentFileDoc {
  const next = { ...before, ...change };
  return {
    ...next,
    statusSince: next.status === before.status ? before.statusSince : line.at,
    dueKey: next.nextOn === null ? null : `${next.nextOn}-${next._id}`,
    history: [...before.history, line],
    version: before.version + 1,
    updatedAt: line.at,
  };
}

/**
 * Writes into the file what an application for work brought. `resident` is what the caller writes afterwards: it is given back
 * knowing that there is a file.
 */
export async function noteInJobFile(
  tx: Tx,
  resident: ResidentDoc,
  change: JobFileChange,
  line: { at: Millis; by: string; what: string },
): Promise<Pick<ResidentDoc, 'jobFile'>> {
  const before = (await tx.get('employmentFiles', resident._id)) ?? newJobFile(resident, line.at);
  await tx.put('employmentFiles', changedJobFile(before, change, line));
  return { jobFile: true };
}

/**
 * The same for an application that is handed in, beside which the file that is there has come along: what it says is written into it, and
 * nothing else of the file, whatever is written there meanwhile.
 */
export async function noteFiling(
  { reader, tx }: { reader: Pick<Reader, 'get'>; tx: Tx },
  resident: ResidentDoc,
  change: JobFileChange,
  line: { at: Millis; by: string; what: string },
): Promise<Pick<ResidentDoc, 'jobFile'>> {
  const before = resident.jobFile ? await reader.get('employmentFiles', resident._id) : null;
  // A new file is made of the record, which is written too.
  if (!before) return noteInJobFile(tx, must(await tx.get('residents', resident._id)), change, line);
  const { statusSince, updatedAt } = changedJobFile(before, change, line);
  const fields = Object.entries({ ...change, statusSince, updatedAt });
  await tx.change('employmentFiles', resident._id, {
    ...Object.fromEntries(fields.map(([field, value]) => [field, { is: value }])),
    history: { push: [line] },
    version: { plus: 1 },
  });
  return { jobFile: true };
}

/** The file goes to the village that knows the resident now; `villageId` null: the resident has left, it is closed. */
export async function handOverJobFile(
  tx: Tx,
  residentId: string,
  villageId: string | null,
  line: { at: Millis; by: string; what: string },
): Promise<void> {
  const before = await tx.get('employmentFiles', residentId);
  if (!before) return;
  const after = changedJobFile(before, villageId === null ? { nextOn: null } : {}, line);
  await tx.put('employmentFiles', {
    ...after,
    villageId: villageId ?? before.villageId,
    open: villageId !== null,
  });
}
