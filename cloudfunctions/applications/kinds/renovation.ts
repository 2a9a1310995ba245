/** Making a home fit for a person: asked for, seen, approved, built, accepted. */
import type { Input, Output } from '../../../typings/api';
import type { CaseState } from '../../../typings/domain';
import { RENOVATION_LABELS } from '../../../miniprogram/shared/labels';
import type { CommandContext } from '../../core/actions';
import { AppError } from '../../core/errors';
import { openCasesOf } from '../../core/open-cases';
import type { TownStaffActor, VillageStaffActor } from '../../core/identity';
import type { ApplicantActor } from '../engine/actors';
import { activeResident, fileCase, openCaseOf, recordConsent } from '../engine/file';
import { loadForStep, takeStep } from '../engine/step';
import { mustBeVerified } from './common';

type Answer = Promise<{ state: CaseState }>;

/** Asks for changes to the home, with photos of the places; one open request for each resident. */
export async function applyRenovation(
  ctx: CommandContext<ApplicantActor>,
  input: Input<'applications', 'applyRenovation'>,
): Promise<Output<'applications', 'applyRenovation'>> {
  const resident = await activeResident(ctx, 'renovation');
  if (openCaseOf(await openCasesOf(ctx.reader, resident._id), 'renovation'))
    throw new AppError('ALREADY_OPEN');
  const { items, address, reason, photoIds, contactPhone, voiceId, consentVersion } = input;
  await recordConsent(ctx, 'renovation', consentVersion);
  const { _id } = await fileCase(ctx, resident, {
    facts: {
      kind: 'renovation',
      items,
      address,
      beforeIds: photoIds,
      survey: null,
      building: null,
      afterIds: [],
    },
    title: items.map((item) => RENOVATION_LABELS[item]).join('、'),
    image: `renovation/${items[0] ?? 'other'}`,
    contactPhone,
    reason,
    photoIds,
    purpose: 'renovation',
    voiceId,
  });
  return { applicationId: _id };
}

/** Staff have seen the place: which items will be made, what they found, with photos. */
export async function survey(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, items, findings, photoIds }: Input<'applications', 'survey'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'survey', 'renovation');
  mustBeVerified(found);
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  const facts = { ...found.facts, survey: { items, findings, photoIds, at: ctx.clock.now() } };
  return { state: await takeStep(ctx, found, { note: findings, photoIds, purpose: 'renovation', facts }) };
}

/** The town approves what the survey says. */
export async function approveRenovation(
  ctx: CommandContext<TownStaffActor>,
  { applicationId, note }: Input<'applications', 'approveRenovation'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'approve', 'renovation');
  return { state: await takeStep(ctx, found, { note }) };
}

/** '3月5日'. */
function day(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;
}

/** Who builds and when; given again when the dates change. */
export async function startBuilding(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, builder, from, to }: Input<'applications', 'startBuilding'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'startBuilding', 'renovation');
  if (to < from) throw new AppError('BAD_INPUT', { fields: { to: '完工日期不能早于开工日期' } });
  const facts = { ...found.facts, building: { builder, from, to } };
  return { state: await takeStep(ctx, found, { note: `${builder}，${day(from)}到${day(to)}`, facts }) };
}

/** Built: photos of what was made. */
export async function finishBuilding(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, photoIds, note }: Input<'applications', 'finishBuilding'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'finishBuilding', 'renovation');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  const facts = { ...found.facts, afterIds: photoIds };
  return { state: await takeStep(ctx, found, { note, photoIds, purpose: 'renovation', facts }) };
}

/** The resident has looked at it and it is as it should be. */
export async function acceptWork(
  ctx: CommandContext<ApplicantActor>,
  { applicationId }: Input<'applications', 'acceptWork'>,
): Answer {
  return { state: await takeStep(ctx, await loadForStep(ctx, applicationId, 'acceptWork', 'renovation')) };
}
