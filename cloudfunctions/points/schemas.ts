import * as v from 'valibot';
import { cursor, id, optionalWords, words } from '../core/schemas';

/** Greater ones are slips of the finger. */
const MOST = 100_000;

const whole = (label: string, least: number): v.GenericSchema<unknown, number> =>
  v.pipe(
    v.number(`请填写${label}`),
    v.safeInteger(`${label}要填整数`),
    v.minValue(least, `${label}不能小于${least}`),
    v.maxValue(MOST, `${label}太大了，请检查`),
  );

const orderState = v.picklist(['reserved', 'collected', 'cancelled', 'expired']);

export const cursorInput = v.strictObject({ cursor });

export const yearInput = v.strictObject({
  year: v.pipe(v.number(), v.safeInteger(), v.minValue(2020), v.maxValue(2999)),
});

export const redeemInput = v.strictObject({ goodsId: id, points: whole('积分', 1) });

export const orderInput = v.strictObject({ orderId: id });

/** As it was scanned or typed. What it is, says the use case in its own words. */
export const codeInput = v.strictObject({
  code: v.pipe(v.string('请扫领取码'), v.maxLength(200, '这个码太长，不是领取码，请重新扫')),
});

export const ordersInput = v.strictObject({ state: orderState, villageId: v.optional(id), cursor });

export const goodsInput = v.strictObject({
  goodsId: v.optional(id),
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  name: words('名称', 20),
  summary: optionalWords('说明', 60),
  points: whole('要多少积分', 1),
  limitPerPerson: whole('每人每年最多几件', 0),
  villageId: v.nullable(id),
  active: v.boolean(),
  photoId: v.nullable(id),
  addStock: whole('加多少件', -MOST),
});

export const shownInput = v.strictObject({ shown: v.boolean() });
