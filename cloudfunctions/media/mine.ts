import type { Input, Output } from '../../typings/api';
import type { CallContext } from '../core/actions';
import { where } from '../core/database';
import { viewPhotos } from '../core/photos';
import { usedAmong } from '../core/uses';
import { viewVoices } from '../core/voices';

/** What the caller handed in and no record uses yet; in the order asked for. */
export async function mine(
  ctx: CallContext,
  { photoIds, voiceIds }: Input<'media', 'mine'>,
): Promise<Output<'media', 'mine'>> {
  const unused = (ids: readonly string[]) => ({
    where: { _id: where.in(ids), openid: ctx.actor.openid, usedIn: null },
    limit: ids.length,
  });
  const [photos, voices] = await Promise.all([
    photoIds.length === 0 ? [] : ctx.reader.find('photos', unused(photoIds)),
    voiceIds.length === 0 ? [] : ctx.reader.find('voices', unused(voiceIds)),
  ]);
  const used = await usedAmong(
    ctx.reader,
    [...photos, ...voices].map(({ _id }) => _id),
  );
  photos.sort((a, b) => photoIds.indexOf(a._id) - photoIds.indexOf(b._id));
  voices.sort((a, b) => voiceIds.indexOf(a._id) - voiceIds.indexOf(b._id));
  const isFree = ({ _id }: { _id: string }): boolean => !used.has(_id);
  return {
    photos: await viewPhotos(photos.filter(isFree)),
    voices: await viewVoices(voices.filter(isFree)),
  };
}
