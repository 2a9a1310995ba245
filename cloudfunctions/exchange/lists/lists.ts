/** The three lists as staff read them: lines of the records, with what staff hid, wrote beside and added. */
import type { Input, Output } from '../../../typings/api';
import type { ListKind, ListLine } from '../../../typings/api/exchange';
import type { CallContext, CommandContext } from '../../core/actions';
import type { Reader } from '../../core/database';
import { where } from '../../core/database';
import type { ListLineDoc } from '../../core/documents/exchange';
import { AppError, must } from '../../core/errors';
import { PAGE_SIZE } from '../../core/paging';
import { villageOf } from '../../core/villages';
import { villageScope } from '../../core/identity';
import type { OfficerActor } from '../office';
import { monthRange } from '../rules/months';
import { LIST_SECTIONS, type Asked, type Section } from './sections';

type Ctx = CommandContext<OfficerActor>;

/** Adjustments of one list of one village that are read. */
const ADJUSTMENTS = 1000;

/** Lists are of a village: an officer's own, or the one the town names. */
async function villageFor(
  reader: Pick<Reader, 'get'>,
  actor: OfficerActor,
  asked?: string,
): Promise<Asked['villageId']> {
  const villageId = villageScope(actor, asked);
  if (villageId === undefined) throw new AppError('BAD_INPUT', { fields: { villageId: '请先选村社' } });
  return (await villageOf(reader, villageId))._id;
}

export async function askedFor(
  ctx: CallContext<OfficerActor>,
  villageId: string | undefined,
  month: string | null,
): Promise<Asked> {
  const id = await villageFor(ctx.reader, ctx.actor, villageId);
  const { name } = await villageOf(ctx.reader, id);
  return {
    villageId: id,
    villageName: name,
    month: month === null ? null : monthRange(month),
    now: ctx.clock.now(),
  };
}

export const adjustmentsOf = (reader: Reader, villageId: string, list: ListKind): Promise<ListLineDoc[]> =>
  reader.find('listLines', { where: { villageId, list }, orderBy: [['_id', 'asc']], limit: ADJUSTMENTS });

/** Lines of one's own belong to their month; in the list of what is there now all that are not hidden are shown. */
function ownLines(docs: readonly ListLineDoc[], section: string, month: string | null): ListLine[] {
  return docs.flatMap(({ _id, own, note, hidden, version, section: of }) =>
    own === null || of !== section || (month !== null && own.month !== month)
      ? []
      : {
          key: _id,
          what: own.what,
          who: own.who,
          responsible: own.responsible,
          when: own.by === null ? '' : `${own.by}前`,
          state: '工作人员补充',
          late: false,
          hidden,
          note,
          added: true,
          version,
        },
  );
}

/** One page of a section's records as lines; `next` null at the end. */
async function recordLines(
  reader: Reader,
  section: Section,
  asked: Asked,
  docs: readonly ListLineDoc[],
  cursor: string | null,
  limit: number,
): Promise<{ lines: ListLine[]; next: string | null }> {
  const base = section.where(asked);
  const beyond = section.order === 'asc' ? where.gt : where.lt;
  // Both ends of the range in one place: a second condition on _id would replace the first.
  const within = asked.month !== null && '_id' in base;
  const range = within && cursor !== null ? idBeyond(asked, section.order, cursor) : undefined;
  const found = await reader.find(section.collection, {
    where: cursor === null ? base : { ...base, _id: range ?? beyond(cursor) },
    orderBy: [['_id', section.order]],
    limit: limit + 1,
  });
  const shown = found.slice(0, limit);
  const byKey = new Map(docs.flatMap((doc) => (doc.key === null ? [] : [[doc.key, doc] as const])));
  const lines = shown.map((doc): ListLine => {
    const key = `${section.key}:${doc._id}`;
    const adjusted = byKey.get(key);
    return {
      key,
      ...section.line(doc as never, asked),
      hidden: adjusted?.hidden ?? false,
      note: adjusted?.note ?? '',
      added: false,
      version: adjusted?.version ?? 0,
    };
  });
  return { lines, next: found.length > limit ? (shown.at(-1)?._id ?? null) : null };
}

/** The rest of a month's ids after the cursor. `\u0000` is the smallest character that can follow. */
function idBeyond({ month }: Asked, order: 'asc' | 'desc', cursor: string): unknown {
  const [from, to] = [month?.from ?? 0, month?.to ?? 0].map((at) => at.toString(36).padStart(9, '0'));
  return order === 'asc' ? where.within(`${cursor}\u0000`, to) : where.within(from, cursor);
}

/** Ids begin with their time, so it can be seen of a hidden record whether it is of the month. */
function hiddenIn(section: Section, asked: Asked, docs: readonly ListLineDoc[]): number {
  const { month } = asked;
  const timed = month !== null && '_id' in section.where(asked);
  return docs.filter(({ key, hidden }) => {
    if (!hidden || !key?.startsWith(`${section.key}:`)) return false;
    const at = parseInt(key.slice(section.key.length + 1, section.key.length + 10), 36);
    return !timed || (at >= month.from && at < month.to);
  }).length;
}

async function counted(
  reader: Reader,
  section: Section,
  asked: Asked,
  docs: readonly ListLineDoc[],
  month: string | null,
): Promise<number> {
  const own = ownLines(docs, section.key, month).filter((line) => !line.hidden).length;
  const records = await reader.count(section.collection, section.where(asked));
  return Math.max(0, records - hiddenIn(section, asked, docs)) + own;
}

export async function list(
  ctx: CallContext<OfficerActor>,
  { list: kind, villageId, month, section: wanted, hidden = false, cursor = null }: Input<'exchange', 'list'>,
): Promise<Output<'exchange', 'list'>> {
  const asked = await askedFor(ctx, villageId, month);
  ctx.about({ target: kind, villageId: asked.villageId });
  const docs = await adjustmentsOf(ctx.reader, asked.villageId, kind);
  const sections = LIST_SECTIONS[kind];
  const counts = await Promise.all(sections.map((one) => counted(ctx.reader, one, asked, docs, month)));
  const at = sections.findIndex(({ key }, i) =>
    wanted === undefined ? (counts[i] ?? 0) > 0 : key === wanted,
  );
  const section = must(sections[wanted === undefined ? Math.max(0, at) : at]);
  const { lines, next } = await recordLines(ctx.reader, section, asked, docs, cursor, PAGE_SIZE);
  const own = cursor === null ? ownLines(docs, section.key, month) : [];
  return {
    villageName: asked.villageName,
    sections: sections.map(({ key, label }, i) => ({ key, label, count: counts[i] ?? 0 })),
    section: section.key,
    items: [...own, ...lines].filter((line) => hidden || !line.hidden),
    next,
  };
}

/** All lines of a list as they are exported: hidden ones left out. */
export async function wholeSection(
  reader: Reader,
  section: Section,
  asked: Asked,
  docs: readonly ListLineDoc[],
  month: string | null,
  cursor: string | null,
  limit: number,
): Promise<{ lines: ListLine[]; next: string | null }> {
  const { lines, next } = await recordLines(reader, section, asked, docs, cursor, limit);
  const own = cursor === null ? ownLines(docs, section.key, month) : [];
  return { lines: [...own, ...lines].filter(({ hidden }) => !hidden), next };
}

const by = ({ openid, name }: OfficerActor): ListLineDoc['changedBy'] => ({ openid, name });

function mustBeVersion(doc: ListLineDoc | null, version: number): void {
  if ((doc?.version ?? 0) === version) return;
  throw new AppError('STATE_CHANGED', {
    message: doc ? `${doc.changedBy.name}刚刚改过这一条，请看过再改` : '这一条已经删除了，请刷新',
  });
}

function sectionOf(kind: ListKind, key: string): Section {
  return must(LIST_SECTIONS[kind].find((one) => one.key === key));
}

/** Hides a record's line or writes beside it. */
export async function adjustLine(
  ctx: Ctx,
  {
    list: kind,
    villageId: asked,
    section: key,
    key: lineKey,
    hidden,
    note,
    version,
  }: Input<'exchange', 'adjustLine'>,
): Promise<Output<'exchange', 'adjustLine'>> {
  const villageId = await villageFor(ctx.tx, ctx.actor, asked);
  const section = sectionOf(kind, key);
  const [of, recordId = ''] = lineKey.split(':');
  if (of !== section.key) throw new AppError('NOT_FOUND');
  const record = must(await ctx.tx.get(section.collection, recordId)) as { villageId?: string | null };
  if (typeof record.villageId === 'string' && record.villageId !== villageId) throw new AppError('NOT_FOUND');
  ctx.about({ target: lineKey, villageId });
  const _id = `${kind}.${villageId}.${lineKey}`;
  const before = await ctx.tx.get('listLines', _id);
  mustBeVersion(before, version);
  await ctx.tx.put('listLines', {
    _id,
    list: kind,
    villageId,
    section: key,
    key: lineKey,
    hidden,
    note,
    own: null,
    changedBy: by(ctx.actor),
    version: version + 1,
    changedAt: ctx.clock.now(),
  });
  return { version: version + 1 };
}

/** The line, if it is of a village of this officer's. */
async function ownLine(ctx: Ctx, lineId: string, version: number): Promise<ListLineDoc> {
  const line = must(await ctx.tx.get('listLines', lineId));
  if (line.own === null || (ctx.actor.role === 'villageStaff' && line.villageId !== ctx.actor.villageId)) {
    throw new AppError('NOT_FOUND');
  }
  mustBeVersion(line, version);
  ctx.about({ target: lineId, villageId: line.villageId });
  return line;
}

/** Adds a line of one's own, or changes one. */
export async function saveLine(
  ctx: Ctx,
  input: Input<'exchange', 'saveLine'>,
): Promise<Output<'exchange', 'saveLine'>> {
  const { list: kind, lineId, month, section, what, who, responsible, note, version } = input;
  const before = lineId === undefined ? null : await ownLine(ctx, lineId, version);
  const villageId = before?.villageId ?? (await villageFor(ctx.tx, ctx.actor, input.villageId));
  sectionOf(kind, section);
  const now = ctx.clock.now();
  const _id = before?._id ?? ctx.ids.record(now);
  ctx.about({ target: _id, villageId });
  await ctx.tx.put('listLines', {
    _id,
    list: before?.list ?? kind,
    villageId,
    section: before?.section ?? section,
    key: null,
    hidden: false,
    note,
    own: { month: before?.own?.month ?? month, what, who, responsible, by: input.by },
    changedBy: by(ctx.actor),
    version: (before?.version ?? 0) + 1,
    changedAt: now,
  });
  return { lineId: _id, version: (before?.version ?? 0) + 1 };
}

/** Takes a line of one's own away. */
export async function removeLine(
  ctx: Ctx,
  { lineId, version }: Input<'exchange', 'removeLine'>,
): Promise<Output<'exchange', 'removeLine'>> {
  await ownLine(ctx, lineId, version);
  await ctx.tx.remove('listLines', lineId);
  return { removed: true };
}
