/** Steps that are the same for several kinds. */
import type { Input } from '../../../typings/api';
import type { CaseState } from '../../../typings/domain';
import type { CommandContext } from '../../core/actions';
import { rememberClaim } from '../../core/cases';
import { AppError } from '../../core/errors';
import { useVoice } from '../../core/voices';
import { applicantVerified, type ApplicantActor, type OfficerActor } from '../engine/actors';
import { loadForStep, takeStep, type LoadedCase } from '../engine/step';

type Answer = Promise<{ state: CaseState }>;

/** The village's first step needs to know that the applicant is who they say. */
export function mustBeVerified({
  application,
  resident,
}: Pick<LoadedCase, 'application' | 'resident'>): void {
  if (!applicantVerified(application, resident)) throw new AppError('IDENTITY_NOT_VERIFIED');
}

/** The village has looked at the case: the person is who they say, and needs it. */
export async function check(
  ctx: CommandContext<OfficerActor>,
  { applicationId, note }: Input<'applications', 'check'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'check');
  mustBeVerified(found);
  return { state: await takeStep(ctx, found, { note }) };
}

/** Asks the applicant for more; the answer brings it back to whoever asked. */
export async function returnForMore(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'return'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'return');
  return { state: await takeStep(ctx, found, { note: reason }) };
}

/** Ends the application with a reason that the applicant reads. */
export async function reject(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'reject'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'reject');
  return { state: await takeStep(ctx, found, { note: reason }) };
}

/** Answers what staff asked for, with photos if any. */
export async function resubmit(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, answer, photoIds }: Input<'applications', 'resubmit'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'resubmit');
  const purpose = found.application.kind === 'renovation' ? 'renovation' : 'feedback';
  return { state: await takeStep(ctx, found, { note: answer, photoIds, purpose }) };
}

/** Takes the application back, as long as the table allows it. */
export async function withdraw(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, reason }: Input<'applications', 'withdraw'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'withdraw');
  return { state: await takeStep(ctx, found, { note: reason }) };
}

/** What came, or what was done, is not right: back to whoever carries it out. */
export async function dispute(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, reason, photoIds }: Input<'applications', 'dispute'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'dispute');
  const { facts } = found.application;
  if (facts.kind === 'wish' && facts.claim)
    await rememberClaim(ctx.tx, facts.claim.volunteerId, applicationId, ctx.clock.now());
  return { state: await takeStep(ctx, found, { note: reason, photoIds, purpose: 'feedback' }) };
}

/** How it went: a face from 1 to 5, and words, photos or a voice note if any. Given once. */
export async function giveFeedback(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, score, words, photoIds = [], voiceId }: Input<'applications', 'giveFeedback'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'giveFeedback');
  if (found.application.feedback) throw new AppError('STATE_CHANGED', { message: '您已经评价过了，谢谢您' });
  if (voiceId !== undefined) await useVoice(ctx, voiceId, 'feedback', applicationId);
  const feedback = { score, words, at: ctx.clock.now(), photoIds: [...photoIds], voiceId: voiceId ?? null };
  return { state: await takeStep(ctx, found, { photoIds, purpose: 'feedback', feedback }) };
}
