import type { Input } from '../../../typings/api';
import type { DeviceState } from '../../../typings/domain';
import type { CommandContext } from '../../core/actions';
import { loadForStep, takeStep, type ApplicantActor } from '../step';

type Answer = Promise<{ state: DeviceState }>;

/** Answers what staff asked for. */
export async function resubmit(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, answer }: Input<'applications', 'resubmit'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'resubmit');
  return { state: await takeStep(ctx, found, 'resubmit', { note: answer }) };
}

/** The device has arrived. */
export async function confirmReceipt(
  ctx: CommandContext<ApplicantActor>,
  { applicationId }: Input<'applications', 'confirmReceipt'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'confirmReceipt');
  return { state: await takeStep(ctx, found, 'confirmReceipt') };
}

/** How it went: a face from 1 to 5, and words if any. */
export async function giveFeedback(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, score, words }: Input<'applications', 'giveFeedback'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'giveFeedback');
  const feedback = { score, words, at: ctx.clock.now() };
  return { state: await takeStep(ctx, found, 'giveFeedback', { change: { feedback } }) };
}

/** Takes the application back, as long as it is not approved. */
export async function withdraw(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, reason }: Input<'applications', 'withdraw'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'withdraw');
  return { state: await takeStep(ctx, found, 'withdraw', reason ? { note: reason } : {}) };
}
