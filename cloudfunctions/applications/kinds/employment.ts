/** Finding work: what one can and wants, follow-ups by staff, and the outcome. */
import type { Input, Output } from '../../../typings/api';
import type { CaseState } from '../../../typings/domain';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { noteFiling, noteInJobFile, type JobFileChange } from '../../core/employment-file';
import { AppError } from '../../core/errors';
import { openCasesOf } from '../../core/open-cases';
import type { ApplicantActor, OfficerActor } from '../engine/actors';
import { actorName } from '../engine/actors';
import { activeResident, fileCase, openCaseOf, recordConsent } from '../engine/file';
import { loadForStep, takeStep, type LoadedCase } from '../engine/step';

type Answer = Promise<{ state: CaseState }>;

/** The notice answered must be open now: a job that was withdrawn meanwhile is told. */
async function noticeTitle(ctx: CommandContext, noticeId: string | undefined): Promise<string> {
  if (noticeId === undefined) return '';
  const notice = await ctx.reader.get('notices', noticeId);
  const open =
    notice?.state === 'published' && (notice.expiresOn === null || notice.expiresOn >= today(ctx.clock));
  if (!notice || !open) {
    throw new AppError('ITEM_WITHDRAWN', {
      message: '这个岗位或培训已经结束，请看看别的，或直接登记求职意愿',
    });
  }
  return notice.title;
}

/** Says what one can and wants; one open wish for work for each resident. */
export async function applyEmployment(
  ctx: CommandContext<ApplicantActor>,
  input: Input<'applications', 'applyEmployment'>,
): Promise<Output<'applications', 'applyEmployment'>> {
  const resident = await activeResident(ctx, 'employment');
  if (openCaseOf(await openCasesOf(ctx.reader, resident._id), 'employment'))
    throw new AppError('ALREADY_OPEN');
  const { abilities, hours, distance, wishes, noticeId, contactPhone, voiceId, consentVersion } = input;
  const notice = await noticeTitle(ctx, noticeId);
  await recordConsent(ctx, 'employment', consentVersion);
  const at = ctx.clock.now();
  const applicationId = ctx.ids.record(at);
  const known = await noteFiling(
    ctx,
    resident,
    { status: 'looking', abilities, hours, distance, wishes, applicationId },
    { at, by: actorName(ctx.actor, resident), what: notice === '' ? '登记求职意愿' : `应聘：${notice}` },
  );
  await fileCase(ctx, resident, {
    applicationId,
    resident: known,
    facts: {
      kind: 'employment',
      abilities,
      hours,
      distance,
      wishes,
      noticeId: noticeId ?? null,
      noticeTitle: notice,
      followUps: [],
      nextOn: null,
      placement: null,
    },
    title: notice === '' ? '找工作' : `应聘：${notice}`,
    image: `abilities/${abilities[0] ?? 'other'}`,
    contactPhone,
    reason: wishes,
    voiceId,
  });
  return { applicationId };
}

/** What a step brought, in the resident's employment file. */
function note(
  ctx: CommandContext<OfficerActor>,
  { resident }: LoadedCase<'employment'>,
  change: JobFileChange,
  what: string,
): Promise<Pick<ResidentDoc, 'jobFile'>> {
  return noteInJobFile(ctx.tx, resident, change, {
    at: ctx.clock.now(),
    by: actorName(ctx.actor, resident),
    what,
  });
}

/** Writes down a contact with the resident or an employer, and when to ask again. */
export async function followUp(
  ctx: CommandContext<OfficerActor>,
  { applicationId, words, nextOn }: Input<'applications', 'followUp'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'followUp', 'employment');
  if (nextOn !== undefined && nextOn < today(ctx.clock)) {
    throw new AppError('BAD_INPUT', { fields: { nextOn: '下次联系的日期要在今天以后' } });
  }
  const entry = {
    at: ctx.clock.now(),
    by: actorName(ctx.actor, found.resident),
    words,
    nextOn: nextOn ?? null,
  };
  const facts = {
    ...found.facts,
    followUps: [...found.facts.followUps, entry],
    nextOn: nextOn ?? null,
  };
  const known = await note(ctx, found, { nextOn: facts.nextOn }, '跟进');
  return { state: await takeStep(ctx, found, { note: words, facts, resident: known }) };
}

/** In work: where, as what, since when. */
export async function recordPlacement(
  ctx: CommandContext<OfficerActor>,
  { applicationId, employer, post, since, note: remark }: Input<'applications', 'recordPlacement'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'place', 'employment');
  const facts = { ...found.facts, placement: { employer, post, since }, nextOn: null };
  const outcome = { employer, post, since };
  const change = { status: 'employed' as const, outcome, nextOn: null, applicationId };
  const known = await note(ctx, found, change, `找到工作：${employer}，${post}`);
  return {
    state: await takeStep(ctx, found, {
      note: remark === undefined || remark === '' ? `${employer}，${post}` : remark,
      facts,
      resident: known,
      figures: (counters) => {
        counters.placed += 1;
      },
    }),
  };
}

/** Nothing fitting was found; why. */
export async function closeUnplaced(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'closeUnplaced'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'closeUnplaced', 'employment');
  const known = await note(ctx, found, { nextOn: null }, `这次没有找到：${reason}`);
  const facts = { ...found.facts, nextOn: null };
  return { state: await takeStep(ctx, found, { note: reason, facts, resident: known }) };
}

/** The place was lost: the search goes on, unless another one is under way already. */
export async function reopenEmployment(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'reopenEmployment'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'reopen', 'employment');
  if (openCaseOf(await openCasesOf(ctx.reader, found.resident._id), 'employment'))
    throw new AppError('ALREADY_OPEN');
  const change = { status: 'looking' as const, outcome: null, applicationId };
  const known = await note(ctx, found, change, `重新找工作：${reason}`);
  return {
    state: await takeStep(ctx, found, {
      note: reason,
      facts: { ...found.facts, placement: null },
      resident: known,
      figures: (counters) => {
        counters.placed -= 1;
      },
    }),
  };
}
