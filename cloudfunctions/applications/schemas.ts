import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import { cursor, fen, id, knownVersion, optionalWords, phone, words } from '../core/schemas';

const note = v.optional(optionalWords('说明', LIMITS.noteLength));
const reason = words('原因', LIMITS.noteLength);

export const quoteInput = v.strictObject({ itemId: id });

export const submitInput = v.strictObject({
  itemId: id,
  contactPhone: phone,
  deliverTo: words('送货地址', LIMITS.addressLength),
  reason: optionalWords('申请说明', LIMITS.noteLength),
  agreedPayFen: fen,
});

export const mineInput = v.strictObject({ cursor });
export const getInput = v.strictObject({ applicationId: id, knownVersion });

export const queueInput = v.strictObject({
  tab: v.picklist(['toCheck', 'toApprove', 'toDeliver', 'waitingForResident', 'done']),
  q: v.optional(optionalWords('姓名', 20)),
  villageId: v.optional(id),
  cursor,
  knownVersion,
});

export const checkInput = v.strictObject({ applicationId: id, note });
export const reasonInput = v.strictObject({ applicationId: id, reason });
export const resubmitInput = v.strictObject({
  applicationId: id,
  answer: words('补充说明', LIMITS.noteLength),
});
export const approveInput = v.strictObject({ applicationId: id, seenPayFen: fen, note });

export const deliverInput = v.strictObject({
  applicationId: id,
  photoIds: v.pipe(
    v.array(id),
    v.maxLength(LIMITS.photosPerStep, `最多${LIMITS.photosPerStep}张照片`),
    v.check((ids) => new Set(ids).size === ids.length, '照片有重复'),
  ),
  note,
});

export const confirmInput = v.strictObject({ applicationId: id });

export const feedbackInput = v.strictObject({
  applicationId: id,
  score: v.pipe(
    v.number('请选择一个表情'),
    v.integer('请选择一个表情'),
    v.minValue(1, '请选择一个表情'),
    v.maxValue(5, '请选择一个表情'),
  ),
  words: optionalWords('评价', LIMITS.feedbackLength),
});

export const withdrawInput = v.strictObject({
  applicationId: id,
  reason: v.optional(optionalWords('原因', LIMITS.noteLength)),
});

export const catalogueItemInput = v.strictObject({
  itemId: id,
  name: words('名称', 30),
  kind: v.picklist(['mobility', 'bathing', 'bed', 'hearing', 'vision', 'prosthesis']),
  summary: words('说明', 100),
  image: id,
  priceFen: fen,
  active: v.boolean(),
});
