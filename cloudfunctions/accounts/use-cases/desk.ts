/** The officer's own desk: what is overdue, what is theirs, what is new since they last looked. */
import type { Output } from '../../../typings/api';
import type { StaffDesk, VillageWork } from '../../../typings/api/accounts';
import type { CaseKind } from '../../../typings/domain';
import { CASE_KINDS } from '../../../miniprogram/shared/case-states';
import { queuesOf, WORK_TABS, workKey } from '../../../miniprogram/shared/waiting';
import type { CallContext, CommandContext } from '../../core/actions';
import { activeStandIns, deskOf, ownIds } from '../../core/casework';
import { today } from '../../core/clock';
import type { Figures } from '../../core/caller';
import { must } from '../../core/errors';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../../core/identity';
import { villageNames } from '../../core/villages';
import { casesByTab, figuresOf, overdueCases, overdueFor, sum, workFigures } from '../../core/waiting';

type OfficerActor = VillageStaffActor | TownStaffActor;
type StaffActor = OfficerActor | AdminActor;

/** The figures that this actor may see: of the own village, or of all (one document for each). */
export function countersOf(ctx: CallContext, actor: StaffActor): Promise<Figures[]> {
  return figuresOf({ ...ctx, actor }, actor.role === 'villageStaff' ? actor.villageId : undefined);
}

/** Sums of everything that has come in, by key. */
function arrivedIn(counters: readonly Figures[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { arrived } of counters) {
    for (const [key, n] of Object.entries(arrived ?? {})) total[key] = (total[key] ?? 0) + n;
  }
  return total;
}

/** What waits for this role at all: the queues that it works on, and what is not an application. */
function keysOf(role: OfficerActor['role']): string[] {
  return [
    ...CASE_KINDS.flatMap((kind) => queuesOf(role, kind).map((tab) => workKey(kind, tab))),
    ...['verifications', 'emergencies', 'services', 'pairings', 'intentions', 'stories'],
    role === 'villageStaff' ? 'donations' : 'townDonations',
  ];
}

/** What came in since the officer looked and still waits; what is done meanwhile is no news. */
function freshOf(
  role: OfficerActor['role'],
  counters: readonly Figures[],
  seen: Record<string, number>,
): Record<string, number> {
  const arrived = arrivedIn(counters);
  const waiting = counters.map(workFigures);
  return Object.fromEntries(
    keysOf(role)
      .map((key) => {
        const waits = waiting.reduce((total, figures) => total + (figures[key] ?? 0), 0);
        return [key, Math.min(waits, (arrived[key] ?? 0) - (seen[key] ?? 0))] as const;
      })
      .filter(([, n]) => n > 0),
  );
}

const NONE = Object.fromEntries(CASE_KINDS.map((kind) => [kind, 0])) as Record<CaseKind, number>;

export function deskView(ctx: CallContext, actor: StaffActor, counters: readonly Figures[]): StaffDesk {
  if (actor.role === 'admin') {
    return {
      overdue: NONE,
      overdueAll: 0,
      mine: 0,
      fresh: {},
      seenAt: null,
      leave: null,
      standsInFor: [],
    };
  }
  const on = today(ctx.clock);
  const { seenAt, arrived, leave } = deskOf(ctx.user);
  const own = ownIds(ctx.user, actor.staffId, on);
  return {
    overdue: overdueFor(counters, actor.role, on),
    overdueAll: sum(counters, (one) =>
      CASE_KINDS.reduce((total, kind) => total + overdueCases(one, kind, WORK_TABS, on), 0),
    ),
    mine: sum(counters, ({ assigned }) => own.reduce((n, id) => n + (assigned?.[id] ?? 0), 0)),
    fresh: seenAt === null ? {} : freshOf(actor.role, counters, arrived),
    seenAt,
    leave:
      leave && leave.to >= on
        ? { from: leave.from, to: leave.to, substituteName: leave.substitute.name }
        : null,
    standsInFor: activeStandIns(ctx.user, on).map(({ name }) => name),
  };
}

/** What has come in by now is no longer new to this officer. */
export async function markSeen(ctx: CommandContext<OfficerActor>): Promise<Output<'accounts', 'markSeen'>> {
  const user = must(await ctx.tx.get('users', ctx.actor.openid));
  const seenAt = ctx.clock.now();
  const arrived = arrivedIn(await countersOf(ctx, ctx.actor));
  await ctx.tx.put('users', { ...user, desk: { ...deskOf(user), seenAt, arrived } });
  return { seenAt };
}

/** What waits and what is overdue, village by village and kind by kind. */
export async function villageFigures(ctx: CallContext): Promise<Output<'accounts', 'villageFigures'>> {
  const on = today(ctx.clock);
  const counters = await figuresOf(ctx, undefined);
  const workOf = (one: Figures | undefined, kind: CaseKind): VillageWork => {
    if (!one) return { toCheck: 0, toApprove: 0, toCarryOut: 0, overdue: 0 };
    const { toCheck, toApprove, toCarryOut } = casesByTab(one, kind);
    return { toCheck, toApprove, toCarryOut, overdue: overdueCases(one, kind, WORK_TABS, on) };
  };
  return {
    villages: [...(await villageNames(ctx.reader))].map(([villageId, name]) => {
      const one = counters.find(({ _id }) => _id === villageId);
      return {
        villageId,
        name,
        cases: Object.fromEntries(CASE_KINDS.map((kind) => [kind, workOf(one, kind)])) as Record<
          CaseKind,
          VillageWork
        >,
        verifications: one?.openVerifications ?? 0,
        emergencies: one?.openEmergencies ?? 0,
      };
    }),
  };
}
