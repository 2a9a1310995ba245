import type { Input, Output } from '../../../typings/api';
import type { QueueTab } from '../../../typings/api/applications';
import type { CallContext } from '../../core/actions';
import type { ApplicationDoc, CounterDoc, ResidentDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import { must } from '../../core/errors';
import { page, PAGE_SIZE } from '../../core/paging';
import { photoLinks } from '../../core/photos';
import { villageNames } from '../../core/villages';
import { applicationRow, applicationView, queueRow, staffPart } from '../views';
import { isOfficer, visible, type ApplicantActor, type OfficerActor, type StepActor } from '../step';
import { TAB_OF } from '../rules/transitions';
import { quoteFor, quoteView } from '../quote';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { today } from '../../core/clock';

/** The resident's own applications, newest first. */
export async function mine(
  ctx: CallContext<ApplicantActor>,
  { cursor }: Input<'applications', 'mine'>,
): Promise<Output<'applications', 'mine'>> {
  const docs = await ctx.reader.find('applications', {
    where: { residentId: ctx.actor.residentId, ...(cursor ? { _id: where.lt(cursor) } : {}) },
    orderBy: [['_id', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  return page(docs, (doc) => doc._id, applicationRow);
}

/** One application as its viewer may see it; short answer when the viewer already has this version. */
export async function get(
  ctx: CallContext<StepActor>,
  { applicationId, knownVersion }: Input<'applications', 'get'>,
): Promise<Output<'applications', 'get'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  ctx.about({ target: applicationId, residentId: application.residentId, villageId: application.villageId });
  if (knownVersion === viewVersion(application, null)) return { unchanged: true };
  if (!isOfficer(ctx.actor)) {
    return { unchanged: false, application: await viewOf(ctx, application, null) };
  }
  const resident = must(await ctx.reader.get('residents', application.residentId));
  if (knownVersion === viewVersion(application, resident)) return { unchanged: true };
  return { unchanged: false, application: await viewOf(ctx, application, resident) };
}

/**
 * Staff also see facts of the resident, so their version counts too. The two sums cannot be confused with each other: the
 * applicant's is a plain version, the staff's is above a million.
 */
function viewVersion(application: ApplicationDoc, resident: ResidentDoc | null): number {
  return resident === null ? application.version : 1_000_000 + application.version + resident.version * 1_000;
}

async function viewOf(
  ctx: CallContext<StepActor>,
  application: ApplicationDoc,
  resident: ResidentDoc | null,
): Promise<Extract<Output<'applications', 'get'>, { unchanged: false }>['application']> {
  const photoIds = [...new Set(application.timeline.flatMap((entry) => entry.photoIds ?? []))];
  const links = await photoLinks(ctx.reader, photoIds);
  const version = viewVersion(application, resident);
  const view = applicationView(application, ctx.actor.role, links, version);
  if (resident === null) return view;
  const villages = await villageNames(ctx.reader);
  const dates = { appliedOn: chinaDate(application.createdAt), evaluatedOn: today(ctx.clock) };
  const quoted = await quoteFor(ctx.reader, resident, application.priceFen, dates);
  return { ...view, staff: staffPart(application, resident, villages, quoteView(quoted), dates) };
}

const TABS: QueueTab[] = ['toCheck', 'toApprove', 'toDeliver', 'waitingForResident', 'done'];

function tabCounts(counters: CounterDoc[]): Record<QueueTab, number> {
  const counts = Object.fromEntries(TABS.map((tab) => [tab, 0])) as Record<QueueTab, number>;
  for (const { devices } of counters) {
    for (const [state, n] of Object.entries(devices)) counts[TAB_OF[state as keyof typeof TAB_OF]] += n;
  }
  return counts;
}

/** The counters a member of staff may see: the own village's, or all of the town's (one for each village). */
export async function countersInScope(
  ctx: CallContext<OfficerActor>,
  villageId?: string,
): Promise<CounterDoc[]> {
  const only = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : villageId;
  if (only === undefined) return ctx.reader.find('counters', { where: {}, limit: 1000 });
  const counters = await ctx.reader.get('counters', only);
  return counters ? [counters] : [];
}

/** A staff queue: the village's own or the town's; what waits, oldest first; what is done, newest first. */
export async function queue(
  ctx: CallContext<OfficerActor>,
  { tab, q, villageId, cursor, knownVersion }: Input<'applications', 'queue'>,
): Promise<Output<'applications', 'queue'>> {
  const counters = await countersInScope(ctx, villageId);
  const version = counters.reduce((sum, { version: one }) => sum + one, 0);
  if (knownVersion === version) return { unchanged: true };

  const newestFirst = tab === 'done';
  const scope = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : villageId;
  const condition: Condition = {
    ...(scope === undefined ? {} : { villageId: scope }),
    tab,
    ...(q ? { residentName: where.startsWith(q) } : {}),
    ...(cursor ? { _id: newestFirst ? where.lt(cursor) : where.gt(cursor) } : {}),
  };
  const docs = await ctx.reader.find('applications', {
    where: condition,
    orderBy: [['_id', newestFirst ? 'desc' : 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  const now = ctx.clock.now();
  const rows = page(
    docs,
    (doc) => doc._id,
    (doc) => queueRow(doc, villages, now),
  );
  return { unchanged: false, version, counts: tabCounts(counters), ...rows };
}
