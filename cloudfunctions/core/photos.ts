/** Photos of records: private files, shown by links that live ten minutes at most. */
import cloud from 'wx-server-sdk';
import type { PhotoView } from '../../typings/domain';
import type { PhotoPurpose } from '../../typings/api/media';
import type { CommandContext } from './actions';
import { where, type Reader } from './database';
import { AppError } from './errors';

/** Seconds that a link to a photo lives. */
const LINK_SECONDS = 600;

interface TempUrl {
  fileID: string;
  tempFileURL: string;
}

/** Links to photos, by photo id. Ask only for photos of a record that the viewer was allowed to see. */
export async function photoLinks(
  reader: Reader,
  photoIds: readonly string[],
): Promise<Map<string, PhotoView>> {
  if (photoIds.length === 0) return new Map();
  const photos = await reader.find('photos', { where: { _id: where.in(photoIds) }, limit: photoIds.length });
  if (photos.length === 0) return new Map();
  const { fileList } = (await cloud.getTempFileURL({
    fileList: photos.map(({ fileID }) => ({ fileID, maxAge: LINK_SECONDS })) as unknown as string[],
  })) as { fileList: TempUrl[] };
  const urls = new Map(fileList.map(({ fileID, tempFileURL }) => [fileID, tempFileURL]));
  return new Map(
    photos.map(({ _id, fileID }) => [_id, { photoId: _id, url: urls.get(fileID) ?? '' }] as const),
  );
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
