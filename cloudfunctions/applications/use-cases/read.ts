import type { Input, Output } from '../../../typings/api';
import type { QueueTab } from '../../../typings/api/applications';
import type { CallContext } from '../../core/actions';
import type { ApplicationDoc, CounterDoc } from '../../core/collections';
import { hash } from '../../core/crypto';
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

type View = Extract<Output<'applications', 'get'>, { unchanged: false }>['application'];

/** Links to photos live ten minutes: well before, a page that is on show gets new ones. */
const LINKS_RENEWED_MS = 8 * 60_000;

/** One application as its viewer may see it; short answer when the viewer already has all of it. */
export async function get(
  ctx: CallContext<StepActor>,
  { applicationId, knownVersion }: Input<'applications', 'get'>,
): Promise<Output<'applications', 'get'>> {
  const application = visible(ctx.actor, await ctx.reader.get('applications', applicationId));
  ctx.about({ target: applicationId, residentId: application.residentId, villageId: application.villageId });
  const staff = isOfficer(ctx.actor) ? await staffFacts(ctx, application) : null;
  const photoIds = [...new Set(application.timeline.flatMap((entry) => entry.photoIds ?? []))];
  const version = fingerprint([
    application.version,
    staff,
    photoIds.length === 0 ? 0 : Math.floor(ctx.clock.now() / LINKS_RENEWED_MS),
  ]);
  if (knownVersion === version) return { unchanged: true };
  const links = await photoLinks(ctx.reader, photoIds);
  const view: View = { ...applicationView(application, ctx.actor.role, links, version), staff };
  return { unchanged: false, application: view };
}

/** A number that is another one when anything in the answer is: 48 bits, which JavaScript holds exactly. */
function fingerprint(parts: unknown): number {
  return parseInt(hash(JSON.stringify(parts)).slice(0, 12), 16);
}

async function staffFacts(ctx: CallContext<StepActor>, application: ApplicationDoc): Promise<View['staff']> {
  const resident = must(await ctx.reader.get('residents', application.residentId));
  const dates = { appliedOn: chinaDate(application.createdAt), evaluatedOn: today(ctx.clock) };
  const quoted = await quoteFor(ctx.reader, resident, application.priceFen, dates);
  return staffPart(application, resident, await villageNames(ctx.reader), quoteView(quoted), dates);
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
async function countersInScope(ctx: CallContext<OfficerActor>, villageId?: string): Promise<CounterDoc[]> {
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
