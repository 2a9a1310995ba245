/** One application as an officer reads it, and what there is to choose from when it is not approved. */
import type { ApplicationView } from '../../../typings/api/applications';
import type { ChoiceOption, TimelineItem, Tone } from '../../components/types';
import {
  differenceWords,
  priceView,
  quoteWords,
  timelineItems,
  type PriceView,
  type QuoteWords,
} from '../../pages/shared/device-view';
import { groupPhone } from '../../components/shared/group';
import { DEVICE_STATES } from '../../shared/device-states';
import { payWords } from '../../shared/money';

export interface StaffCase {
  title: string;
  status: string;
  tone: Tone;
  residentId: string;
  residentName: string;
  person: string;
  facts: { label: string; value: string }[];
  verified: boolean;
  verificationId: string;
  phone: string;
  phoneGrouped: string;
  quoted: PriceView;
  today: QuoteWords;
  /** Null when no amount can be worked out today. */
  todayFen: number | null;
  decided: boolean;
  /** Before approval: today's amount is not the one the applicant read. */
  warning: string;
  /** After approval: what the decision changed. */
  difference: string;
  behalf: string;
  timeline: TimelineItem[];
  feedback: { score: number; words: string } | null;
  can: { check: boolean; approve: boolean; deliver: boolean; sendBack: boolean; reject: boolean };
}

function amountWarning(view: ApplicationView, todayFen: number | null): string {
  if (view.decision || todayFen === null || todayFen === view.quote.payFen) return '';
  return `申请时是${payWords(view.quote.payFen)}，按今天的情况是${payWords(todayFen)}。批准后按今天的办，申请人会看到原因。`;
}

/** Everything the page shows; null for an answer without the staff part, which no officer gets. */
export function staffCase(view: ApplicationView, now: number): StaffCase | null {
  const { staff } = view;
  if (!staff) return null;
  const todayFen = staff.today.quotable ? staff.today.quote.payFen : null;
  const words = DEVICE_STATES[view.state];
  const can = (action: (typeof view.actions)[number]): boolean => view.actions.includes(action);
  return {
    title: `${staff.residentName} 申请${view.itemName}`,
    status: words.label,
    tone: words.tone,
    residentId: staff.residentId,
    residentName: staff.residentName,
    person: `${staff.villageName}，${staff.age}岁，${staff.categoryLabel}${staff.levelLabel}`,
    facts: [
      { label: '身份证号', value: staff.idNumberMasked },
      { label: '低保低边', value: staff.lowIncomeLabel },
      { label: '送到哪里', value: view.deliverTo },
      ...(view.reason ? [{ label: '申请说明', value: view.reason }] : []),
    ],
    verified: staff.identityVerified,
    verificationId: staff.verificationId ?? '',
    phone: view.contactPhone,
    phoneGrouped: groupPhone(view.contactPhone),
    quoted: priceView(view.quote),
    today: quoteWords(view.decision ? { quotable: true, quote: view.decision } : staff.today),
    todayFen,
    decided: view.decision !== null,
    warning: amountWarning(view, todayFen),
    difference: differenceWords(view),
    behalf: view.onBehalfBy ? `由${view.onBehalfBy}代办` : '',
    timeline: timelineItems(view, now),
    feedback: view.feedback,
    can: {
      check: can('check'),
      approve: can('approve'),
      deliver: can('deliver'),
      sendBack: can('return'),
      reject: can('reject'),
    },
  };
}

export const OWN_WORDS = 'own';
const withOwn = (reasons: string[]): ChoiceOption[] => [
  ...reasons.map((label) => ({ value: label, label })),
  { value: OWN_WORDS, label: '其他，自己写' },
];

/** What is asked for or said most often; the applicant reads it as it stands. */
export const REASONS: Record<'sendBack' | 'reject', ChoiceOption[]> = {
  sendBack: withOwn([
    '电话打不通，请核对您的联系电话',
    '请写清楚送货地址，到门牌号',
    '请说明现在的身体情况，为什么需要这件辅具',
    '请补充低保或低边的证明，交到村残协',
  ]),
  reject: withOwn([
    '去年已领过同样的辅具，还没有到可以再领的时间',
    '上门查看，现在的情况不适合用这件辅具，可以改申请别的',
    '已通过其他途径领到同样的辅具',
    '申请人已不住在本镇',
  ]),
};
