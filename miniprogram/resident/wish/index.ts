/** A small wish: which kind, about how much, and what it is; volunteers see it without a name. */
import { makeWish } from '../../services/applications';
import { plainYuan } from '../../shared/money';
import { WISH_LABELS } from '../../shared/labels';
import type { WishCategory } from '../../../typings/domain';
import { defineRequestForm, type Values } from '../shared/request-form';

/** Amounts offered as choices; what is above the limit is left out. */
const AMOUNTS_FEN = [5_000, 10_000, 15_000, 20_000];
const OTHER = 'other';

/** Fen of what was chosen or typed in yuan, null when it is no amount. */
function costOf({ cost, ownYuan }: Values): number | null {
  if (cost !== OTHER) return cost ? Number(cost) : null;
  const fen = Math.round(Number(ownYuan) * 100);
  return Number.isSafeInteger(fen) && fen > 0 ? fen : null;
}

function costProblem(values: Values, maxFen: number): Record<string, string> {
  const cost = costOf(values);
  if (cost === null)
    return values.cost === OTHER ? { ownYuan: '请填大概多少元' } : { cost: '请选大概多少钱' };
  if (cost <= maxFen) return {};
  return { [values.cost === OTHER ? 'ownYuan' : 'cost']: `微心愿最多${plainYuan(maxFen)}元` };
}

defineRequestForm({
  kind: 'wish',
  consent: 'wish',
  fields: { category: '', cost: '', ownYuan: '' },
  data: {
    categories: Object.entries(WISH_LABELS).map(([value, label]) => ({
      value,
      label,
      image: `/images/wishes/${value}.svg`,
    })),
    amounts: [],
    most: '',
  },
  onFacts: ({ maxFen }) => ({
    most: plainYuan(maxFen),
    amounts: [
      ...AMOUNTS_FEN.filter((fen) => fen <= maxFen).map((fen) => ({
        value: String(fen),
        label: `${plainYuan(fen)}元左右`,
      })),
      { value: OTHER, label: '自己填' },
    ],
  }),
  problems: (values, { voice, facts }) => ({
    category: values.category === '' ? '请选一类' : '',
    ...costProblem(values, facts.maxFen),
    reason: values.reason?.trim() === '' && !voice ? '请写下心愿，或按一下说给我们听' : '',
  }),
  confirmText: (values) =>
    `许一个${WISH_LABELS[values.category as WishCategory]}的心愿，大概${plainYuan(costOf(values) ?? 0)}元。`,
  send: (values, { photoIds: _none, ...common }, _query, requestId) =>
    makeWish(
      { ...common, category: values.category as WishCategory, costFen: costOf(values) ?? 0 },
      requestId,
    ),
});
