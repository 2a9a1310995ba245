import type { Input } from '../../../typings/api';
import type { DeviceState } from '../../../typings/domain';
import type { CommandContext } from '../../core/actions';
import { AppError } from '../../core/errors';
import type { VillageStaffActor } from '../../core/identity';
import { usePhotos } from '../../core/photos';
import { applicantVerified, loadForStep, takeStep } from '../step';

/** The village has looked at the case: the person is who they say, and needs the device. */
export async function check(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, note }: Input<'applications', 'check'>,
): Promise<{ state: DeviceState }> {
  const found = await loadForStep(ctx, applicationId, 'check');
  if (!applicantVerified(found.application, found.resident)) throw new AppError('IDENTITY_NOT_VERIFIED');
  return { state: await takeStep(ctx, found, 'check', note ? { note } : {}) };
}

/** The device was handed over: with at least one photo as proof. */
export async function deliver(
  ctx: CommandContext<VillageStaffActor>,
  { applicationId, photoIds, note }: Input<'applications', 'deliver'>,
): Promise<{ state: DeviceState }> {
  const found = await loadForStep(ctx, applicationId, 'deliver');
  if (photoIds.length === 0) throw new AppError('PHOTO_REQUIRED');
  await usePhotos(ctx, photoIds, 'delivery', applicationId);
  const state = await takeStep(ctx, found, 'deliver', {
    photoIds,
    change: { deliveryPhotoIds: photoIds },
    ...(note ? { note } : {}),
  });
  return { state };
}
