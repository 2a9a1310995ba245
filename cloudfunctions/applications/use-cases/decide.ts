import type { Input, Output } from '../../../typings/api';
import type { DeviceQuote, DeviceState } from '../../../typings/domain';
import type { QuoteDifference } from '../../../typings/api/applications';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import { AppError } from '../../core/errors';
import type { TownStaffActor } from '../../core/identity';
import { quoteFor } from '../quote';
import { loadForStep, takeStep, type OfficerActor } from '../step';

/** What the decision changed against the quote; null when the amount is the same. */
export function differenceOf(quote: DeviceQuote, decision: DeviceQuote | null): QuoteDifference | null {
  if (decision === null || decision.payFen === quote.payFen) return null;
  return { quotedFen: quote.payFen, decidedFen: decision.payFen, reasons: decision.reasons };
}

/**
 * The town decides. Status and rule are those of today, age is that of the day of application; the decision keeps the
 * version of the rule it used, and a difference from the quote is shown to both sides.
 */
export async function approve(
  ctx: CommandContext<TownStaffActor>,
  { applicationId, seenPayFen, note }: Input<'applications', 'approve'>,
): Promise<Output<'applications', 'approve'>> {
  const found = await loadForStep(ctx, applicationId, 'approve');
  if (found.resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  const dates = { appliedOn: chinaDate(found.application.createdAt), evaluatedOn: today(ctx.clock) };
  const decided = await quoteFor(ctx.reader, found.resident, found.application.priceFen, dates);
  if (!decided.ok) throw new AppError(decided.code);
  if (decided.quote.payFen !== seenPayFen) throw new AppError('QUOTE_CHANGED');
  const state = await takeStep(ctx, found, 'approve', {
    change: { decision: decided.quote },
    ...(note ? { note } : {}),
  });
  return { state, decision: decided.quote, difference: differenceOf(found.application.quote, decided.quote) };
}

/** Asks the applicant for more; the answer brings it back to whoever asked. */
export async function returnForMore(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'return'>,
): Promise<{ state: DeviceState }> {
  const found = await loadForStep(ctx, applicationId, 'return');
  return { state: await takeStep(ctx, found, 'return', { note: reason }) };
}

/** Ends the application with a reason that the applicant reads. */
export async function reject(
  ctx: CommandContext<OfficerActor>,
  { applicationId, reason }: Input<'applications', 'reject'>,
): Promise<{ state: DeviceState }> {
  const found = await loadForStep(ctx, applicationId, 'reject');
  return { state: await takeStep(ctx, found, 'reject', { note: reason }) };
}
