/**
 * What every writer of an application keeps in step with it: the figures of the village and the timeline. The steps that people take
 * are in the function `applications`; here are those that follow from a change of the register, which `registry` makes.
 */
import type { CaseAction, CaseKind, CaseState, Millis } from '../../typings/domain';
import { tabOf } from '../../miniprogram/shared/case-states';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import { workAfter } from './casework';
import type { ApplicationDoc, CounterDoc, StoredTimelineEntry } from './collections';
import { count, moveCase } from './counters';
import type { Tx } from './database';

/** The step that counts as done in the trend by month. */
const DONE: Record<CaseKind, CaseAction> = {
  device: 'confirmReceipt',
  repair: 'finishRepair',
  employment: 'place',
  renovation: 'acceptWork',
  wish: 'confirmReceipt',
};

/** What a step is in the trend by month. */
export function monthEvent(kind: CaseKind, action: CaseAction): 'submitted' | 'done' | undefined {
  if (action === 'submit') return 'submitted';
  return action === DONE[kind] ? 'done' : undefined;
}

/** Adds (1) or takes away (-1) an application in the trend by month, as its timeline tells. */
export function countMonths(
  { months }: Pick<CounterDoc, 'months'>,
  { kind, timeline }: Pick<ApplicationDoc, 'kind' | 'timeline'>,
  by: 1 | -1,
): void {
  for (const { action, at } of timeline) {
    const event = monthEvent(kind, action);
    if (event) (months[chinaMonth(at)] ??= { submitted: 0, done: 0 })[event] += by;
  }
}

/** An application after one more step: state, queue, timeline and the officers' side move together. */
export function moved(
  application: ApplicationDoc,
  to: CaseState,
  entry: StoredTimelineEntry,
  change: Partial<Pick<ApplicationDoc, 'facts' | 'feedback' | 'dueAt' | 'villageId' | 'returnedFrom'>> = {},
): ApplicationDoc {
  return {
    ...application,
    returnedFrom: null,
    dueAt: null,
    ...change,
    state: to,
    tab: tabOf(application.kind, to),
    timeline: [...application.timeline, entry],
    reminded: to === application.state ? application.reminded : 0,
    ...workAfter(application, to, {
      dueAt: change.dueAt ?? null,
      villageId: change.villageId ?? application.villageId,
    }),
    version: application.version + 1,
    updatedAt: entry.at,
  };
}

/** A line of the timeline for what the program did by itself. */
export function systemEntry(
  at: Millis,
  action: CaseAction,
  state: CaseState,
  note: string,
): StoredTimelineEntry {
  return { at, action, state, actorName: '系统', actorRole: 'system', openid: 'system', note };
}

/** Hands an open application over to another village of the town; its step and its promise stay as they are. */
export async function handOverCase(
  tx: Tx,
  application: ApplicationDoc,
  villageId: string,
  note: string,
  now: Millis,
): Promise<ApplicationDoc> {
  const { state } = application;
  const next = moved(application, state, systemEntry(now, 'handOver', state, note), {
    villageId,
    dueAt: application.dueAt,
    returnedFrom: application.returnedFrom,
  });
  await tx.put('applications', next);
  // The months go along: a village's trend is that of the applications in its books.
  await count(tx, application.villageId, now, (counters) => {
    moveCase(counters, application, null);
    countMonths(counters, application, -1);
  });
  await count(tx, villageId, now, (counters) => {
    moveCase(counters, null, next);
    countMonths(counters, application, 1);
  });
  return next;
}

/** Ends an open application because nothing is left to do for the resident; a volunteer's claim on a wish ends with it. */
export async function endCase(
  tx: Tx,
  application: ApplicationDoc,
  note: string,
  now: Millis,
): Promise<ApplicationDoc> {
  const { facts } = application;
  const next = moved(application, 'ended', systemEntry(now, 'end', 'ended', note));
  await tx.put('applications', next);
  await count(tx, application.villageId, now, (counters) => moveCase(counters, application, next));
  if (facts.kind === 'wish' && facts.claim)
    await forgetClaim(tx, facts.claim.volunteerId, application._id, now);
  return next;
}

/** Puts a wish on the volunteer's list of claims (again, when what was delivered was not right). */
export async function rememberClaim(
  tx: Tx,
  volunteerId: string,
  applicationId: string,
  now: Millis,
): Promise<void> {
  const volunteer = await tx.get('volunteers', volunteerId);
  if (!volunteer || volunteer.claimedWishes.includes(applicationId)) return;
  await tx.put('volunteers', {
    ...volunteer,
    claimedWishes: [...volunteer.claimedWishes, applicationId],
    version: volunteer.version + 1,
    updatedAt: now,
  });
}

/** Takes a wish off the volunteer's list of claims. */
export async function forgetClaim(
  tx: Tx,
  volunteerId: string,
  applicationId: string,
  now: Millis,
): Promise<void> {
  const volunteer = await tx.get('volunteers', volunteerId);
  if (!volunteer) return;
  await tx.put('volunteers', {
    ...volunteer,
    claimedWishes: volunteer.claimedWishes.filter((id) => id !== applicationId),
    version: volunteer.version + 1,
    updatedAt: now,
  });
}
