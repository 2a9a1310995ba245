/** What an officer reads of each kind of application, as cards of facts, words and photos. */
import type {
  ApplicationView,
  EmploymentDetail,
  RenovationDetail,
  WishDetail,
} from '../../../typings/api/applications';
import type { RenovationItem } from '../../../typings/domain';
import type { Photo, TimelineItem } from '../../components/types';
import { photosView } from '../../pages/shared/case-view';
import { friendlyTime } from '../../shared/china-time';
import { RENOVATION_LABELS, WISH_LABELS } from '../../shared/labels';
import { yuan } from '../../shared/money';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../shared/work';
import { dayWords, nextContactWords } from '../shared/words';

interface Fact {
  label: string;
  value: string;
}

export interface CaseCard {
  key: string;
  title: string;
  facts: Fact[];
  text: string;
  photos: Photo[];
  photoLabel: string;
  /** One contact after the other, newest first. */
  story: TimelineItem[];
}

function card(key: string, title: string, parts: Partial<CaseCard>): CaseCard {
  return { key, title, facts: [], text: '', photos: [], photoLabel: '', story: [], ...parts };
}

const itemWords = (items: readonly RenovationItem[]): string =>
  items.map((item) => RENOVATION_LABELS[item]).join('、');

function employmentCards(detail: EmploymentDetail, now: number): CaseCard[] {
  const { abilities, hours, distance, noticeTitle, placement, followUps, nextOn } = detail;
  const wants = card('wants', '会做什么，想做什么', {
    facts: [
      { label: '会做', value: abilities.map((ability) => ABILITY_LABELS[ability]).join('、') },
      { label: '能做多久', value: WORK_HOURS_LABELS[hours] },
      { label: '能去多远', value: WORK_DISTANCE_LABELS[distance] },
      ...(noticeTitle ? [{ label: '看中的岗位或培训', value: noticeTitle }] : []),
    ],
  });
  const place =
    placement &&
    card('place', '找到的工作', {
      facts: [
        { label: '单位', value: placement.employer },
        { label: '岗位', value: placement.post },
        { label: '从哪天起', value: dayWords(placement.since, now) },
      ],
    });
  const followed =
    followUps.length > 0 &&
    card('followUps', `跟进${followUps.length}次`, {
      facts: nextOn ? [{ label: '下次联系', value: nextContactWords(nextOn, now) }] : [],
      story: [...followUps].reverse().map(({ at, by, words }) => ({
        title: words,
        time: friendlyTime(at, now),
        actor: by,
        state: 'done',
      })),
    });
  return [...(place ? [place] : []), wants, ...(followed ? [followed] : [])];
}

function renovationCards(detail: RenovationDetail, now: number): CaseCard[] {
  const { items, address, before, survey, building, after } = detail;
  const cards = [
    card('wants', '想改造的地方', {
      facts: [
        { label: '项目', value: itemWords(items) },
        { label: '地址', value: address },
      ],
      photos: photosView(before, '改造前'),
      photoLabel: '申请人拍的照片',
    }),
  ];
  if (survey) {
    cards.push(
      card('survey', '上门看定的', {
        facts: [
          { label: '要做的项目', value: itemWords(survey.items) },
          { label: '哪天看的', value: friendlyTime(survey.at, now) },
        ],
        text: survey.findings,
        photos: photosView(survey.photos, '上门查看'),
        photoLabel: '上门查看的照片',
      }),
    );
  }
  if (building) {
    cards.push(
      card('building', '施工安排', {
        facts: [
          { label: '谁来做', value: building.builder },
          { label: '开工', value: dayWords(building.from, now) },
          { label: '完工', value: dayWords(building.to, now) },
        ],
      }),
    );
  }
  if (after.length > 0) {
    cards.push(
      card('after', '做好以后', { photos: photosView(after, '改造后'), photoLabel: '改造后的照片' }),
    );
  }
  return cards;
}

function wishCards(
  { category, costFen, publicText, openUntil, volunteerName }: WishDetail,
  now: number,
): CaseCard[] {
  const wish = card('wish', '心愿', {
    facts: [
      { label: '哪一类', value: WISH_LABELS[category] },
      { label: '大概要多少钱', value: `${yuan(costFen)}元` },
    ],
  });
  const published =
    publicText !== null &&
    card('published', '志愿者看到的', {
      text: publicText,
      facts: [
        ...(volunteerName ? [{ label: '认领的志愿者', value: volunteerName }] : []),
        ...(openUntil && !volunteerName ? [{ label: '开放到', value: dayWords(openUntil, now) }] : []),
      ],
    });
  return [wish, ...(published ? [published] : [])];
}

/** The cards of one application. */
export function cardsOf({ detail }: ApplicationView, now: number): CaseCard[] {
  switch (detail.kind) {
    case 'device':
      return [];
    case 'repair':
      return [
        card('device', '要修的辅具', {
          facts: [
            { label: '辅具', value: detail.itemName },
            { label: '哪天领的', value: dayWords(detail.receivedOn, now) },
          ],
        }),
      ];
    case 'employment':
      return employmentCards(detail, now);
    case 'renovation':
      return renovationCards(detail, now);
    case 'wish':
      return wishCards(detail, now);
  }
}
