import type { Input, Output } from '../../typings/api';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CommandContext } from '../core/actions';
import { AppError } from '../core/errors';
import { removeFile, uploadFile } from '../core/files';
import { reencode } from './image';
import { readUpload, uploadId } from './upload';

/** Uploads of phones land here; everything else is out of reach of this action. */
const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.(jpg|jpeg|png)$/i;

/**
 * Takes an uploaded picture in. The stored file's name follows from the upload's, so that a repeated call writes the same
 * file again instead of a second one; the upload is removed after the record is committed.
 */
export async function accept(
  ctx: CommandContext,
  { fileID, purpose }: Input<'media', 'accept'>,
): Promise<Output<'media', 'accept'>> {
  if (!INCOMING.test(fileID)) throw new AppError('PHOTO_NOT_FOUND');
  const photoId = uploadId('p', ctx.actor.openid, fileID);
  ctx.about({ target: photoId });
  if (await ctx.tx.get('photos', photoId)) return { photoId };

  const now = ctx.clock.now();
  const picture = await readUpload(fileID, 'PHOTO_NOT_FOUND', reencode);
  const stored = await uploadFile(`photos/${chinaMonth(now)}/${photoId}.jpg`, picture.file);
  await ctx.tx.put('photos', {
    _id: photoId,
    fileID: stored,
    purpose,
    openid: ctx.actor.openid,
    usedIn: null,
    width: picture.width,
    height: picture.height,
    createdAt: now,
  });
  ctx.after(() => removeFile(fileID));
  return { photoId };
}
