import cloud from 'wx-server-sdk';
import type { Input, Output } from '../../typings/api';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CommandContext } from '../core/actions';
import { hash } from '../core/crypto';
import { AppError } from '../core/errors';
import { reencode } from './image';

/** Uploads of phones land here; everything else is out of reach of this action. */
const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.(jpg|jpeg|png)$/i;

async function download(fileID: string): Promise<Buffer> {
  try {
    const { fileContent } = await cloud.downloadFile({ fileID });
    return fileContent as unknown as Buffer;
  } catch {
    throw new AppError('PHOTO_NOT_FOUND');
  }
}

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
  const picture = await reencode(await download(fileID));
  const { fileID: stored } = await cloud.uploadFile({
    cloudPath: `photos/${chinaMonth(now)}/${photoId}.jpg`,
    fileContent: picture.file,
  });
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
  ctx.after(async () => {
    await cloud.deleteFile({ fileList: [fileID] });
  });
  return { photoId };
}
