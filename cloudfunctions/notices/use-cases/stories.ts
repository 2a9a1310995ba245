/** Stories of volunteers: handed in, looked at by staff, published or returned; the author sees how it stands. */
import type { Input, Output } from '../../../typings/api';
import type { StoryRow } from '../../../typings/api/notices';
import type { PhotoView } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import type { NoticeDoc } from '../../core/collections';
import { passedOrHeld } from '../../core/content-check';
import { where } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { photoLinks, usePhotos } from '../../core/photos';
import { verifiedVolunteer } from '../../core/volunteers';
import { villageName } from '../../core/villages';
import { afterCheck, nextStoryState, wordsOf } from '../rules/story-life';
import { store } from '../store';
import type { EditorActor } from '../viewer';
import { summaryOf } from '../views';
import { tellAuthor } from './tell';
import { owned, overtaken } from './write';

type Ctx = CommandContext<VolunteerActor>;

/** The caller's own story; to others it does not exist. */
function mine(actor: VolunteerActor, doc: NoticeDoc | null): NoticeDoc {
  const found = must(doc);
  if (found.author?.openid !== actor.openid) throw new AppError('NOT_FOUND');
  return found;
}

const aboutOf = ({ _id, villageId }: NoticeDoc) => ({
  target: _id,
  ...(villageId === null ? {} : { villageId }),
});

/** Hands a story in to the own village, or again what was returned or still waits. */
export async function submitStory(
  ctx: Ctx,
  { noticeId, version, ...content }: Input<'notices', 'submitStory'>,
): Promise<Output<'notices', 'submitStory'>> {
  const now = ctx.clock.now();
  const volunteer = await verifiedVolunteer(ctx, ctx.reader);
  const before = noticeId === undefined ? null : mine(ctx.actor, await ctx.tx.get('notices', noticeId));
  if (before) {
    ctx.about(aboutOf(before));
    const open = nextStoryState(before.state, 'submit', 'author') !== null;
    if (!open || before.version !== version) throw overtaken(before, now);
  }
  const verdict = await passedOrHeld(ctx.actor.openid, wordsOf(content));
  const doc: NoticeDoc = {
    ...content,
    ...afterCheck('submitted', verdict),
    _id: before?._id ?? ctx.ids.record(now),
    kind: 'story',
    pinned: false,
    expiresOn: null,
    villageId: before?.villageId ?? volunteer.villageId,
    offer: null,
    order: now,
    publishedAt: null,
    by: before?.by ?? (await villageName(ctx.reader, volunteer.villageId)),
    byOpenid: ctx.actor.openid,
    changedBy: `志愿者${volunteer.name}`,
    reason: null,
    author: { openid: volunteer.openid, volunteerId: volunteer._id, name: volunteer.name },
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  };
  ctx.about(aboutOf(doc));
  const added = content.photoIds.filter((photoId) => !before?.photoIds.includes(photoId));
  await usePhotos(ctx, added, 'notice', doc._id);
  await store(ctx, doc, before);
  return { noticeId: doc._id, version: doc.version, state: doc.state };
}

function storyRow(doc: NoticeDoc, photos: Map<string, PhotoView>): StoryRow {
  return {
    noticeId: doc._id,
    title: doc.title,
    summary: summaryOf(doc.body),
    state: doc.state,
    reason: doc.reason,
    updatedAt: doc.updatedAt,
    picture: photos.get(doc.photoIds[0] ?? '') ?? null,
  };
}

/** The caller's stories, the last changed first. */
export async function myStories(
  ctx: CallContext<VolunteerActor>,
  { cursor }: Input<'notices', 'myStories'>,
): Promise<Output<'notices', 'myStories'>> {
  const docs = await ctx.reader.find('notices', {
    where: {
      'author.openid': ctx.actor.openid,
      ...(cursor ? { order: where.lt(Number(cursor)) } : {}),
    },
    orderBy: [['order', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const photos = await photoLinks(
    ctx.reader,
    docs.flatMap(({ photoIds }) => photoIds.slice(0, 1)),
  );
  return page(
    docs,
    (doc) => String(doc.order),
    (doc) => storyRow(doc, photos),
  );
}

/** One story with all its words and pictures, for its author. */
export async function myStory(
  ctx: CallContext<VolunteerActor>,
  { noticeId }: Input<'notices', 'myStory'>,
): Promise<Output<'notices', 'myStory'>> {
  const doc = mine(ctx.actor, await ctx.reader.get('notices', noticeId));
  const photos = await photoLinks(ctx.reader, doc.photoIds);
  return {
    story: {
      ...storyRow(doc, photos),
      version: doc.version,
      body: doc.body,
      photos: doc.photoIds.flatMap((photoId) => photos.get(photoId) ?? []),
    },
  };
}

/** The author takes back what nobody reads yet. */
export async function withdrawStory(
  ctx: Ctx,
  { noticeId }: Input<'notices', 'withdrawStory'>,
): Promise<Output<'notices', 'withdrawStory'>> {
  const now = ctx.clock.now();
  const before = mine(ctx.actor, await ctx.tx.get('notices', noticeId));
  ctx.about(aboutOf(before));
  const state = nextStoryState(before.state, 'withdraw', 'author');
  if (state === null) throw overtaken(before, now);
  const doc = { ...before, state, heldFor: null, reason: '作者撤回', version: before.version + 1 };
  await store(ctx, { ...doc, changedBy: `志愿者${must(before.author).name}`, updatedAt: now }, before);
  return { withdrawn: true };
}

/** Staff give a story back with what is to be changed. Nobody decides on their own. */
export async function returnStory(
  ctx: CommandContext<EditorActor>,
  { noticeId, version, reason }: Input<'notices', 'returnStory'>,
): Promise<Output<'notices', 'returnStory'>> {
  const now = ctx.clock.now();
  const before = await owned(ctx, noticeId);
  ctx.about({ ...aboutOf(before), reason });
  if (before.author?.openid === ctx.actor.openid) throw new AppError('OWN_CASE');
  const state = before.author && nextStoryState(before.state, 'return', 'staff');
  if (!state || before.version !== version) throw overtaken(before, now);
  const doc: NoticeDoc = {
    ...before,
    state,
    heldFor: null,
    reason,
    changedBy: `${ctx.actor.orgName}${ctx.actor.name}`,
    version: before.version + 1,
    updatedAt: now,
  };
  await store(ctx, doc, before);
  tellAuthor(ctx, doc, '请修改', '请打开看要改哪里');
  return { returned: true };
}
