/** Photos of records: private files, shown by links that live ten minutes at most. */
import type { PhotoView } from '../../typings/domain';
import type { PhotoPurpose } from '../../typings/api/media';
import type { CommandContext } from './actions';
import type { PhotoDoc } from './collections';
import { where, type Reader } from './database';
import { AppError } from './errors';
import { temporaryLinks } from './files';
import { isPassed } from './picture-check';
import { isSeenByOthers } from './pure/picture-purpose';
import { usedAmong } from './uses';

/** Photos as their viewer gets them. */
export async function viewPhotos(photos: readonly PhotoDoc[]): Promise<PhotoView[]> {
  const urls = await temporaryLinks(photos.map(({ fileID }) => fileID));
  return photos.map(({ _id, fileID, check }) => {
    const view = { photoId: _id, url: urls.get(fileID) ?? '' };
    return check === null || check.state === 'passed' ? view : { ...view, check: check.state };
  });
}

/**
 * Public pictures (of goods, notices, needs) that a warm function has seen as passed by their check. A stored photo is never
 * exchanged for another, so only its check can change; that its pass is believed for a minute is less than the ten that links given
 * out before are good for. What waits or was refused is asked for each time, and so is everything for a record's own parties.
 */
const KEPT_MS = 60_000;
const MOST_KEPT = 500;
const kept = new Map<string, { at: number; photo: PhotoDoc }>();

function photosOf(reader: Reader, photoIds: readonly string[]): Promise<PhotoDoc[]> {
  return reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
}

async function passedOf(reader: Reader, photoIds: readonly string[]): Promise<PhotoDoc[]> {
  const now = Date.now();
  const known = new Map<string, PhotoDoc>();
  for (const id of photoIds) {
    const one = kept.get(id);
    if (one && now - one.at < KEPT_MS) known.set(id, one.photo);
  }
  const asked = photoIds.filter((id) => !known.has(id));
  if (asked.length === 0) return [...known.values()];
  const found = (await photosOf(reader, asked)).filter(isPassed);
  if (kept.size > MOST_KEPT) kept.clear();
  for (const photo of found) if (isSeenByOthers(photo.purpose)) kept.set(photo._id, { at: now, photo });
  return [...known.values(), ...found];
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
  const shown = await (viewer === 'parties' ? photosOf : passedOf)(reader, photoIds);
  return new Map((await viewPhotos(shown)).map((view) => [view.photoId, view]));
}

/** Refuses when one of these photos did not pass its check. */
export async function mustNotBeRisky(reader: Reader, photoIds: readonly string[]): Promise<void> {
  if (photoIds.length === 0) return;
  const photos = await reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
  if (photos.some(({ check }) => check?.state === 'risky')) throw new AppError('PHOTO_RISKY');
}

/**
 * Attaches photos to a record: each must be the caller's own, of this purpose, and not used yet. They are looked up beside the transaction,
 * where an action may have brought them along (`uploads`); the photo itself, which its check may be writing, is not written.
 */
export async function usePhotos(
  ctx: CommandContext,
  photoIds: readonly string[],
  purpose: PhotoPurpose,
  recordId: string,
): Promise<void> {
  const photos = await ctx.reader.getEach('photos', photoIds);
  const used = await usedAmong(ctx.reader, photoIds);
  for (const photo of photos) {
    const own = photo?.openid === ctx.actor.openid && photo.purpose === purpose;
    if (!own || photo.usedIn !== null || used.has(photo._id)) throw new AppError('PHOTO_NOT_FOUND');
    if (photo.check?.state === 'risky') throw new AppError('PHOTO_RISKY');
    ctx.use(photo._id, recordId);
  }
}
