import * as v from 'valibot';
import { DONATION_LIMITS } from '../../miniprogram/shared/donation-words';
import { LIMITS } from '../../miniprogram/shared/limits';
import { calendarDate, cursor, fen, id, knownVersion, optionalWords, words } from '../core/schemas';

/** Pieces, or fen of money: whole and at least one. */
const quantity = v.pipe(
  v.number('请填数量'),
  v.safeInteger('数量要是整数'),
  v.minValue(1, '数量最少是1'),
  v.maxValue(DONATION_LIMITS.quantity, '数量太大，请核对'),
);

const photoIds = v.pipe(
  v.array(id),
  v.maxLength(LIMITS.photosPerStep, `最多放${LIMITS.photosPerStep}张照片`),
  v.check((ids) => new Set(ids).size === ids.length, '同一张照片放了两次，请去掉一张'),
);

const what = words('是什么东西', DONATION_LIMITS.whatLength);
const unit = words('单位', DONATION_LIMITS.unitLength);
const note = v.optional(optionalWords('说明', LIMITS.noteLength));
const donationId = id;

export const needsInput = v.strictObject({ villageId: v.optional(id), cursor });
export const needInput = v.strictObject({ needId: id });
export const manageNeedsInput = v.strictObject({ open: v.boolean(), cursor });

export const saveNeedInput = v.strictObject({
  needId: v.optional(id),
  version: knownVersion,
  what,
  quantity,
  unit,
  openUntil: calendarDate,
  residentId: v.nullable(id),
  open: v.boolean(),
});

export const promiseInput = v.strictObject({
  needId: v.nullable(id),
  villageId: v.nullable(id),
  kind: v.picklist(['goods', 'money'], '请选捐东西还是捐钱'),
  // Empty for a published need, which says itself what it is.
  what: optionalWords('捐什么', DONATION_LIMITS.whatLength),
  quantity,
  unit: optionalWords('单位', DONATION_LIMITS.unitLength),
  valueFen: v.nullable(fen),
  promisedUntil: calendarDate,
  words: optionalWords('想说的话', LIMITS.noteLength),
});

export const mineInput = v.strictObject({ cursor });
export const getInput = v.strictObject({ donationId, knownVersion });
export const queueInput = v.strictObject({
  tab: v.picklist(['toAccept', 'toReceive', 'toHandOut', 'done']),
  directed: v.boolean(),
  villageId: v.optional(id),
  cursor,
  knownVersion,
});

export const acceptInput = v.strictObject({ donationId, note });
export const endInput = v.strictObject({ donationId, reason: words('原因', LIMITS.noteLength) });
export const receiveInput = v.strictObject({ donationId, quantity, note, photoIds: v.optional(photoIds) });
export const allotInput = v.strictObject({
  donationId,
  villageId: id,
  residentId: v.nullable(id),
  quantity,
  note,
});
export const deliverInput = v.strictObject({
  donationId,
  allotmentId: v.nullable(id),
  quantity,
  residentId: v.nullable(id),
  photoIds,
  note,
});
