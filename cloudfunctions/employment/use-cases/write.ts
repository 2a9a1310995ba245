/** What officers write into a file; the second of two is told who was first. */
import type { Input, Output } from '../../../typings/api';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import { JOB_STATUS_LABELS } from '../../../miniprogram/shared/job-words';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import type { EmploymentFileDoc } from '../../core/documents/employment-file';
import { changedJobFile, newJobFile, type JobFileChange } from '../../core/employment-file';
import { AppError } from '../../core/errors';
import { isOwnCase } from '../../core/identity';
import { jobRule, residentOf, type OfficerActor } from '../people';

type Ctx = CommandContext<OfficerActor>;
type Saved = Promise<Output<'employment', 'saveFile'>>;

interface Loaded {
  resident: ResidentDoc;
  file: EmploymentFileDoc;
}

/** The file as this officer saw it. */
async function load(ctx: Ctx, residentId: string, version: number): Promise<Loaded> {
  const resident = await residentOf(ctx.tx, ctx.actor, residentId);
  ctx.about({ target: residentId, residentId, villageId: resident.villageId });
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (isOwnCase(ctx.user, residentId)) throw new AppError('OWN_CASE');
  const now = ctx.clock.now();
  const file = (await ctx.tx.get('employmentFiles', residentId)) ?? newJobFile(resident, now);
  if (file.version !== version) {
    const last = file.history[file.history.length - 1];
    const who = last ? `${last.by}已在${friendlyTime(last.at, now)}改过` : '有人刚刚改过';
    throw new AppError('STATE_CHANGED', { message: `${who}，请看了新的内容再改` });
  }
  return { resident, file };
}

async function save(ctx: Ctx, { resident, file }: Loaded, change: JobFileChange, what: string): Saved {
  const { orgName, name } = ctx.actor;
  const line = { at: ctx.clock.now(), by: `${orgName} ${name}`, what };
  const next = changedJobFile(file, change, line);
  await ctx.tx.put('employmentFiles', next);
  // Also written when nothing of it changes: who hands the resident over at the same time begins again.
  await ctx.tx.put('residents', { ...resident, jobFile: true, version: resident.version + 1 });
  return { version: next.version };
}

/** Makes the file or changes its facts. */
export async function saveFile(
  ctx: Ctx,
  { residentId, version, ...facts }: Input<'employment', 'saveFile'>,
): Saved {
  const loaded = await load(ctx, residentId, version);
  const known = new Set([
    ...(await jobRule(ctx)).policies.map(({ code }) => code),
    // What was applied before its rule ended stays on the file.
    ...loaded.file.policies,
  ]);
  if (facts.policies.some((code) => !known.has(code))) {
    throw new AppError('BAD_INPUT', { fields: { policies: '这项政策现在没有了，请重新选' } });
  }
  const what =
    version === 0 ? `建档：${JOB_STATUS_LABELS[facts.status]}` : `修改：${JOB_STATUS_LABELS[facts.status]}`;
  return save(ctx, loaded, facts, what);
}

/** The plan of the person as a whole. */
export async function savePlan(
  ctx: Ctx,
  { residentId, version, plan }: Input<'employment', 'savePlan'>,
): Saved {
  const loaded = await load(ctx, residentId, version);
  const on = today(ctx.clock);
  if (plan.some(({ doneOn }) => doneOn !== null && doneOn > on)) {
    throw new AppError('BAD_INPUT', { fields: { plan: '完成的日期不能晚于今天' } });
  }
  const done = plan.filter(({ doneOn }) => doneOn !== null).length;
  return save(ctx, loaded, { plan }, `帮扶措施${plan.length}条，完成${done}条`);
}

/** A contact with the person or an employer outside of an application, and when to ask again. */
export async function addFollowUp(
  ctx: Ctx,
  { residentId, version, words, nextOn }: Input<'employment', 'addFollowUp'>,
): Saved {
  const loaded = await load(ctx, residentId, version);
  if (nextOn !== null && nextOn < today(ctx.clock)) {
    throw new AppError('BAD_INPUT', { fields: { nextOn: '下次联系的日期要在今天以后' } });
  }
  const { orgName, name } = ctx.actor;
  const entry = { at: ctx.clock.now(), by: `${orgName} ${name}`, words, nextOn };
  return save(ctx, loaded, { followUps: [...loaded.file.followUps, entry], nextOn }, '跟进');
}

/** Work that the person found without an application here. */
export async function recordOutcome(
  ctx: Ctx,
  { residentId, version, ...outcome }: Input<'employment', 'recordOutcome'>,
): Saved {
  const loaded = await load(ctx, residentId, version);
  const { employer, post, since } = outcome;
  if (since > today(ctx.clock)) {
    throw new AppError('BAD_INPUT', { fields: { since: '开始工作的日期不能晚于今天' } });
  }
  return save(ctx, loaded, { status: 'employed', outcome }, `已就业：${employer}，${post}`);
}
