/** What is particular to each kind of application, as the applicant reads it: cards of facts, words, photos and contacts. */
import type {
  ApplicationView,
  DeviceDetail,
  EmploymentDetail,
  RenovationDetail,
  WishDetail,
} from '../../../typings/api/applications';
import type { RenovationItem } from '../../../typings/domain';
import type { Photo, TimelineItem } from '../../components/types';
import { photosView, priceView, quoteWords, type PriceView } from '../../pages/shared/case-view';
import { friendlyDay, friendlyTime } from '../../shared/china-time';
import { RENOVATION_LABELS, WISH_LABELS } from '../../shared/labels';
import { yuan } from '../../shared/money';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../shared/work';

export interface Fact {
  label: string;
  value: string;
}

/** One card. What is empty is not shown. */
export interface Part {
  key: string;
  title: string;
  text: string;
  price: PriceView | null;
  reasons: string[];
  note: string;
  facts: Fact[];
  photos: Photo[];
  photoLabel: string;
  story: TimelineItem[];
}

const EMPTY: Omit<Part, 'key' | 'title'> = {
  text: '',
  price: null,
  reasons: [],
  note: '',
  facts: [],
  photos: [],
  photoLabel: '',
  story: [],
};

function part(key: string, title: string, filled: Partial<Part>): Part {
  return { key, title, ...EMPTY, ...filled };
}

const itemWords = (items: readonly RenovationItem[]): string =>
  items.map((item) => RENOVATION_LABELS[item]).join('、');

/** One device: the amount with its reasons. Several: each with its own, then the sum. */
function deviceParts({ items, quotedFen, decidedFen, deliverTo }: DeviceDetail): Part[] {
  const when = decidedFen === null ? '申请时' : '已批准';
  const one = items.length === 1;
  const each = items.map(({ itemId, name, quote, decision }) => {
    const words = quoteWords({ quotable: true, quote: decision ?? quote });
    return part(itemId, one ? `您要付（${when}）` : name, {
      price: words,
      reasons: words.reasons,
      note: one ? words.source : '',
    });
  });
  const priceFen = items.reduce((sum, { quote }) => sum + quote.priceFen, 0);
  const first = items[0]?.decision ?? items[0]?.quote;
  const sum = part('sum', `一共要付（${when}）`, {
    price: priceView({ payFen: decidedFen ?? quotedFen, priceFen }),
    note: first ? quoteWords({ quotable: true, quote: first }).source : '',
  });
  const delivery = part('delivery', '送货', { facts: [{ label: '送到哪里', value: deliverTo }] });
  return [...(one ? [] : [sum]), ...each, delivery];
}

function employmentParts(detail: EmploymentDetail, now: number): Part[] {
  const { abilities, hours, distance, wishes, noticeTitle, placement, followUps, nextOn } = detail;
  const place =
    placement &&
    part('place', '找到的工作', {
      facts: [
        { label: '在哪里', value: placement.employer },
        { label: '做什么', value: placement.post },
        { label: '从哪天起', value: friendlyDay(placement.since, now) },
      ],
    });
  const followed =
    followUps.length > 0 &&
    part('followUps', '工作人员联系过的', {
      facts: nextOn ? [{ label: '下次联系', value: friendlyDay(nextOn, now) }] : [],
      story: [...followUps].reverse().map(({ at, by, words }) => ({
        title: words,
        time: friendlyTime(at, now),
        actor: by,
        state: 'done',
      })),
    });
  const said = part('said', '我会做什么，想做什么', {
    text: wishes,
    facts: [
      { label: '会做', value: abilities.map((ability) => ABILITY_LABELS[ability]).join('、') },
      { label: '能做多久', value: WORK_HOURS_LABELS[hours] },
      { label: '能去多远', value: WORK_DISTANCE_LABELS[distance] },
      ...(noticeTitle ? [{ label: '看中的', value: noticeTitle }] : []),
    ],
  });
  return [...(place ? [place] : []), ...(followed ? [followed] : []), said];
}

function renovationParts(detail: RenovationDetail, now: number): Part[] {
  const { items, address, before, survey, building, after } = detail;
  const asked = part('asked', '想改造的地方', {
    facts: [
      { label: '改什么', value: itemWords(items) },
      { label: '在哪里', value: address },
    ],
    photos: photosView(before, '改造前'),
    photoLabel: '改造前的照片',
  });
  const surveyed =
    survey &&
    part('survey', '上门看的结果', {
      text: survey.findings,
      facts: [
        { label: '要做的', value: itemWords(survey.items) },
        { label: '哪天看的', value: friendlyTime(survey.at, now) },
      ],
      photos: photosView(survey.photos, '上门查看'),
      photoLabel: '上门查看的照片',
    });
  const planned =
    building &&
    part('building', '施工安排', {
      facts: [
        { label: '谁来做', value: building.builder },
        { label: '开工', value: friendlyDay(building.from, now) },
        { label: '完工', value: friendlyDay(building.to, now) },
      ],
    });
  const done =
    after.length > 0 &&
    part('after', '做好以后', { photos: photosView(after, '改造后'), photoLabel: '改造后的照片' });
  return [done, planned, surveyed, asked].filter((one): one is Part => Boolean(one));
}

function wishParts(detail: WishDetail, now: number): Part[] {
  const { category, costFen, publicText, openUntil, volunteerName } = detail;
  const shown =
    publicText !== null &&
    part('public', '志愿者看到的话', {
      text: publicText,
      note: '上面没有您的名字、住址和电话。',
      facts: volunteerName
        ? [{ label: '认领的志愿者', value: volunteerName }]
        : openUntil
          ? [{ label: '等到哪天', value: friendlyDay(openUntil, now) }]
          : [],
    });
  const wish = part('wish', '我的心愿', {
    facts: [
      { label: '哪一类', value: WISH_LABELS[category] },
      { label: '大概要', value: `${yuan(costFen)}元` },
    ],
  });
  return [...(shown ? [shown] : []), wish];
}

/** The cards of this application, the newest and most important first. */
export function partsOf({ detail }: ApplicationView, now: number): Part[] {
  switch (detail.kind) {
    case 'device':
      return deviceParts(detail);
    case 'repair':
      return [
        part('repair', '要修的辅具', {
          facts: [
            { label: '辅具', value: detail.itemName },
            { label: '哪天收到的', value: friendlyDay(detail.receivedOn, now) },
          ],
        }),
      ];
    case 'employment':
      return employmentParts(detail, now);
    case 'renovation':
      return renovationParts(detail, now);
    case 'wish':
      return wishParts(detail, now);
  }
}
