import type { Input, Output } from '../../typings/api';
import { chinaMonth } from '../../miniprogram/shared/china-time';
import type { CommandContext } from '../core/actions';
import { AppError } from '../core/errors';
import { removeFile, uploadFile } from '../core/files';
import { cleanSound } from './sound';
import { readUpload, uploadId } from './upload';

/** The ending is what the phone's recorder gave; what the file is, its bytes say. */
const INCOMING = /^cloud:\/\/[^/]+\/incoming\/[\w-]{16,64}\.(mp3|aac|wav|m4a)$/i;

/** Takes an uploaded recording in, in the manner of `accept`: the same upload again gives the same voice note. */
export async function acceptVoice(
  ctx: CommandContext,
  { fileID, purpose, seconds }: Input<'media', 'acceptVoice'>,
): Promise<Output<'media', 'acceptVoice'>> {
  if (!INCOMING.test(fileID)) throw new AppError('VOICE_NOT_FOUND');
  const voiceId = uploadId('v', ctx.actor.openid, fileID);
  ctx.about({ target: voiceId });
  if (await ctx.tx.get('voices', voiceId)) return { voiceId };

  const now = ctx.clock.now();
  const sound = await readUpload(fileID, 'VOICE_NOT_FOUND', (file) => cleanSound(file, seconds));
  const stored = await uploadFile(`voices/${chinaMonth(now)}/${voiceId}.${sound.extension}`, sound.file);
  await ctx.tx.put('voices', {
    _id: voiceId,
    fileID: stored,
    purpose,
    openid: ctx.actor.openid,
    usedIn: null,
    seconds: sound.seconds,
    createdAt: now,
  });
  ctx.after(() => removeFile(fileID));
  return { voiceId };
}
