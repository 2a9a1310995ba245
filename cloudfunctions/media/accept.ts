import type { Input, Output } from '../../typings/api';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CommandContext } from '../core/actions';
import type { PhotoDoc } from '../core/collections';
import { AppError } from '../core/errors';
import { removeFile, uploadFile } from '../core/files';
import { askPictureCheck } from '../core/picture-check';
import { isSeenByOthers } from '../core/pure/picture-purpose';
import { TOWN_OFFICE } from '../core/villages';
import type { StoredPicture } from './image';
import { readUpload, uploadId } from './upload';

/** Half of the function is the decoder: who only looks at what is there does not wait for it to load. */
const reencode = async (file: Buffer): Promise<StoredPicture> => (await import('./image')).reencode(file);

/** Uploads of phones land here; everything else is out of reach of this action. */
const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.(jpg|jpeg|png)$/i;

/** Whose staff look at a picture that the machine cannot judge: where whoever handed it in is at home. */
async function placeOf({ actor, tx }: CommandContext): Promise<string> {
  if (actor.role === 'villageStaff') return actor.villageId;
  if (actor.role !== 'volunteer') return TOWN_OFFICE;
  return (await tx.get('volunteers', actor.volunteerId))?.villageId ?? TOWN_OFFICE;
}

/** Asks for the check of what others will see. A conflict of two writers asks twice, and the last question counts. */
async function newCheck(ctx: CommandContext, fileID: string): Promise<PhotoDoc['check']> {
  const traceId = await askPictureCheck(ctx.actor.openid, fileID);
  return {
    state: 'waiting',
    traceId,
    askedAt: traceId === null ? 0 : ctx.clock.now(),
    tries: 1,
    villageId: await placeOf(ctx),
    decidedBy: null,
  };
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
  const photoId = uploadId('p', ctx.actor.openid, fileID);
  ctx.about({ target: photoId });
  if (await ctx.tx.get('photos', photoId)) return { photoId };

  const now = ctx.clock.now();
  const picture = await readUpload(fileID, 'PHOTO_NOT_FOUND', reencode);
  const stored = await uploadFile(`photos/${chinaMonth(now)}/${photoId}.jpg`, picture.file);
  const check = isSeenByOthers(purpose) ? await newCheck(ctx, stored) : null;
  await ctx.tx.put('photos', {
    _id: photoId,
    fileID: stored,
    purpose,
    openid: ctx.actor.openid,
    usedIn: null,
    width: picture.width,
    height: picture.height,
    check,
    createdAt: now,
  });
  ctx.after(() => removeFile(fileID));
  return { photoId };
}
