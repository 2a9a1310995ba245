/** Pictures that the machine could not judge: staff of the place look at them. */
import type { Input, Output } from '../../typings/api';
import type { CallContext, CommandContext } from '../core/actions';
import type { PhotoDoc } from '../core/collections';
import { where } from '../core/database';
import { AppError, must } from '../core/errors';
import type { TownStaffActor, VillageStaffActor } from '../core/identity';
import { page, PAGE_SIZE } from '../core/paging';
import { viewPhotos } from '../core/photos';
import { leadsTo } from '../core/pure/lives';
import { refusedMessage } from './verdict';

type Officer = VillageStaffActor | TownStaffActor;

/** Those that wait for the officer's village, or for the town. */
export async function pictures(
  { actor, reader }: CallContext<Officer>,
  { cursor }: Input<'media', 'pictures'>,
): Promise<Output<'media', 'pictures'>> {
  const here = actor.role === 'villageStaff' ? { 'check.villageId': actor.villageId } : {};
  const docs = await reader.find('photos', {
    where: { 'check.state': 'review', ...here, ...(cursor ? { _id: where.gt(cursor) } : {}) },
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const views = new Map((await viewPhotos(docs)).map((view) => [view.photoId, view.url]));
  return page(
    docs,
    ({ _id }) => _id,
    ({ _id, purpose, createdAt, openid }) => ({
      photoId: _id,
      url: views.get(_id) ?? '',
      purpose: purpose as 'notice' | 'goods' | 'donation',
      createdAt,
      own: openid === actor.openid,
    }),
  );
}

function mustReach(
  actor: Officer,
  doc: PhotoDoc | null,
): PhotoDoc & { check: NonNullable<PhotoDoc['check']> } {
  const { check, ...photo } = must(doc);
  if (!check || (actor.role === 'villageStaff' && check.villageId !== actor.villageId)) {
    throw new AppError('NOT_FOUND');
  }
  return { ...photo, check };
}

/** Others may see it, or not. Nobody decides about a picture of their own. */
export async function decidePicture(
  ctx: CommandContext<Officer>,
  { photoId, pass }: Input<'media', 'decidePicture'>,
): Promise<Output<'media', 'decidePicture'>> {
  const { actor } = ctx;
  const photo = mustReach(actor, await ctx.tx.get('photos', photoId));
  ctx.about({ target: photoId, villageId: photo.check.villageId });
  if (photo.openid === actor.openid) {
    throw new AppError('OWN_CASE', { message: '自己放的照片请另一位工作人员来看' });
  }
  const state = must(leadsTo('picture', photo.check.state, pass ? 'pass' : 'refuse'), 'STATE_CHANGED');
  const decidedBy = { openid: actor.openid, name: actor.name };
  await ctx.tx.put('photos', { ...photo, check: { ...photo.check, state, decidedBy } });
  if (!pass) ctx.tell(refusedMessage(photo, ctx.clock.now()));
  return { passed: pass };
}
