/** What the applicant pays for devices: each one and the sum, today or as decided. */
import type { ApplicationView, DeviceDetail, QuoteView, StaffPart } from '../../../typings/api/applications';
import {
  devicePicture,
  differenceWords,
  quoteWords,
  sumWords,
  type QuoteWords,
} from '../../pages/shared/case-view';
import { payWords } from '../../shared/money';

export interface Amounts {
  decided: boolean;
  sum: QuoteWords;
  /** Of several devices: each with its own amount. */
  items: { name: string; picture: string; pay: string; reasons: string[] }[];
  quoted: string;
  /** Null when no amount can be worked out today. */
  todayFen: number | null;
  /** Before approval: today's amount is not the one the applicant read. */
  warning: string;
  /** After approval: what the decision changed. */
  difference: string;
}

function decisionsOf({ items }: DeviceDetail): QuoteView[] | null {
  const decisions = items.flatMap(({ decision }) => (decision ? [decision] : []));
  if (decisions.length < items.length) return null;
  return decisions.map((quote) => ({ quotable: true, quote }));
}

function sumFen(views: readonly QuoteView[]): number | null {
  return views.reduce<number | null>(
    (sum, view) => (sum === null || !view.quotable ? null : sum + view.quote.payFen),
    0,
  );
}

/** The amounts of a device application; null for other kinds. */
export function amountsOf(view: ApplicationView, { today }: StaffPart): Amounts | null {
  const { detail } = view;
  if (detail.kind !== 'device') return null;
  const decisions = decisionsOf(detail);
  const views = decisions ?? today;
  const todayFen = sumFen(today);
  const changed = !decisions && todayFen !== null && todayFen !== detail.quotedFen;
  return {
    decided: decisions !== null,
    sum: sumWords(views),
    items:
      detail.items.length < 2
        ? []
        : detail.items.map(({ name, image }, i) => {
            const words = quoteWords(views[i] ?? { quotable: false, code: '', message: '算不出金额' });
            return {
              name,
              picture: devicePicture(image),
              pay: words.quotable ? (words.free ? '0元' : `${words.amount}元`) : words.refusal,
              reasons: words.reasons,
            };
          }),
    quoted: payWords(detail.quotedFen),
    todayFen,
    warning: changed
      ? `申请时是${payWords(detail.quotedFen)}，按今天的情况是${payWords(todayFen)}。批准后按今天的办，申请人会看到原因。`
      : '',
    difference: differenceWords(view),
  };
}
