/** A device application in the words and shapes that the pages of both sides show. */
import type { ApplicationRow, ApplicationView, QuoteView } from '../../../typings/api/applications';
import type { DeviceQuote, DeviceState, TimelineEntry } from '../../../typings/domain';
import type { Step, TimelineItem, Tone } from '../../components/types';
import { friendlyDate, friendlyTime } from '../../shared/china-time';
import {
  DEVICE_ACTION_LABELS,
  DEVICE_STATES,
  DEVICE_STEPS,
  FINAL_DEVICE_STATES,
} from '../../shared/device-states';
import { yuan } from '../../shared/money';

/** Picture of a device by the key in the catalogue. */
export const devicePicture = (key: string): string => `/images/devices/${key}.svg`;

export interface PriceView {
  amount: string;
  free: boolean;
  original: string;
}

/** What ui-price shows for a quote. The full price is said only when it is not what one pays. */
export function priceView(quote: Pick<DeviceQuote, 'payFen' | 'priceFen'>): PriceView {
  return {
    amount: yuan(quote.payFen),
    free: quote.payFen === 0,
    original: quote.priceFen === quote.payFen ? '' : yuan(quote.priceFen),
  };
}

export interface QuoteWords extends PriceView {
  quotable: boolean;
  reasons: string[];
  source: string;
  refusal: string;
}

/** A quote with its reasons and its source, or the refusal. */
export function quoteWords(view: QuoteView): QuoteWords {
  if (!view.quotable) {
    return {
      quotable: false,
      amount: '',
      free: false,
      original: '',
      reasons: [],
      source: '',
      refusal: view.message,
    };
  }
  const { quote } = view;
  return {
    quotable: true,
    ...priceView(quote),
    reasons: quote.reasons.map((reason) => reason.text),
    source: `依据：${quote.ruleSource}（${quote.ruleVersion}版）`,
    refusal: '',
  };
}

/** The steps of the usual way and where this one is; none for one that left the way. */
export function progress(state: DeviceState): { items: Step[]; current: number } {
  if (state === 'rejected' || state === 'withdrawn') return { items: [], current: 0 };
  const items = DEVICE_STEPS.map(({ title }) => ({ title }));
  if (state === 'closed') return { items, current: items.length };
  return {
    items,
    current: Math.max(
      0,
      DEVICE_STEPS.findIndex((step) => step.state === state),
    ),
  };
}

type EntryWithPhotos = ApplicationView['timeline'][number];

function actorWords(entry: TimelineEntry): string {
  return entry.onBehalfOf ? `由${entry.actorName}代${entry.onBehalfOf}办理` : entry.actorName;
}

function timelineItem(entry: EntryWithPhotos, itemName: string, now: number): TimelineItem {
  return {
    title: DEVICE_ACTION_LABELS[entry.action],
    time: friendlyTime(entry.at, now),
    actor: actorWords(entry),
    note: entry.note ?? '',
    state: entry.action === 'reject' ? 'bad' : 'done',
    photos: entry.photos.map((photo, i) => ({
      id: photo.photoId,
      src: photo.url,
      alt: `${itemName}送达的照片，第${i + 1}张`,
    })),
  };
}

/** What is awaited now; nothing when the story is over. */
function awaited(state: DeviceState): TimelineItem[] {
  if (FINAL_DEVICE_STATES.includes(state)) return [];
  const title = DEVICE_STEPS.find((step) => step.state === state)?.title ?? '等申请人补充说明';
  return [{ title, state: 'current' }];
}

/** The story so far, newest first: where it is now must not need scrolling. */
export function timelineItems(view: ApplicationView, now: number): TimelineItem[] {
  const past = view.timeline.map((entry) => timelineItem(entry, view.itemName, now)).reverse();
  return [...awaited(view.state), ...past];
}

/** What changed between what was read at application and what was decided. */
export function differenceWords(view: ApplicationView): string {
  if (!view.difference) return '';
  const { quotedFen, decidedFen, reasons } = view.difference;
  const why = reasons.map((reason) => reason.text).join('；');
  return `申请时看到的是${yuan(quotedFen)}元，审批时重新核对，现在是${yuan(decidedFen)}元。${why}`;
}

export interface RowView {
  applicationId: string;
  title: string;
  image: string;
  status: string;
  tone: Tone;
  meta: string;
  pay: string;
  behalf: string;
  overdue: boolean;
  label: string;
}

/** One line of a list. The resident reads what happens now, staff the short name of the state. */
export function rowView(row: ApplicationRow, forStaff: boolean, now: number): RowView {
  const words = DEVICE_STATES[row.state];
  const status = forStaff ? words.label : words.resident;
  const title = forStaff ? `${row.residentName ?? ''} 申请${row.itemName}` : row.itemName;
  const date = friendlyDate(row.createdAt, now);
  const meta = forStaff ? [row.villageName, `${date}申请`].filter(Boolean).join('，') : `${date}申请`;
  const pay = row.payFen === 0 ? '自付0元' : `自付${yuan(row.payFen)}元`;
  const behalf = row.onBehalfBy ? `由${row.onBehalfBy}代办` : '';
  const overdue = row.overdue ?? false;
  return {
    applicationId: row.applicationId,
    title,
    image: devicePicture(row.image),
    status,
    tone: words.tone,
    meta,
    pay,
    behalf,
    overdue,
    label: [title, status, overdue ? '已超时' : '', meta, pay, behalf].filter(Boolean).join('，'),
  };
}
