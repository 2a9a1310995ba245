import type { Input, Output } from '../../typings/api';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CommandContext } from '../core/actions';
import { hash } from '../core/crypto';
import { AppError, must } from '../core/errors';
import { downloadFile, removeFile, uploadFile } from '../core/files';
import { reencode } from './image';

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
  // Who knows the random name of an upload is who uploaded it; the same upload cannot become the photo of another user.
  const photoId = `p${hash(`${ctx.actor.openid}|${fileID}`).slice(0, 30)}`;
  ctx.about({ target: photoId });
  if (await ctx.tx.get('photos', photoId)) return { photoId };

  const now = ctx.clock.now();
  const picture = await reencode(must(await downloadFile(fileID), 'PHOTO_NOT_FOUND')).catch(
    async (error: unknown) => {
      // What was refused is not kept either; should its removal fail, the refusal is still what the person needs to read.
      await removeFile(fileID).catch(() => undefined);
      throw error;
    },
  );
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
