import type { Input, Output } from '../../../../typings/api';
import type { QuoteDifference } from '../../../../typings/api/applications';
import type { CaseState } from '../../../../typings/domain';
import { chinaDate } from '../../../../miniprogram/shared/china-time';
import type { CommandContext } from '../../../core/actions';
import { today } from '../../../core/clock';
import type { DeviceItem } from '../../../core/collections';
import { AppError } from '../../../core/errors';
import type { TownStaffActor, VillageStaffActor } from '../../../core/identity';
import type { ApplicantActor } from '../../engine/actors';
import { loadForStep, takeStep } from '../../engine/step';
import { quoteFor } from './quote';

/** What the decision changed against the quote, of all items together; null when the amount is the same. */
export function differenceOf(items: readonly DeviceItem[]): QuoteDifference | null {
  const quotedFen = items.reduce((sum, { quote }) => sum + quote.payFen, 0);
  const decided = items.flatMap(({ decision }) => (decision ? [decision] : []));
  const decidedFen = decided.reduce((sum, { payFen }) => sum + payFen, 0);
  if (decided.length < items.length || decidedFen === quotedFen) return null;
  const changed = items.find(({ quote, decision }) => decision?.payFen !== quote.payFen);
  return { quotedFen, decidedFen, reasons: changed?.decision?.reasons ?? [] };
}

/**
 * The town decides. Status and rule are those of today, age is that of the day of application; the decision keeps the
 * version of the rule it used, and a difference from the quote is shown to both sides.
 */
export async function approve(
  ctx: CommandContext<TownStaffActor>,
  { applicationId, seenPayFen, note }: Input<'applications', 'approve'>,
): Promise<Output<'applications', 'approve'>> {
  const found = await loadForStep(ctx, applicationId, 'approve', 'device');
  if (found.resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  const dates = { appliedOn: chinaDate(found.application.createdAt), evaluatedOn: today(ctx.clock) };
  const items: DeviceItem[] = [];
  for (const item of found.facts.items) {
    const decided = await quoteFor(ctx.reader, found.resident, item.priceFen, dates);
    if (!decided.ok) throw new AppError(decided.code);
    items.push({ ...item, decision: decided.quote });
  }
  const decidedFen = items.reduce((sum, { decision }) => sum + (decision?.payFen ?? 0), 0);
  if (decidedFen !== seenPayFen) throw new AppError('QUOTE_CHANGED');
  const state = await takeStep(ctx, found, { facts: { ...found.facts, items }, note });
  return { state, decidedFen, difference: differenceOf(items) };
}

/** The devices were handed over: with at least one photo as proof. */
export async function deliver(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, photoIds, note }: Input<'applications', 'deliver'>,
): Promise<{ state: CaseState }> {
  const found = await loadForStep(ctx, applicationId, 'deliver', 'device');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  return { state: await takeStep(ctx, found, { photoIds, purpose: 'delivery', note }) };
}

/** The resident has what was asked for: devices are remembered, for their service life and for repair. */
export async function confirmReceipt(
  ctx: CommandContext<ApplicantActor>,
  { applicationId }: Input<'applications', 'confirmReceipt'>,
): Promise<{ state: CaseState }> {
  const found = await loadForStep(ctx, applicationId, 'confirmReceipt');
  const { resident, application } = found;
  const { facts } = application;
  if (facts.kind !== 'device') return { state: await takeStep(ctx, found) };
  const receivedOn = today(ctx.clock);
  const received = facts.items.map(({ itemId, name, image }) => ({
    itemId,
    itemName: name,
    image,
    applicationId,
    receivedOn,
  }));
  return {
    state: await takeStep(ctx, found, { resident: { devices: [...received, ...resident.devices] } }),
  };
}
