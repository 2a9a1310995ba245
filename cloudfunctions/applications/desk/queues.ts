/** The lists in which officers find their work: queues of one kind, and all kinds together. */
import type { Input, Output } from '../../../typings/api';
import type { CaseKind, CaseTab } from '../../../typings/domain';
import { CASE_KINDS } from '../../../miniprogram/shared/case-states';
import { queuesOf } from '../../../miniprogram/shared/waiting';
import type { CallContext } from '../../core/actions';
import { ownIds } from '../../core/casework';
import { today } from '../../core/clock';
import type { Figures } from '../../core/caller';
import { fingerprint } from '../../core/crypto';
import { where, type Condition } from '../../core/database';
import { villageScope } from '../../core/identity';
import { readStretches, type Stretch } from '../../core/stretches';
import { placeCondition, villageNames } from '../../core/villages';
import { casesByTab, figuresOf, overdueCases, sum } from '../../core/waiting';
import type { OfficerActor } from '../engine/actors';
import { QUEUE_FIELDS, queueRow } from '../views';

type Ctx = CallContext<OfficerActor>;

/** Past every date that a promise can have. */
const EVER = Number.MAX_SAFE_INTEGER;

/**
 * Another number whenever the list may be another one: a record moved or was taken (which the counters notice), a day has
 * begun (and more is overdue), or the caller stands in for somebody else.
 */
function versionOf(ctx: Ctx, counters: readonly Pick<Figures, 'version'>[]): number {
  return fingerprint([sum(counters, ({ version }) => version), today(ctx.clock), myIds(ctx)]);
}

function myIds(ctx: Ctx): string[] {
  return ownIds(ctx.user, ctx.actor.staffId, today(ctx.clock));
}

/** '261127-K7QP' or its beginning, as people type it; null when it is no number of a case. */
function numberIn(q: string): string | null {
  const match = /^(\d{6})[-\s]?([2-9A-Za-z]{0,4})$/.exec(q);
  if (!match) return null;
  const letters = (match[2] ?? '').toUpperCase();
  return letters === '' ? (match[1] ?? '') : `${match[1]}-${letters}`;
}

/** First what has a promised day, by that day, then what has none. */
function byDue(condition: Condition): Stretch[] {
  return [
    { where: condition, by: { field: 'dueAt', above: 0, below: EVER } },
    { where: { ...condition, dueAt: null } },
  ];
}

/** The text itself, then longer ones in their order. */
function beginningWith(condition: Condition, field: 'number' | 'residentName', text: string): Stretch[] {
  return [
    { where: { ...condition, [field]: text } },
    { where: condition, by: { field, above: text, below: `${text}\uffff` } },
  ];
}

function overdueNow(condition: Condition, now: number): Stretch {
  return { where: condition, by: { field: 'dueAt', above: 0, below: now } };
}

async function stretchesOf(ctx: Ctx, input: Input<'applications', 'queue'>): Promise<Stretch[]> {
  const { kind, tab, q, villageId, who, overdue, sort } = input;
  const scope = await placeCondition(ctx.reader, villageScope(ctx.actor, villageId));
  const number = q ? numberIn(q) : null;
  if (number !== null) {
    return beginningWith(scope, 'number', number);
  }
  const condition: Condition = {
    ...scope,
    kind,
    tab,
    ...(who === 'mine' ? { assigneeId: where.in(myIds(ctx)) } : {}),
    ...(who === 'nobody' ? { assigneeId: null } : {}),
  };
  if (q) {
    const late = overdue ? { dueAt: where.between(0, ctx.clock.now()) } : {};
    return beginningWith({ ...condition, ...late }, 'residentName', q);
  }
  if (overdue) return [overdueNow(condition, ctx.clock.now())];
  switch (sort ?? (tab === 'done' ? 'newest' : 'oldest')) {
    case 'due':
      return byDue(condition);
    case 'newest':
      return [{ where: condition, direction: 'desc' }];
    case 'oldest':
      return [{ where: condition }];
  }
}

/** A staff queue of one kind: the village's own or the town's. */
export async function queue(
  ctx: Ctx,
  input: Input<'applications', 'queue'>,
): Promise<Output<'applications', 'queue'>> {
  const { kind, tab, villageId, cursor, knownVersion } = input;
  const counters = await figuresOf(ctx, villageScope(ctx.actor, villageId));
  const version = versionOf(ctx, counters);
  if (knownVersion === version) return { unchanged: true };
  const rows = await rowsOf(ctx, await stretchesOf(ctx, input), cursor);
  return {
    unchanged: false,
    version,
    counts: tabCounts(counters, kind),
    overdue: sum(counters, (one) => overdueCases(one, kind, [tab], today(ctx.clock))),
    ...rows,
  };
}

async function rowsOf(ctx: Ctx, stretches: readonly Stretch[], cursor: string | null | undefined) {
  const villages = await villageNames(ctx.reader);
  const own = myIds(ctx);
  return readStretches(ctx.reader, 'applications', stretches, cursor, {
    fields: QUEUE_FIELDS,
    view: (doc) => queueRow(doc, villages, ctx.clock.now(), own),
  });
}

function tabCounts(counters: readonly Figures[], kind: CaseKind): Record<CaseTab, number> {
  const counts: Record<CaseTab, number> = { toCheck: 0, toApprove: 0, toCarryOut: 0, waiting: 0, done: 0 };
  for (const one of counters) {
    for (const [tab, n] of Object.entries(casesByTab(one, kind))) counts[tab as CaseTab] += n;
  }
  return counts;
}

/** What the caller's office has let slip: of a village all but what lies with the town, of the town its own queues. */
function ownOverdue(ctx: Ctx, scope: Condition): Stretch[] {
  const now = ctx.clock.now();
  if (ctx.actor.role === 'villageStaff') {
    return [overdueNow({ ...scope, tab: where.in(['toCheck', 'toCarryOut']) }, now)];
  }
  return CASE_KINDS.flatMap((kind) =>
    queuesOf('townStaff', kind).map((tab) => overdueNow({ ...scope, kind, tab }, now)),
  );
}

/** Cases of all kinds: one's own, or those that are overdue. */
export async function work(
  ctx: Ctx,
  { list, villageId, cursor, knownVersion }: Input<'applications', 'work'>,
): Promise<Output<'applications', 'work'>> {
  const version = versionOf(ctx, await figuresOf(ctx, villageScope(ctx.actor, villageId)));
  if (knownVersion === version) return { unchanged: true };
  const scope = await placeCondition(ctx.reader, villageScope(ctx.actor, villageId));
  const stretches = {
    mine: () => byDue({ ...scope, assigneeId: where.in(myIds(ctx)) }),
    overdue: () => ownOverdue(ctx, scope),
    overdueAll: () => [overdueNow(scope, ctx.clock.now())],
  }[list]();
  return { unchanged: false, version, ...(await rowsOf(ctx, stretches, cursor)) };
}
