/**
 * What lies in one officer's hands. When a duty ends, or moves to another office, it goes to a named colleague or back to the
 * office, so that nothing waits for somebody who is not there any more.
 */
import type { Millis } from '../../typings/domain';
import { staysWith } from './casework';
import type { EmergencyCallDoc, StaffDoc } from './collections';
import { count, moveCase } from './counters';
import type { Reader, Tx } from './database';
import type { Assignee, StaffEntry } from './documents/casework';

/** More than anybody has in hand at once. */
const LIMIT = 200;

/** Calls for help that this user has taken and not closed. Read outside of the transaction; each is looked at again inside. */
export function workInHand(reader: Reader, openid: string): Promise<EmergencyCallDoc[]> {
  return reader.find('emergencyCalls', { where: { 'takenBy.openid': openid, state: 'taken' }, limit: LIMIT });
}

/** Hands open work over, or gives it back to the office when `to` is null; gives how much it was. */
export async function releaseWork(
  reader: Reader,
  tx: Tx,
  openid: string,
  to: EmergencyCallDoc['takenBy'],
): Promise<number> {
  let released = 0;
  for (const { _id } of await workInHand(reader, openid)) {
    const call = await tx.get('emergencyCalls', _id);
    if (call?.takenBy?.openid !== openid || call.state !== 'taken') continue;
    await tx.put('emergencyCalls', { ...call, takenBy: to, state: to === null ? 'open' : 'taken' });
    released += 1;
  }
  return released;
}

/** Applications of this officer, looked at again inside the transaction like the calls. */
export async function releaseCases(
  reader: Reader,
  tx: Tx,
  from: StaffDoc,
  toStaffId: string | null | undefined,
  now: Millis,
): Promise<number> {
  // What has a promise first: a case that waits for an applicant who never answers may stay in an officer's name for years.
  const found = await reader.find('applications', {
    where: { assigneeId: from._id },
    orderBy: [['dueAt', 'desc']],
    limit: LIMIT,
  });
  const colleague = toStaffId ? await tx.get('staff', toStaffId) : null;
  let released = 0;
  for (const { _id } of found) {
    const application = await tx.get('applications', _id);
    // What is done is nobody's work any more: its story stays as it is.
    if (application?.assigneeId !== from._id || application.tab === 'done') continue;
    const to = assigneeOf(colleague, now);
    const assignee = to && staysWith(to.role, application) ? to : null;
    const entry: StaffEntry = {
      at: now,
      what: assignee ? 'handOn' : 'release',
      by: '系统',
      openid: 'system',
      note: `${from.name}不再担任${from.duty}`,
      ...(assignee ? { to: assignee.name } : {}),
    };
    const next = {
      ...application,
      assignee,
      assigneeId: assignee?.staffId ?? null,
      staffLog: [...(application.staffLog ?? []), entry],
      undo: null,
      version: application.version + 1,
    };
    await tx.put('applications', next);
    await count(tx, application.villageId, now, (counters) => moveCase(counters, application, next));
    released += 1;
  }
  return released;
}

function assigneeOf(staff: StaffDoc | null, now: Millis): Assignee | null {
  if (!staff?.openid || staff.level === 'admin') return null;
  return {
    staffId: staff._id,
    openid: staff.openid,
    name: `${staff.orgName} ${staff.duty} ${staff.name}`,
    role: staff.level === 'village' ? 'villageStaff' : 'townStaff',
    at: now,
  };
}
