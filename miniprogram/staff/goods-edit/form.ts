/** What staff type for goods of the points shop: as fields of the page, as the draft, and as what is sent. */
import type { GoodsInput, GoodsView } from '../../../typings/api/points';
import { problems } from '../../pages/shared/form';

/** The choice of town staff for goods that are collected at any village. */
export const ANYWHERE = 'any';

export interface GoodsForm extends Record<string, string> {
  name: string;
  summary: string;
  points: string;
  limitPerPerson: string;
  villageId: string;
  active: string;
  addStock: string;
}

export const EMPTY_FORM: GoodsForm = {
  name: '',
  summary: '',
  points: '',
  limitPerPerson: '',
  villageId: ANYWHERE,
  active: 'yes',
  addStock: '',
};

export function formOf(goods: GoodsView): GoodsForm {
  return {
    name: goods.name,
    summary: goods.summary,
    points: String(goods.points),
    limitPerPerson: goods.limitPerPerson === 0 ? '' : String(goods.limitPerPerson),
    villageId: goods.villageId ?? ANYWHERE,
    active: goods.active ? 'yes' : 'no',
    addStock: '',
  };
}

const isWhole = (text: string): boolean => /^-?\d{1,5}$/.test(text.trim());
const wholeOf = (text: string): number => (text.trim() === '' ? 0 : Number(text.trim()));

/** What is wrong, by field. */
export function formProblems(form: GoodsForm, isNew: boolean): Record<string, string> {
  const { name, points, limitPerPerson, addStock } = form;
  return problems({
    name: name.trim() === '' ? '请写名称' : '',
    points: isWhole(points) && wholeOf(points) > 0 ? '' : '请填要多少积分，整数',
    limitPerPerson: limitPerPerson === '' || isWhole(limitPerPerson) ? '' : '请填整数，不限就不填',
    addStock: (addStock === '' && !isNew) || isWhole(addStock) ? '' : '请填件数，整数',
  });
}

export function inputOf(
  form: GoodsForm,
  photoId: string | null,
  existing: { goodsId: string; version: number } | null,
): GoodsInput {
  return {
    ...(existing ? { goodsId: existing.goodsId } : {}),
    version: existing?.version ?? 0,
    name: form.name.trim(),
    summary: form.summary.trim(),
    points: wholeOf(form.points),
    limitPerPerson: wholeOf(form.limitPerPerson),
    villageId: form.villageId === ANYWHERE ? null : form.villageId,
    active: form.active === 'yes',
    photoId,
    addStock: wholeOf(form.addStock),
  };
}
