/** Voice notes of records: private files, listened to by links that live ten minutes at most. */
import type { VoiceView } from '../../typings/domain';
import type { VoicePurpose } from '../../typings/api/media';
import type { CommandContext } from './actions';
import type { VoiceDoc } from './collections';
import { where, type Reader } from './database';
import { AppError } from './errors';
import { temporaryLinks } from './files';
import { usedAmong } from './uses';

/** Voice notes as their listener gets them. */
export async function viewVoices(voices: readonly VoiceDoc[]): Promise<VoiceView[]> {
  const urls = await temporaryLinks(voices.map(({ fileID }) => fileID));
  return voices.map(({ _id, fileID, seconds }) => ({ voiceId: _id, url: urls.get(fileID) ?? '', seconds }));
}

/** Links to voice notes, by voice id. Ask only for those of a record that the listener was allowed to see. */
export async function voiceLinks(
  reader: Reader,
  voiceIds: readonly string[],
): Promise<Map<string, VoiceView>> {
  if (voiceIds.length === 0) return new Map();
  const voices = await reader.find('voices', { where: { _id: where.in(voiceIds) }, limit: voiceIds.length });
  return new Map((await viewVoices(voices)).map((view) => [view.voiceId, view]));
}

/** Attaches a voice note to a record in its transaction, as `usePhotos` does: the caller's own, of this purpose, and not used yet. */
export async function useVoice(
  ctx: CommandContext,
  voiceId: string,
  purpose: VoicePurpose,
  recordId: string,
): Promise<void> {
  const voice = await ctx.reader.get('voices', voiceId);
  const used = await usedAmong(ctx.reader, [voiceId]);
  if (!voice || voice.openid !== ctx.actor.openid || voice.purpose !== purpose) {
    throw new AppError('VOICE_NOT_FOUND');
  }
  if (voice.usedIn !== null || used.has(voiceId)) throw new AppError('VOICE_NOT_FOUND');
  ctx.use(voiceId, recordId);
}
