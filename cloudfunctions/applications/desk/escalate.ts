/**
 * Promises that are running out: on the day itself whoever has the case is told (or every officer of the office that acts),
 * some days later the next in line, the town. Each once; what was told stands in the case.
 */
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { Millis } from '../../../typings/domain';
import { substituteOf, worksOn } from '../../core/casework';
import type { ApplicationDoc, StaffDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { where } from '../../core/database';
import type { StaffEntry } from '../../core/documents/casework';
import { sendAskMessage } from '../../core/notify';
import { parameterOn } from '../../core/parameters';
import type { TimerContext } from '../../core/timers';
import { villageName } from '../../core/villages';

const DAY = 24 * 60 * 60 * 1000;
/** Records looked at in one read; the run goes on until none is left. */
const BATCH = 200;
/** More than a town of this size can let run out in a day; a run that reaches it goes on the next time. */
const ROUNDS = 20;
const STAFF_READ = 100;
/** Until the parameter is set. */
export const DEFAULT_ESCALATION_DAYS = 3;

type WithWeChat = StaffDoc & { openid: string };
type Level = 'remind' | 'escalate';

/** Who is told what in one run, so that ten cases are one message. */
type Told = Map<string, { [level in Level]: string[] }>;

class Run {
  readonly told: Told = new Map();
  private readonly staff = new Map<string, Promise<WithWeChat[]>>();

  constructor(
    private readonly ctx: TimerContext,
    private readonly afterDays: number,
  ) {}

  /** Officers of a village, or of the town (null), read once in a run. */
  private officers(villageId: string | null): Promise<WithWeChat[]> {
    const key = villageId ?? '';
    const known = this.staff.get(key) ?? this.read(villageId);
    this.staff.set(key, known);
    return known;
  }

  private async read(villageId: string | null): Promise<WithWeChat[]> {
    const found = await this.ctx.reader.find('staff', {
      where: villageId === null ? { level: 'town', endedAt: null } : { villageId, endedAt: null },
      limit: STAFF_READ,
    });
    return found.filter((one): one is WithWeChat => one.openid !== null);
  }

  /** Whom to tell, and how the case calls them. */
  private async receivers(
    application: ApplicationDoc,
    level: Level,
  ): Promise<{ openids: string[]; name: string }> {
    const { assignee, villageId } = application;
    const town = { openids: (await this.officers(null)).map(({ openid }) => openid), name: '镇残联' };
    if (level === 'escalate') return town;
    if (assignee) return { openids: [assignee.openid], name: assignee.name };
    if (!worksOn('villageStaff', application)) return town;
    const village = await this.officers(villageId);
    // A village without anybody in duty: the next in line at once.
    if (village.length === 0) return town;
    const name = `${await villageName(this.ctx.reader, villageId)}残协`;
    return { openids: village.map(({ openid }) => openid), name };
  }

  /** One case: looked at again in its own transaction, so that a timer that comes twice tells once. */
  async nudge({ _id }: ApplicationDoc): Promise<void> {
    let sent: { level: Level; openids: string[] } | null = null;
    await this.ctx.each(_id, async (tx) => {
      sent = null;
      const now = this.ctx.clock.now();
      const application = await tx.get('applications', _id);
      const { nudgeAt, dueAt, nudges = 0 } = application ?? {};
      if (!application || typeof nudgeAt !== 'number' || nudgeAt > now || !dueAt) return null;
      const level: Level = nudges === 0 ? 'remind' : 'escalate';
      const { openids, name } = await this.receivers(application, level);
      const entry: StaffEntry = { at: now, what: level, by: '系统', openid: 'system', to: name };
      await tx.put('applications', {
        ...application,
        staffLog: [...(application.staffLog ?? []), entry],
        nudges: nudges + 1,
        nudgeAt: level === 'remind' ? dueAt + this.afterDays * DAY : null,
        version: application.version + 1,
      });
      await count(tx, application.villageId, now, () => undefined);
      sent = { level, openids };
      return { villageId: application.villageId };
    });
    const done = sent as { level: Level; openids: string[] } | null;
    for (const openid of done?.openids ?? []) {
      const lists = this.told.get(openid) ?? { remind: [], escalate: [] };
      lists[done?.level ?? 'remind'].push(_id);
      this.told.set(openid, lists);
    }
  }
}

function words(level: Level, n: number): string {
  return level === 'remind' ? `${n}件申请今天要办完` : `${n}件申请已经超时，请协调`;
}

/** One message to each officer for each of the two; who is on leave is not told, who stands in is. */
async function send({ reader, clock }: TimerContext, told: Told, at: Millis): Promise<void> {
  const openids = [...told.keys()];
  if (openids.length === 0) return;
  const users = await reader.find('users', { where: { _id: where.in(openids) }, limit: openids.length });
  for (const [openid, lists] of told) {
    const user = users.find(({ _id }) => _id === openid) ?? null;
    const substitute = substituteOf(user, chinaDate(clock.now()));
    for (const level of ['remind', 'escalate'] as const) {
      const [first] = lists[level];
      if (first === undefined) continue;
      const page =
        lists[level].length === 1
          ? `staff/case/index?applicationId=${first}`
          : `staff/work/index?list=${level === 'remind' ? 'mine' : 'overdueAll'}`;
      // A refusal (no subscription left) is not tried again: the workbench says the same.
      await sendAskMessage({
        toOpenid: substitute?.openid ?? openid,
        title: words(level, lists[level].length),
        from: '泗门智慧助残',
        page,
        at,
      }).catch(() => undefined);
    }
  }
}

/** Looks at every promise that has run out by now and writes down who is told; gives who is to be told what. */
export async function nudgeAll(ctx: TimerContext): Promise<Told> {
  const now = ctx.clock.now();
  const rule = (await parameterOn(ctx.reader, 'escalation', chinaDate(now)))?.value;
  const run = new Run(ctx, rule?.afterDays ?? DEFAULT_ESCALATION_DAYS);
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const waiting = await ctx.reader.find('applications', {
      where: { nudgeAt: where.between(0, now + 1) },
      orderBy: [['nudgeAt', 'asc']],
      limit: BATCH,
    });
    // One whose transaction failed stays where it is: looked at again the next time, not in this run.
    const fresh = waiting.filter(({ _id }) => !seen.has(_id));
    for (const application of fresh) {
      seen.add(application._id);
      await run.nudge(application);
    }
    if (fresh.length === 0 || waiting.length < BATCH) break;
  }
  return run.told;
}

/** Reminds of what is due today, and tells the next in line of what has been overdue for the days of the parameter. */
export async function escalate(ctx: TimerContext): Promise<void> {
  await send(ctx, await nudgeAll(ctx), ctx.clock.now());
}
