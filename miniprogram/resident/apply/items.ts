/** The devices of the form: what each costs the person, and what stands in the way of any. */
import type { QuotedItem } from '../../../typings/api/applications';
import { devicePicture, quoteWords, sumWords, type QuoteWords } from '../../pages/shared/case-view';
import { payWords } from '../../shared/money';

export interface ApplyItem {
  itemId: string;
  name: string;
  picture: string;
  price: QuoteWords;
  /** Why it cannot be applied for now, '' when it can. */
  problem: string;
  /** What can be done instead. */
  instead: '' | 'progress' | 'repair';
  /** The application or repair that `instead` leads to. */
  applicationId: string;
}

export interface ApplyList {
  items: ApplyItem[];
  sum: QuoteWords;
  /** In fen; 0 while it is not known. */
  payFen: number;
  /** Words of what stands in the way of sending, '' when nothing does. */
  blocked: string;
}

function itemOf({ item, view, obstacle }: QuotedItem): ApplyItem {
  const price = quoteWords(view);
  return {
    itemId: item.itemId,
    name: item.name,
    picture: devicePicture(item.image),
    price,
    problem: obstacle?.message ?? price.refusal,
    instead:
      obstacle?.code === 'ALREADY_OPEN' ? 'progress' : obstacle?.code === 'SERVICE_LIFE' ? 'repair' : '',
    applicationId: obstacle?.applicationId ?? '',
  };
}

/** All devices with their sum. */
export function applyList(quoted: readonly QuotedItem[]): ApplyList {
  const items = quoted.map(itemOf);
  const fine = quoted.filter((_one, i) => items[i]?.problem === '');
  const stuck = items.filter(({ problem }) => problem !== '').map(({ name }) => name);
  return {
    items,
    sum: sumWords(fine.map(({ view }) => view)),
    payFen: fine.reduce((sum, { view }) => sum + (view.quotable ? view.quote.payFen : 0), 0),
    blocked: stuck.length === 0 ? '' : `${stuck.join('、')}现在不能申请，去掉以后，其他的照样可以申请`,
  };
}

/** The one application that all of these are already part of, if so: sent before, and the answer was lost. */
export function sentAlready(quoted: readonly QuotedItem[]): string | null {
  const ids = new Set(
    quoted.map(({ obstacle }) => (obstacle?.code === 'ALREADY_OPEN' ? obstacle.applicationId : null)),
  );
  const [only] = ids;
  return ids.size === 1 ? (only ?? null) : null;
}

/** What was read before against what it is now, item by item. */
export function changeWords(before: ApplyList, now: ApplyList): string {
  const changed = now.items.flatMap(({ itemId, name, price }) => {
    const old = before.items.find((item) => item.itemId === itemId);
    if (!old || old.price.amount === price.amount) return [];
    return [`${name}原来${amountWords(old.price)}，现在${amountWords(price)}`];
  });
  const sum = `刚才看到的是${payWords(before.payFen)}，现在是${payWords(now.payFen)}。`;
  return changed.length > 0 && now.items.length > 1 ? `${sum}${changed.join('；')}。` : sum;
}

const amountWords = ({ free, amount }: QuoteWords): string => (free ? '免费' : `${amount}元`);
