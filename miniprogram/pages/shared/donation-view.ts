/** Donations and needs in the words and shapes that the pages of both sides show. */
import type { DonationEvent, DonationRow, DonationView, PublicNeed } from '../../../typings/api/donations';
import type { Millis } from '../../../typings/domain';
import type { Photo, TimelineItem, Tone } from '../../components/types';
import { pictureNote } from './picture-note';
import { friendlyDate, friendlyDay, friendlyTime } from '../../shared/china-time';
import { amountWords, DONATION_ACTIONS, DONATION_STATES, giftWords } from '../../shared/donation-words';
import { plainYuan } from '../../shared/money';
import { photosView } from './case-view';

export type DonationSide = 'donor' | 'staff';

export interface NeedView {
  needId: string;
  title: string;
  village: string;
  /** '还差3床'. */
  wanted: string;
  until: string;
  label: string;
}

export function needView(need: PublicNeed, now: Millis): NeedView {
  const { needId, what, quantity, unit, promised, villageName, openUntil } = need;
  const title = `${what}${quantity}${unit}`;
  const wanted = promised >= quantity ? '已经够了' : `还差${quantity - promised}${unit}`;
  const until = `${friendlyDay(openUntil, now)}前`;
  return {
    needId,
    title,
    village: villageName,
    wanted,
    until,
    label: [villageName, title, wanted, until].join('，'),
  };
}

export interface DonationLine {
  /** One donation can be in a list with several of its parts. */
  key: string;
  donationId: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  label: string;
}

function whereTo({ directed, villageName }: Pick<DonationRow, 'directed' | 'villageName'>): string {
  return directed ? `给${villageName ?? ''}` : '镇残联安排';
}

export function donationLine(row: DonationRow, side: DonationSide, now: Millis): DonationLine {
  const { label, donor, tone } = DONATION_STATES[row.state];
  const status =
    row.allotmentId !== null && row.state !== 'delivered' ? '本村这一份' : side === 'staff' ? label : donor;
  const title = giftWords(row);
  const note = [
    side === 'staff' ? `${row.donorName}捐` : '',
    whereTo(row),
    `${friendlyDate(row.promisedAt, now)}登记`,
  ]
    .filter(Boolean)
    .join('，');
  const key = row.allotmentId ?? row.donationId;
  return {
    key,
    donationId: row.donationId,
    title,
    note,
    status,
    tone,
    label: `${title}，${status}，${note}`,
  };
}

export interface PartView {
  allotmentId: string;
  /** '送给谢家路村王**'. */
  title: string;
  note: string;
  photos: Photo[];
  delivered: boolean;
  quantity: number;
  canDeliver: boolean;
}

export interface DonationShown {
  title: string;
  status: string;
  tone: Tone;
  facts: { label: string; value: string }[];
  /** What came less than promised; '' when nothing is missing. */
  shortfall: string;
  words: string;
  /** Proofs that are not to be seen (yet); '' when all are. */
  held: string;
  parts: PartView[];
  story: TimelineItem[];
  can: DonationView['can'];
}

function storyItem(event: DonationEvent, view: DonationView, now: Millis): TimelineItem {
  const { at, action, quantity, actorName, note, photos } = event;
  const amount = quantity === null ? '' : amountWords(view, quantity);
  return {
    title: `${DONATION_ACTIONS[action]}${amount}`,
    time: friendlyTime(at, now),
    ...(actorName === '' ? {} : { actor: actorName }),
    ...(note === '' ? {} : { note }),
    state: ['cancel', 'decline', 'expire'].includes(action) ? 'bad' : 'done',
    // The pictures of a delivery stand with the part that was handed over.
    photos: action === 'deliver' ? [] : photosView(photos, DONATION_ACTIONS[action]),
  };
}

const AWAITED: Partial<Record<DonationView['state'], string>> = {
  promised: '等答复',
  accepted: '等捐赠人送来',
  received: '等送出',
  partlyDelivered: '等送出剩下的',
};

/** What happened, newest first; what is awaited on top. */
function story(view: DonationView, now: Millis): TimelineItem[] {
  const awaited = AWAITED[view.state];
  return [
    ...(awaited ? [{ title: awaited, state: 'current' as const }] : []),
    ...view.timeline.map((event) => storyItem(event, view, now)).reverse(),
  ];
}

function parts(view: DonationView, now: Millis): PartView[] {
  return view.allotments.map((part) => {
    const delivered = part.deliveredAt !== null;
    const to = `${part.villageName}${part.residentName ?? ''}`;
    const amount = amountWords(view, part.quantity);
    return {
      allotmentId: part.allotmentId,
      title: delivered ? `${amount}送到了${to}` : `${amount}分给${to}，还没送`,
      note: [part.deliveredAt === null ? '' : friendlyTime(part.deliveredAt, now), part.note]
        .filter(Boolean)
        .join('，'),
      photos: photosView(part.photos, '送到'),
      delivered,
      quantity: part.quantity,
      canDeliver: part.canDeliver,
    };
  });
}

/** Pictures that the donor does not see yet, for the donor and for staff. */
function heldWords({ picturesHeld, allotments, timeline }: DonationView): string {
  if (picturesHeld > 0) return `还有${picturesHeld}张照片没有通过安全检查，通过后就能看到`;
  const all = [...allotments, ...timeline].flatMap(({ photos }) => photos);
  const once = new Map(all.map((photo) => [photo.photoId, photo]));
  return pictureNote([...once.values()]);
}

/** Everything that a page of one donation shows. */
export function donationShown(view: DonationView, side: DonationSide, now: Millis): DonationShown {
  const { label, donor, tone } = DONATION_STATES[view.state];
  const { received, quantity, delivered, valueFen } = view;
  const facts = [
    ...(side === 'staff' ? [{ label: '捐赠人', value: view.donorName }] : []),
    { label: '给谁', value: `${view.villageName ?? '镇残联安排'}${view.residentName ?? ''}` },
    { label: '答应捐', value: amountWords(view, quantity) },
    ...(view.kind === 'goods' && valueFen !== null
      ? [{ label: '大概值', value: `${plainYuan(valueFen)}元` }]
      : []),
    { label: '哪天前送来', value: friendlyDay(view.promisedUntil, now) },
    ...(received > 0
      ? [
          { label: '实际收到', value: amountWords(view, received) },
          { label: '已经送出', value: amountWords(view, delivered) },
        ]
      : []),
  ];
  const missing = received > 0 && received < quantity ? amountWords(view, quantity - received) : '';
  return {
    title: giftWords(view),
    status: side === 'staff' ? label : donor,
    tone,
    facts,
    shortfall: missing === '' ? '' : `比答应的少${missing}，按实际收到的办`,
    words: view.words,
    held: heldWords(view),
    parts: parts(view, now),
    story: story(view, now),
    can: view.can,
  };
}
