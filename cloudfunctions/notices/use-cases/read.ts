import type { Input, Output } from '../../../typings/api';
import type { CalendarDate, PhotoView } from '../../../typings/domain';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { NoticeDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { PAGE_SIZE } from '../../core/paging';
import { photoLinks } from '../../core/photos';
import { villageNames } from '../../core/villages';
import { cursorOf, inOrder, placeOf } from '../rules/order';
import { isPicky, isWanted } from '../rules/wanted';
import { noticeView, rowView } from '../views';
import { editorOf, mayEdit, readersScope, type EditorActor } from '../viewer';

/**
 * Notices read for one page. What the database cannot look up (words in a title, hours that an offer has) is looked for in the
 * newest 200, and in the next 200 with the cursor: one indexed read each time, and nothing is ever out of reach.
 */
const PICKY_READ = 200;

interface Found {
  docs: NoticeDoc[];
  next: string | null;
}

interface PageOf {
  cursor: string | null | undefined;
  /** Notices read for it. */
  limit: number;
  fits: (doc: NoticeDoc) => boolean;
}

/** The first page of those that fit; `end`: the last one that was read, when there are more. */
function pageOf(ahead: readonly NoticeDoc[], fits: PageOf['fits'], end: NoticeDoc | undefined): Found {
  const fitting = ahead.filter(fits);
  const docs = fitting.slice(0, PAGE_SIZE);
  const lastShown = docs.at(-1);
  if (fitting.length > PAGE_SIZE && lastShown) return { docs, next: cursorOf(lastShown) };
  return { docs, next: end ? cursorOf(end) : null };
}

/** The first page of fitting notices after the cursor. */
async function readPage(
  ctx: CallContext,
  condition: Condition,
  { cursor, limit, fits }: PageOf,
): Promise<Found> {
  const after = placeOf(cursor);
  const read = await ctx.reader.find('notices', {
    // Times are whole milliseconds: less than one more is the same or earlier.
    where: after ? { ...condition, order: where.lt(after.order + 1) } : condition,
    orderBy: [['order', 'desc']],
    limit,
  });
  const ahead = read.sort(inOrder).filter((doc) => !after || inOrder(after, doc) < 0);
  return pageOf(ahead, fits, read.length === limit ? ahead.at(-1) : undefined);
}

function firstPictures(
  ctx: CallContext,
  docs: readonly NoticeDoc[],
  viewer: 'parties' | 'others',
): Promise<Map<string, PhotoView>> {
  return photoLinks(
    ctx.reader,
    docs.flatMap(({ photoIds }) => photoIds.slice(0, 1)),
    viewer,
  );
}

/**
 * As `readPage`, of what holds on a day only: what has ended is not even read, or after some years whole pages of it would come first. What has
 * no last day and what has one that is not over are two lists, in one order.
 */
async function readHolding(
  ctx: CallContext,
  condition: Condition,
  on: CalendarDate,
  { cursor, limit, fits }: PageOf,
): Promise<Found> {
  const after = placeOf(cursor);
  const wanted = after ? { ...condition, order: where.lt(after.order + 1) } : condition;
  const lists = await ctx.reader.findEach(
    'notices',
    [null, where.atLeast(on)].map((expiresOn) => ({
      where: { ...wanted, expiresOn },
      orderBy: [['order', 'desc'] as [string, 'desc']],
      limit,
    })),
  );
  // Where a list was cut off, the other one may be read on to there and no further.
  const [end] = lists.flatMap((read) => (read.length === limit ? read.slice(-1) : [])).sort(inOrder);
  const ahead = lists
    .flat()
    .sort(inOrder)
    .filter((doc) => (!after || inOrder(after, doc) < 0) && (!end || inOrder(doc, end) <= 0));
  return pageOf(ahead, fits, end);
}

/** What is published for the reader and still holds. */
export async function list(
  ctx: CallContext,
  { kinds, cursor, ...wishes }: Input<'notices', 'list'>,
): Promise<Output<'notices', 'list'>> {
  const on = today(ctx.clock);
  const condition = {
    ...(await readersScope(ctx)),
    state: 'published',
    ...(kinds === undefined ? {} : { kind: where.in(kinds) }),
  };
  const { docs, next } = await readHolding(ctx, condition, on, {
    cursor,
    limit: isPicky(wishes) ? PICKY_READ : PAGE_SIZE + 1,
    fits: (doc) => isWanted(doc, wishes),
  });
  const [villages, pictures] = await Promise.all([
    villageNames(ctx.reader),
    firstPictures(ctx, docs, 'others'),
  ]);
  return { items: docs.map((doc) => rowView(doc, villages, pictures)), next };
}

/** One notice with all its words and pictures. */
export async function get(
  ctx: CallContext,
  { noticeId }: Input<'notices', 'get'>,
): Promise<Output<'notices', 'get'>> {
  const doc = must(await ctx.reader.get('notices', noticeId));
  const editor = editorOf(ctx);
  const forStaff = editor !== null && mayEdit(editor, doc);
  if (doc.state !== 'published' && !forStaff) throw new AppError('NOT_FOUND');
  const [villages, photos] = await Promise.all([
    villageNames(ctx.reader),
    photoLinks(ctx.reader, doc.photoIds, forStaff ? 'parties' : 'others'),
  ]);
  return { notice: noticeView(doc, villages, photos, forStaff) };
}

/** What staff wrote, in whatever state: a village its own, the town everything. */
export async function manage(
  ctx: CallContext<EditorActor>,
  { state, cursor }: Input<'notices', 'manage'>,
): Promise<Output<'notices', 'manage'>> {
  const { actor } = ctx;
  const scope = actor.role === 'villageStaff' ? { villageId: actor.villageId } : {};
  const { docs, next } = await readPage(
    ctx,
    { ...scope, state },
    { cursor, limit: PAGE_SIZE + 1, fits: () => true },
  );
  const [villages, pictures] = await Promise.all([
    villageNames(ctx.reader),
    firstPictures(ctx, docs, 'parties'),
  ]);
  const items = docs.map((doc) => ({
    ...rowView(doc, villages, pictures),
    state: doc.state,
    changedBy: doc.changedBy,
    updatedAt: doc.updatedAt,
  }));
  return { items, next };
}
