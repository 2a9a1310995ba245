/** An application of any kind in the words and shapes that the pages of both sides show. */
import type { ApplicationRow, ApplicationView, QuoteView } from '../../../typings/api/applications';
import type { CaseKind, CaseState, DeviceQuote, PhotoView, TimelineEntry } from '../../../typings/domain';
import type { Photo, Step, TimelineItem, Tone } from '../../components/types';
import { caseActionLabel, caseWords, CASE_STEPS, FINAL_STATES } from '../../shared/case-states';
import { friendlyDate, friendlyTime, versionWords } from '../../shared/china-time';
import { yuan } from '../../shared/money';

/** A picture by its path below images, e.g. 'devices/wheelchair'. */
export const casePicture = (path: string): string => `/images/${path}.svg`;

/** Picture of a device by the key in the catalogue. */
export const devicePicture = (key: string): string => casePicture(`devices/${key}`);

export interface PriceView {
  amount: string;
  free: boolean;
  original: string;
}

/** What ui-price shows for an amount. The full price is said only when it is not what one pays. */
export function priceView({ payFen, priceFen }: Pick<DeviceQuote, 'payFen' | 'priceFen'>): PriceView {
  return {
    amount: yuan(payFen),
    free: payFen === 0,
    original: priceFen === payFen ? '' : yuan(priceFen),
  };
}

export interface QuoteWords extends PriceView {
  quotable: boolean;
  reasons: string[];
  source: string;
  refusal: string;
}

const NO_PRICE = { amount: '', free: false, original: '' };

/** A quote with its reasons and its source, or the refusal. */
export function quoteWords(view: QuoteView): QuoteWords {
  if (!view.quotable) return { quotable: false, ...NO_PRICE, reasons: [], source: '', refusal: view.message };
  const { quote } = view;
  return {
    quotable: true,
    ...priceView(quote),
    reasons: quote.reasons.map((reason) => reason.text),
    source: `依据：${quote.ruleSource}（${versionWords(quote.ruleVersion)}版）`,
    refusal: '',
  };
}

/** The amounts of several devices as one: the sum, the reasons of them all said once, the refusal of the first without one. */
export function sumWords(views: readonly QuoteView[]): QuoteWords {
  const refused = views.find((view) => !view.quotable);
  if (refused) return quoteWords(refused);
  const quotes = views.flatMap((view) => (view.quotable ? [view.quote] : []));
  const total = (of: (quote: DeviceQuote) => number): number =>
    quotes.reduce((sum, quote) => sum + of(quote), 0);
  const words = views.map(quoteWords);
  return {
    quotable: quotes.length > 0,
    ...priceView({ payFen: total((quote) => quote.payFen), priceFen: total((quote) => quote.priceFen) }),
    reasons: [...new Set(words.flatMap(({ reasons }) => reasons))],
    source: words[0]?.source ?? '',
    refusal: '',
  };
}

/** The steps of the usual way and where this one is; none for one that left the way. */
export function progress(kind: CaseKind, state: CaseState): { items: Step[]; current: number } {
  const steps = CASE_STEPS[kind];
  const items = steps.map(({ title }) => ({ title }));
  if (state === 'closed' || state === 'placed') return { items, current: items.length };
  const at = steps.findIndex((step) => step.state === state);
  if (at === -1 && FINAL_STATES.includes(state)) return { items: [], current: 0 };
  return { items, current: Math.max(0, at) };
}

type EntryWithPhotos = TimelineEntry & { photos: PhotoView[] };

/** Who did it: '由 G 代 R 办理' where it was done for somebody. */
function actorWords(entry: EntryWithPhotos): string {
  return entry.onBehalfOf ? `由${entry.actorName}代${entry.onBehalfOf}办理` : entry.actorName;
}

/** Photos as ui-photo-grid shows them. */
export function photosView(photos: readonly PhotoView[], what: string): Photo[] {
  return photos.map((photo, i) => ({
    id: photo.photoId,
    src: photo.url,
    alt: `${what}的照片，第${i + 1}张`,
  }));
}

function timelineItem(view: ApplicationView, entry: EntryWithPhotos, now: number): TimelineItem {
  const title = caseActionLabel(view.kind, entry.action);
  return {
    title,
    time: friendlyTime(entry.at, now),
    actor: actorWords(entry),
    note: entry.note ?? '',
    state: ['reject', 'end', 'expire'].includes(entry.action) ? 'bad' : 'done',
    photos: photosView(entry.photos, `${view.title}${title}`),
  };
}

/** What is awaited now; nothing when the story is over. */
function awaited({ kind, state }: ApplicationView): TimelineItem[] {
  if (FINAL_STATES.includes(state)) return [];
  const title = CASE_STEPS[kind].find((step) => step.state === state)?.title ?? '等申请人补充说明';
  return [{ title, state: 'current' }];
}

/** The story so far, newest first: where it is now must not need scrolling. */
export function timelineItems(view: ApplicationView, now: number): TimelineItem[] {
  const past = view.timeline.map((entry) => timelineItem(view, entry, now)).reverse();
  return [...awaited(view), ...past];
}

/** What changed between what was read at application and what was decided. */
export function differenceWords({ detail }: ApplicationView): string {
  if (detail.kind !== 'device' || !detail.difference) return '';
  const { quotedFen, decidedFen, reasons } = detail.difference;
  const why = reasons.map((reason) => reason.text).join('；');
  return `申请时看到的是${yuan(quotedFen)}元，审批时重新核对，现在是${yuan(decidedFen)}元。${why}`;
}

/** What an application is called: '轮椅申请', '维修轮椅', '找工作', '坡道、扶手改造', '微心愿：生活用品'. */
export function caseTitle({ kind, title }: { kind: CaseKind; title: string }): string {
  if (kind === 'device') return `${title}申请`;
  return kind === 'renovation' ? `${title}改造` : title;
}

export interface RowView {
  applicationId: string;
  kind: CaseKind;
  title: string;
  image: string;
  status: string;
  tone: Tone;
  meta: string;
  pay: string;
  behalf: string;
  overdue: boolean;
  /** Staff: '12月3日前办' while the promise still holds. */
  due: string;
  /** Staff: '我领办', '陈某领办'; '' while it is nobody's. */
  assignee: string;
  mine: boolean;
  label: string;
}

function payOf(payFen: number | null): string {
  if (payFen === null) return '';
  return payFen === 0 ? '自付0元' : `自付${yuan(payFen)}元`;
}

/** The name of an officer without office and duty. */
export const officerShort = (name: string): string => name.split(' ').pop() ?? name;

/** One line of a list. The resident reads what happens now, staff the short name of the state. */
export function rowView(row: ApplicationRow, forStaff: boolean, now: number): RowView {
  const words = caseWords(row.kind, row.state);
  const status = forStaff ? words.label : words.resident;
  const what = caseTitle(row);
  const title = forStaff ? `${row.residentName ?? ''} ${what}` : what;
  const date = friendlyDate(row.createdAt, now);
  const meta = forStaff ? [row.villageName, `${date}提交`].filter(Boolean).join('，') : `${date}提交`;
  const pay = payOf(row.payFen);
  const behalf = row.onBehalfBy ? `由${row.onBehalfBy}代办` : '';
  const overdue = row.overdue ?? false;
  const due = row.dueAt && !overdue ? `${friendlyDate(row.dueAt, now)}前办` : '';
  const mine = row.assignee?.mine ?? false;
  const assignee = row.assignee ? `${mine ? '我' : officerShort(row.assignee.name)}领办` : '';
  return {
    applicationId: row.applicationId,
    kind: row.kind,
    title,
    image: casePicture(row.image),
    status,
    tone: words.tone,
    meta,
    pay,
    behalf,
    overdue,
    due,
    assignee,
    mine,
    label: [title, status, overdue ? '已超时' : due, assignee, meta, pay, behalf].filter(Boolean).join('，'),
  };
}
