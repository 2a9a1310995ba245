/** Photos of records: private files, shown by links that live ten minutes at most. */
import type { PhotoView } from '../../typings/domain';
import type { PhotoPurpose } from '../../typings/api/media';
import type { CommandContext } from './actions';
import type { PhotoDoc } from './collections';
import { where, type Reader } from './database';
import { AppError } from './errors';
import { temporaryLinks } from './files';

/** Photos as their viewer gets them. */
export async function viewPhotos(photos: readonly PhotoDoc[]): Promise<PhotoView[]> {
  const urls = await temporaryLinks(photos.map(({ fileID }) => fileID));
  return photos.map(({ _id, fileID }) => ({ photoId: _id, url: urls.get(fileID) ?? '' }));
}

/** Links to photos, by photo id. Ask only for photos of a record that the viewer was allowed to see. */
export async function photoLinks(
  reader: Reader,
  photoIds: readonly string[],
): Promise<Map<string, PhotoView>> {
  if (photoIds.length === 0) return new Map();
  const photos = await reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
  return new Map((await viewPhotos(photos)).map((view) => [view.photoId, view]));
}

/** Attaches photos to a record in its transaction: each must be the caller's own, of this purpose, and not used yet. */
export async function usePhotos(
  ctx: CommandContext,
  photoIds: readonly string[],
  purpose: PhotoPurpose,
  recordId: string,
): Promise<void> {
  for (const photoId of photoIds) {
    const photo = await ctx.tx.get('photos', photoId);
    if (!photo || photo.openid !== ctx.actor.openid || photo.purpose !== purpose || photo.usedIn !== null) {
      throw new AppError('PHOTO_NOT_FOUND');
    }
    await ctx.tx.put('photos', { ...photo, usedIn: recordId });
  }
}
