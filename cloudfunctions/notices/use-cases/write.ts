import type { Input, Output } from '../../../typings/api';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import { isOver } from '../../../miniprogram/shared/work';
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { NoticeDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import { maskName } from '../../../miniprogram/shared/mask';
import { passedOrHeld } from '../../core/content-check';
import { mustNotBeRisky, usePhotos } from '../../core/photos';
import { leadsTo } from '../../core/pure/lives';
import { afterCheck, wordsOf } from '../rules/story-life';
import { store } from '../store';
import { mayEdit, type EditorActor } from '../viewer';
import { tellAuthor } from './tell';

type EditorContext = CommandContext<EditorActor>;

/** The notice as it stands, for an editor who may change it. */
export async function owned(ctx: EditorContext, noticeId: string): Promise<NoticeDoc> {
  const doc = must(await ctx.tx.get('notices', noticeId));
  if (!mayEdit(ctx.actor, doc)) throw new AppError('NOT_FOUND');
  return doc;
}

/** Somebody was faster: says who and when, and nothing is overwritten. */
export function overtaken(doc: NoticeDoc, now: number): AppError {
  return new AppError('STATE_CHANGED', {
    message: `${doc.changedBy}在${friendlyTime(doc.updatedAt, now)}改过这条信息，您这次的没有保存。请先看看新的内容`,
  });
}

function changedBy({ orgName, name }: EditorActor): string {
  return `${orgName}${name}`;
}

/** Village staff write for their village, town staff for everybody, unless they say otherwise. */
function placeOf(
  ctx: EditorContext,
  asked: string | null | undefined,
  before: NoticeDoc | null,
): string | null {
  if (asked !== undefined) return asked;
  if (before) return before.villageId;
  return ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : null;
}

async function checkPlace(ctx: EditorContext, villageId: string | null): Promise<void> {
  if (!mayEdit(ctx.actor, { villageId })) throw new AppError('FORBIDDEN');
  if (villageId === null) return;
  const village = await ctx.tx.get('villages', villageId);
  if (!village || village.kind === 'town' || village.closedAt !== null) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '没有这个村（社区），请重新选择' } });
  }
}

/** What is out or on its way out is checked again when its words change; other states are nobody's to read yet. */
async function stateAfter(
  ctx: EditorContext,
  before: NoticeDoc | null,
  content: { title: string; body: string },
): Promise<Pick<NoticeDoc, 'state' | 'heldFor'>> {
  if (!before) return { state: 'draft', heldFor: null };
  const { state, heldFor } = before;
  const wanted = state === 'published' ? state : heldFor;
  if (wanted === null || (before.title === content.title && before.body === content.body)) {
    return { state, heldFor };
  }
  return afterCheck(wanted, await passedOrHeld(ctx.actor.openid, wordsOf(content)));
}

/** Writes a new draft, or changes a notice that nobody else has changed since it was read. */
export async function save(
  ctx: EditorContext,
  { noticeId, version, ...content }: Input<'notices', 'save'>,
): Promise<Output<'notices', 'save'>> {
  const now = ctx.clock.now();
  const before = noticeId === undefined ? null : await owned(ctx, noticeId);
  const villageId = placeOf(ctx, content.villageId, before);
  await checkPlace(ctx, villageId);
  if (before && before.version !== version) throw overtaken(before, now);

  const placed = await stateAfter(ctx, before, content);
  const doc: NoticeDoc = {
    ...placed,
    _id: before?._id ?? ctx.ids.record(now),
    author: before?.author ?? null,
    order: now,
    publishedAt: before?.publishedAt ?? null,
    by: before?.by ?? ctx.actor.orgName,
    byOpenid: before?.byOpenid ?? ctx.actor.openid,
    reason: before?.reason ?? null,
    createdAt: before?.createdAt ?? now,
    ...content,
    villageId,
    changedBy: changedBy(ctx.actor),
    version: (before?.version ?? 0) + 1,
    updatedAt: now,
  };
  ctx.about({ target: doc._id, ...(doc.villageId === null ? {} : { villageId: doc.villageId }) });
  const added = content.photoIds.filter((photoId) => !before?.photoIds.includes(photoId));
  await usePhotos(ctx, added, 'notice', doc._id);
  await store(ctx, doc, before);
  const held = doc.state === 'held' ? { held: true as const } : {};
  return { noticeId: doc._id, version: doc.version, ...held };
}

/** Makes a draft, or what was withdrawn, readable for everybody it is for. */
export async function publish(
  ctx: EditorContext,
  { noticeId, version }: Input<'notices', 'publish'>,
): Promise<Output<'notices', 'publish'>> {
  const now = ctx.clock.now();
  const before = await owned(ctx, noticeId);
  ctx.about({ target: noticeId, ...(before.villageId === null ? {} : { villageId: before.villageId }) });
  if (before.version !== version || leadsTo('notice', before.state, 'publish') === null) {
    throw overtaken(before, now);
  }
  // Whose story it is does not decide on it, whatever other roles they hold.
  if (before.author?.openid === ctx.actor.openid) throw new AppError('OWN_CASE');
  if (isOver(before.expiresOn, today(ctx.clock))) {
    throw new AppError('BAD_INPUT', { fields: { expiresOn: '截止日期已经过了，请改成今天以后的日期' } });
  }
  await mustNotBeRisky(ctx.reader, before.photoIds);
  const verdict = await passedOrHeld(ctx.actor.openid, wordsOf(before));
  const doc: NoticeDoc = {
    ...before,
    ...afterCheck('published', verdict),
    publishedAt: now,
    by: before.author ? `${ctx.actor.orgName}，志愿者${maskName(before.author.name)}来稿` : ctx.actor.orgName,
    byOpenid: ctx.actor.openid,
    reason: null,
    changedBy: changedBy(ctx.actor),
    version: before.version + 1,
    updatedAt: now,
  };
  await store(ctx, doc, before);
  if (verdict === 'pass') tellAuthor(ctx, doc, '已发布', '大家都能看到了，谢谢您');
  return { published: verdict === 'pass' };
}

/** Takes a notice back, whatever was changed in it meanwhile: a wrong one must be gone at once. A draft is put aside. */
export async function withdraw(
  ctx: EditorContext,
  { noticeId, reason }: Input<'notices', 'withdraw'>,
): Promise<Output<'notices', 'withdraw'>> {
  const now = ctx.clock.now();
  const before = await owned(ctx, noticeId);
  ctx.about({
    target: noticeId,
    reason,
    ...(before.villageId === null ? {} : { villageId: before.villageId }),
  });
  const state = leadsTo('notice', before.state, 'withdraw');
  if (state === null) throw overtaken(before, now);
  const doc: NoticeDoc = {
    ...before,
    state,
    heldFor: null,
    reason,
    changedBy: changedBy(ctx.actor),
    version: before.version + 1,
    updatedAt: now,
  };
  await store(ctx, doc, before);
  return { withdrawn: true };
}
