/** A notice in the words and shapes that lists, the notice itself and the editor's preview show. */
import type { NoticeKind, NoticeRow, WorkOffer } from '../../../typings/api/notices';
import type { CalendarDate, PhotoView } from '../../../typings/domain';
import type { Photo } from '../../components/types';
import { chinaDate, friendlyDate } from '../../shared/china-time';
import {
  ABILITY_LABELS,
  isOffer,
  isOver,
  NOTICE_KIND_LABELS,
  WORK_DISTANCE_LABELS,
  WORK_HOURS_LABELS,
} from '../../shared/work';

export const NOTICE_KIND_ICONS: Record<NoticeKind, string> = {
  notice: 'speaker',
  policy: 'document',
  story: 'heart',
  job: 'job',
  training: 'graduation',
};

/** What the last day of each kind is called. */
const lastDayLabel = (kind: NoticeKind): string => (isOffer(kind) ? '报名截止' : '有效期到');

/** '6月10日', with the year when it is not this one. */
export const dayWords = (day: CalendarDate, now: number): string =>
  friendlyDate(Date.parse(`${day}T00:00:00+08:00`), now);

export interface NoticeRowView {
  noticeId: string;
  kind: string;
  icon: string;
  title: string;
  summary: string;
  picture: string;
  pinned: boolean;
  /** '谢家路村，3月5日'. */
  meta: string;
  /** Of offers: what it pays, where, when. */
  pay: string;
  facts: string;
  ends: string;
  /** All of it for a screen reader. */
  label: string;
}

const hoursWords = (offer: Pick<WorkOffer, 'hours'>): string =>
  offer.hours.map((hours) => WORK_HOURS_LABELS[hours]).join('、');

/** One line of a list. */
export function noticeRow(row: NoticeRow, now: number): NoticeRowView {
  const kind = NOTICE_KIND_LABELS[row.kind];
  const meta = `${row.villageName ?? '泗门镇'}，${friendlyDate(row.publishedAt, now)}`;
  const pay = row.offer?.pay ?? '';
  const facts = row.offer ? [row.offer.organiser, row.offer.place, hoursWords(row.offer)].join('，') : '';
  const ends = row.offer && row.expiresOn ? `${lastDayLabel(row.kind)}${dayWords(row.expiresOn, now)}` : '';
  // An offer is chosen by its facts; its first words would only make the list long.
  const summary = row.offer ? '' : row.summary;
  return {
    noticeId: row.noticeId,
    kind,
    icon: NOTICE_KIND_ICONS[row.kind],
    title: row.title,
    summary,
    picture: row.picture?.url ?? '',
    pinned: row.pinned,
    meta,
    pay,
    facts,
    ends,
    label: [kind, row.pinned ? '置顶' : '', row.title, pay, facts, ends, summary, meta]
      .filter(Boolean)
      .join('，'),
  };
}

/** What a notice is made of, stored or still being written. */
export interface NoticeContent {
  kind: NoticeKind;
  title: string;
  body: string;
  photos: PhotoView[];
  expiresOn: CalendarDate | null;
  offer: WorkOffer | null;
  /** Who publishes it, and when. */
  source: string;
}

export interface ArticleView {
  kind: string;
  icon: string;
  title: string;
  source: string;
  body: string;
  photos: Photo[];
  /** Facts of an offer, one line each. */
  facts: { icon: string; label: string; value: string }[];
  ends: string;
  over: boolean;
}

function factsOf(offer: WorkOffer): ArticleView['facts'] {
  const abilities = offer.abilities.map((ability) => ABILITY_LABELS[ability]).join('、');
  return [
    { icon: 'money', label: '报酬或费用', value: offer.pay },
    { icon: 'clock', label: '时间', value: hoursWords(offer) },
    { icon: 'location', label: '地点', value: `${offer.place}（${WORK_DISTANCE_LABELS[offer.distance]}）` },
    { icon: 'village', label: '单位', value: offer.organiser },
    { icon: 'tool', label: '要会做', value: abilities || '没有要求' },
    ...(offer.places > 0 ? [{ icon: 'people', label: '人数', value: `${offer.places}人` }] : []),
  ];
}

/** The notice as its readers see it. */
export function articleView(notice: NoticeContent, now: number): ArticleView {
  return {
    kind: NOTICE_KIND_LABELS[notice.kind],
    icon: NOTICE_KIND_ICONS[notice.kind],
    title: notice.title,
    source: notice.source,
    body: notice.body,
    photos: notice.photos.map(({ photoId, url }, i) => ({
      id: photoId,
      src: url,
      alt: `${notice.title}，第${i + 1}张照片`,
    })),
    facts: notice.offer ? factsOf(notice.offer) : [],
    ends: notice.expiresOn ? `${lastDayLabel(notice.kind)}${dayWords(notice.expiresOn, now)}` : '',
    over: isOver(notice.expiresOn, chinaDate(now)),
  };
}
