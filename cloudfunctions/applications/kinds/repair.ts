/** After-care: a device that came through the program is broken. */
import type { Input, Output } from '../../../typings/api';
import type { CaseState } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import { AppError, must } from '../../core/errors';
import type { VillageStaffActor } from '../../core/identity';
import { openCasesOf } from '../../core/open-cases';
import type { ApplicantActor, OfficerActor } from '../engine/actors';
import { activeResident, fileCase, mustSay, openCaseOf } from '../engine/file';
import { prefill } from '../engine/prefill';
import { loadForStep, takeStep } from '../engine/step';
import { mustBeVerified } from './common';

type Answer = Promise<{ state: CaseState }>;

/** Devices of the resident, newest first, each with its open repair request. */
export async function myDevices(
  ctx: CallContext<ApplicantActor>,
): Promise<Output<'applications', 'myDevices'>> {
  const { residentId } = ctx.actor;
  const [found, open] = await Promise.all([
    ctx.reader.get('residents', residentId),
    openCasesOf(ctx.reader, residentId),
  ]);
  const resident = must(found);
  return {
    devices: resident.devices.map((device) => ({
      ...device,
      repairId: openCaseOf(open, 'repair', device.itemId)?.applicationId ?? null,
    })),
    contactPhone: prefill(ctx.actor, resident).contactPhone,
  };
}

/** Asks for the repair of a device that was received; one open request for each device. */
export async function applyRepair(
  ctx: CommandContext<ApplicantActor>,
  { applicationId, itemId, reason, photoIds, voiceId, contactPhone }: Input<'applications', 'applyRepair'>,
): Promise<Output<'applications', 'applyRepair'>> {
  const resident = await activeResident(ctx, 'repair');
  mustSay(reason, voiceId, '请写哪里坏了，或按一下说给我们听');
  const device = must(
    resident.devices.find((held) => held.applicationId === applicationId && held.itemId === itemId),
  );
  if (openCaseOf(await openCasesOf(ctx.reader, resident._id), 'repair', itemId))
    throw new AppError('ALREADY_OPEN');
  const { itemName, image, receivedOn } = device;
  const { _id } = await fileCase(ctx, resident, {
    facts: { kind: 'repair', deviceApplicationId: applicationId, itemId, itemName, receivedOn },
    title: `维修${itemName}`,
    image: `devices/${image}`,
    contactPhone,
    reason,
    photoIds,
    purpose: 'repair',
    voiceId,
  });
  return { applicationId: _id };
}

/** The village looks after it. */
export async function takeRepair(
  ctx: CommandContext<OfficerActor>,
  { applicationId, note }: Input<'applications', 'takeRepair'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'take', 'repair');
  mustBeVerified(found);
  return { state: await takeStep(ctx, found, { note }) };
}

/** It works again: what was done, with photos if any. */
export async function finishRepair(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, note, photoIds }: Input<'applications', 'finishRepair'>,
): Answer {
  const found = await loadForStep(ctx, applicationId, 'finishRepair', 'repair');
  return { state: await takeStep(ctx, found, { note, photoIds, purpose: 'repair' }) };
}
