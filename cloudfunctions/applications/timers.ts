/** What happens to applications by itself: wishes run out, claims lapse, applicants are reminded of what waits for them. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { caseWords } from '../../miniprogram/shared/case-states';
import type { CaseAction, CaseState } from '../../typings/domain';
import { forgetClaim, moved, systemEntry } from '../core/cases';
import type { ApplicationDoc, CaseFacts } from '../core/collections';
import { count, moveCase } from '../core/counters';
import { where, type Tx } from '../core/database';
import { stepMessage as asMessage, type Message } from '../core/notify';
import { parameterOn } from '../core/parameters';
import { withAskedCase } from '../core/pure/asked-cases';
import type { TimerContext, TimerTable } from '../core/timers';
import { escalate } from './desk/escalate';
import type { FactsOf } from './engine/actors';
import { applicantPage, stepMessage } from './engine/tell';
import { inDays, wishLimitOn } from './kinds/wish/resident';
import { nextState } from './rules/tables';

const DAY = 24 * 60 * 60 * 1000;
/** Records looked at in one run; the next run goes on. */
const BATCH = 200;
/** Until the parameter is set. */
const REMINDER = { afterDays: 3, times: 2 };
/** States that wait for the applicant's word. */
const AWAITED: readonly CaseState[] = ['delivered', 'repaired', 'built', 'received', 'returned'];

/** One step of the program itself, if the record is still where the step starts from. */
async function systemStep(
  tx: Tx,
  { clock }: TimerContext,
  id: string,
  action: CaseAction,
  note: string,
  still: (application: ApplicationDoc) => CaseFacts | null,
): Promise<{ villageId: string } | null> {
  const now = clock.now();
  const application = await tx.get('applications', id);
  if (!application) return null;
  const to = nextState(application.kind, application.state, action, 'system', application.returnedFrom);
  const facts = still(application);
  if (to === null || facts === null) return null;
  const next = moved(application, to, systemEntry(now, action, to, note), { facts });
  await tx.put('applications', next);
  const resident = await tx.get('residents', application.residentId);
  const asked = resident && withAskedCase(resident, next);
  if (asked && asked !== resident) await tx.put('residents', asked);
  await count(tx, application.villageId, now, (counters) => moveCase(counters, application, next));
  return { villageId: application.villageId };
}

const wishOf = (application: ApplicationDoc): FactsOf<'wish'> => application.facts as FactsOf<'wish'>;

/** Wishes that nobody claimed in time end; claims that were not kept are given back. */
async function wishes(ctx: TimerContext): Promise<void> {
  const today = chinaDate(ctx.clock.now());
  const limit = await wishLimitOn(ctx.reader, today);
  const inState = (state: CaseState): Promise<ApplicationDoc[]> =>
    ctx.reader.find('applications', {
      where: { kind: 'wish', state },
      orderBy: [['_id', 'asc']],
      limit: 1000,
    });

  for (const { _id } of (await inState('published')).filter((doc) => (wishOf(doc).openUntil ?? '') < today)) {
    await ctx.each(_id, (tx) =>
      systemStep(tx, ctx, _id, 'expire', '到期没有人认领', (doc) =>
        (wishOf(doc).openUntil ?? '') < today ? doc.facts : null,
      ),
    );
  }
  const lapsed = (doc: ApplicationDoc): boolean => (wishOf(doc).claim?.until ?? today) < today;
  for (const { _id } of (await inState('claimed')).filter(lapsed)) {
    await ctx.each(_id, async (tx) => {
      const doc = await tx.get('applications', _id);
      const claim = doc && lapsed(doc) ? wishOf(doc).claim : null;
      if (!claim) return null;
      await forgetClaim(tx, claim.volunteerId, _id, ctx.clock.now());
      return systemStep(tx, ctx, _id, 'release', '认领后没有按时送到，重新开放', (current) => ({
        ...wishOf(current),
        claim: null,
        openUntil: inDays(ctx.clock.now(), limit.openDays),
      }));
    });
  }
}

/** Reminds applicants of what waits for their word, a few times, some days apart. */
async function remind(ctx: TimerContext): Promise<void> {
  const now = ctx.clock.now();
  const rule = (await parameterOn(ctx.reader, 'feedbackReminder', chinaDate(now)))?.value ?? REMINDER;
  // Each turn by itself: those that never answer keep their place in the order, and would soon be all that is read. The last one first,
  // so that nobody is reminded twice in one run.
  const turns = AWAITED.flatMap((state) =>
    Array.from({ length: rule.times }, (_, n) => ({ state, reminded: rule.times - 1 - n })),
  );
  for (const { state, reminded } of turns) {
    const waiting = await ctx.reader.find('applications', {
      where: { state, reminded, updatedAt: where.lt(now - (reminded + 1) * rule.afterDays * DAY + 1) },
      orderBy: [['updatedAt', 'asc']],
      limit: BATCH,
    });
    for (const doc of waiting) {
      await ctx.each(doc._id, async (tx) => {
        const current = await tx.get('applications', doc._id);
        if (current?.state !== state || current.reminded !== doc.reminded) return null;
        // `updatedAt` stays: it says since when the applicant has been waited for.
        await tx.put('applications', {
          ...current,
          reminded: current.reminded + 1,
          version: current.version + 1,
        });
        return { villageId: current.villageId, tell: [reminderOf(current, now)] };
      });
    }
  }
}

function reminderOf(application: ApplicationDoc, at: number): Message {
  const { filedBy, kind, state, title } = application;
  return asMessage({
    toOpenid: filedBy,
    title: `${title}申请`,
    state: caseWords(kind, state).label,
    next: state === 'returned' ? '还等您补充说明，请打开' : '还等您确认或评价，请打开',
    page: applicantPage(application),
    at,
  });
}

/** Tells applicants of steps whose officer can no longer take them back. */
async function tell(ctx: TimerContext): Promise<void> {
  const now = ctx.clock.now();
  const held = await ctx.reader.find('applications', {
    where: { tellAt: where.between(0, now) },
    orderBy: [['tellAt', 'asc']],
    limit: BATCH,
  });
  for (const { _id } of held) {
    await ctx.each(_id, async (tx) => {
      const application = await tx.get('applications', _id);
      if (!application?.undo || !application.tellAt || application.tellAt >= now) return null;
      const { undo, villageId, version } = application;
      await tx.put('applications', { ...application, undo: null, tellAt: null, version: version + 1 });
      // After a day the program has said it long ago: no message about what is old.
      const message = now - application.tellAt < DAY ? stepMessage(application, undo.action, now) : null;
      return { villageId, tell: message ? [asMessage(message)] : [] };
    });
  }
}

export const applicationsTimers: TimerTable = { wishes, remind, escalate, tell };
