/**
 * Promises that are running out: on the day itself whoever has the case is told (or every officer of the office that acts),
 * some days later the next in line, the town. Each once; what was told stands in the case.
 */
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { substituteOf, worksOn } from '../../core/casework';
import type { ApplicationDoc, StaffDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { hash } from '../../core/crypto';
import { where } from '../../core/database';
import type { StaffEntry } from '../../core/documents/casework';
import type { MessageDoc } from '../../core/documents/safeguard';
import { askMessage } from '../../core/notify';
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

/** A message of this run, and of how many cases it tells. */
interface Told {
  doc: MessageDoc;
  cases: number;
}

function words(level: Level, n: number): string {
  return level === 'remind' ? `${n}件申请今天要办完` : `${n}件申请已经超时，请协调`;
}

function pageOf(level: Level, n: number, applicationId: string): string {
  if (n === 1) return `staff/case/index?applicationId=${applicationId}`;
  return `staff/work/index?list=${level === 'remind' ? 'mine' : 'overdueAll'}`;
}

class Run {
  /** One message to each officer for each of the two, so that ten cases are one message. */
  readonly told = new Map<string, Told>();
  private readonly staff = new Map<string, Promise<WithWeChat[]>>();
  private readonly phones = new Map<string, Promise<string>>();
  private readonly id: string;

  constructor(
    private readonly ctx: TimerContext,
    private readonly afterDays: number,
  ) {
    this.id = ctx.sendsMessages ? ctx.ids.record(ctx.clock.now()) : '';
  }

  /** Whose phone is told for an officer: who is on leave is not, who stands in is. */
  private phoneOf(openid: string): Promise<string> {
    const known = this.phones.get(openid) ?? this.lookUp(openid);
    this.phones.set(openid, known);
    return known;
  }

  private async lookUp(openid: string): Promise<string> {
    const user = await this.ctx.reader.get('users', openid);
    return substituteOf(user, chinaDate(this.ctx.clock.now()))?.openid ?? openid;
  }

  /** The officer's message of this run with one case more in it. */
  private async withOneMore(openid: string, level: Level, applicationId: string): Promise<Told> {
    const _id = `${this.id}-${level}-${hash(openid).slice(0, 12)}`;
    const cases = (this.told.get(_id)?.cases ?? 0) + 1;
    const at = this.ctx.clock.now();
    const message = askMessage({
      toOpenid: await this.phoneOf(openid),
      title: words(level, cases),
      from: '泗门智慧助残',
      page: pageOf(level, cases, applicationId),
      at,
    });
    return { doc: { _id, message, tries: 0, createdAt: at }, cases };
  }

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
    let told: Told[] = [];
    const done = await this.ctx.each(_id, async (tx) => {
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
      // Kept with the case, sent when the run has seen all: one that dies before loses no message.
      const receivers = this.ctx.sendsMessages ? openids : [];
      told = await Promise.all(receivers.map((openid) => this.withOneMore(openid, level, _id)));
      for (const { doc } of told) await tx.put('messages', doc);
      return { villageId: application.villageId };
    });
    if (done) for (const one of told) this.told.set(one.doc._id, one);
  }
}

/** Looks at every promise that has run out by now and writes down who is told; gives the messages that were kept. */
export async function nudgeAll(ctx: TimerContext): Promise<MessageDoc[]> {
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
  return [...run.told.values()].map(({ doc }) => doc);
}

/** Reminds of what is due today, and tells the next in line of what has been overdue for the days of the parameter. */
export async function escalate(ctx: TimerContext): Promise<void> {
  for (const doc of await nudgeAll(ctx)) await ctx.send(doc);
}
