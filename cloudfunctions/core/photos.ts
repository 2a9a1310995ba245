/** Photos of records: private files, shown by links that live ten minutes at most. */
import type { PhotoView } from '../../typings/domain';
import type { PhotoPurpose } from '../../typings/api/media';
import type { CommandContext } from './actions';
import type { PhotoDoc } from './collections';
import { where, type Reader } from './database';
import { AppError } from './errors';
import { temporaryLinks } from './files';
import { isPassed } from './picture-check';

/** Photos as their viewer gets them. */
export async function viewPhotos(photos: readonly PhotoDoc[]): Promise<PhotoView[]> {
  const urls = await temporaryLinks(photos.map(({ fileID }) => fileID));
  return photos.map(({ _id, fileID, check }) => {
    const view = { photoId: _id, url: urls.get(fileID) ?? '' };
    return check === null || check.state === 'passed' ? view : { ...view, check: check.state };
  });
}

/**
 * Links to photos, by photo id. Ask only for photos of a record that the viewer was allowed to see. `parties`: the record's own
 * parties and staff; `others` get what has passed its check only.
 */
export async function photoLinks(
  reader: Reader,
  photoIds: readonly string[],
  viewer: 'parties' | 'others' = 'parties',
): Promise<Map<string, PhotoView>> {
  if (photoIds.length === 0) return new Map();
  const photos = await reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
  const shown = viewer === 'parties' ? photos : photos.filter(isPassed);
  return new Map((await viewPhotos(shown)).map((view) => [view.photoId, view]));
}

/** Refuses when one of these photos did not pass its check. */
export async function mustNotBeRisky(reader: Reader, photoIds: readonly string[]): Promise<void> {
  if (photoIds.length === 0) return;
  const photos = await reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
  if (photos.some(({ check }) => check?.state === 'risky')) throw new AppError('PHOTO_RISKY');
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
    if (photo.check?.state === 'risky') throw new AppError('PHOTO_RISKY');
    await ctx.tx.put('photos', { ...photo, usedIn: recordId });
  }
}
