import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import { DEVICE_PICTURES, type DevicePicture } from '../../miniprogram/shared/device-pictures';
import { RENOVATION_LABELS, WISH_LABELS } from '../../miniprogram/shared/labels';
import type { Ability, RenovationItem, WishCategory } from '../../typings/domain';
import { consentTo } from '../core/consent';
import { calendarDate, cursor, fen, id, knownVersion, optionalWords, phone, words } from '../core/schemas';

const note = v.optional(optionalWords('说明', LIMITS.noteLength));
const reason = words('原因', LIMITS.noteLength);
const voiceId = v.optional(id);
const kind = v.picklist(['device', 'repair', 'employment', 'renovation', 'wish']);

/** Up to `max` different ids. */
function ids(max: number, tooMany: string): v.GenericSchema<unknown, string[]> {
  return v.pipe(
    v.array(id),
    v.maxLength(max, tooMany),
    v.check((list) => new Set(list).size === list.length, '有重复的内容，请返回重选'),
  );
}

const photoIds = ids(LIMITS.photosPerStep, `最多${LIMITS.photosPerStep}张照片`);

/** One or more different things of a list. */
function several<T extends string>(
  values: readonly T[],
  nothingChosen: string,
): v.GenericSchema<unknown, T[]> {
  return v.pipe(
    v.array(v.picklist(values)),
    v.minLength(1, nothingChosen),
    v.check((list) => new Set(list).size === list.length, '有重复的内容，请返回重选'),
  ) as v.GenericSchema<unknown, T[]>;
}

const renovationItems = several(
  Object.keys(RENOVATION_LABELS) as RenovationItem[],
  '请至少选一项要改造的地方',
);
const ABILITIES: readonly Ability[] = [
  'handwork',
  'sewing',
  'computer',
  'kitchen',
  'cleaning',
  'farming',
  'shop',
  'online',
  'packing',
  'other',
];

const itemIds = v.pipe(
  ids(LIMITS.devicesPerApplication, `一次最多申请${LIMITS.devicesPerApplication}样，请分几次申请`),
  v.minLength(1, '请至少选一样辅具'),
);

export const quoteInput = v.strictObject({ itemIds });

export const applyDeviceInput = v.strictObject({
  itemIds,
  contactPhone: phone,
  deliverTo: words('送货地址', LIMITS.addressLength),
  reason: optionalWords('申请说明', LIMITS.noteLength),
  voiceId,
  agreedPayFen: fen,
});

export const applyRepairInput = v.strictObject({
  applicationId: id,
  itemId: id,
  reason: optionalWords('哪里坏了', LIMITS.noteLength),
  photoIds,
  voiceId,
  contactPhone: phone,
});

export const applyEmploymentInput = v.strictObject({
  abilities: several(ABILITIES, '请至少选一样会做的事'),
  hours: v.picklist(['fullTime', 'halfDay', 'fewHours', 'atHome'], '请选择能做多久'),
  distance: v.picklist(['home', 'village', 'town', 'city'], '请选择能去多远'),
  wishes: optionalWords('想做的工作', LIMITS.noteLength),
  noticeId: v.optional(id),
  contactPhone: phone,
  voiceId,
  consentVersion: consentTo('employment'),
});

export const applyRenovationInput = v.strictObject({
  items: renovationItems,
  address: words('地址', LIMITS.addressLength),
  reason: optionalWords('说明', LIMITS.noteLength),
  voiceId,
  photoIds: v.pipe(photoIds, v.minLength(1, '请至少拍一张要改造的地方')),
  contactPhone: phone,
  consentVersion: consentTo('renovation'),
});

export const makeWishInput = v.strictObject({
  category: v.picklist(Object.keys(WISH_LABELS) as WishCategory[], '请选择是哪一类心愿'),
  costFen: v.pipe(fen, v.minValue(1, '请填大概要多少钱')),
  reason: optionalWords('心愿', LIMITS.noteLength),
  voiceId,
  contactPhone: phone,
  consentVersion: consentTo('wish'),
});

export const formFactsInput = v.strictObject({ kind: v.picklist(['employment', 'renovation', 'wish']) });
export const mineInput = v.strictObject({ kind: v.optional(kind), open: v.optional(v.boolean()), cursor });
export const getInput = v.strictObject({ applicationId: id, knownVersion });

export const queueInput = v.strictObject({
  kind,
  tab: v.picklist(['toCheck', 'toApprove', 'toCarryOut', 'waiting', 'done']),
  q: v.optional(optionalWords('姓名或编号', 20)),
  villageId: v.optional(id),
  who: v.optional(v.picklist(['mine', 'nobody'])),
  overdue: v.optional(v.boolean()),
  sort: v.optional(v.picklist(['due', 'oldest', 'newest'])),
  cursor,
  knownVersion,
});
export const workInput = v.strictObject({
  list: v.picklist(['mine', 'overdue', 'overdueAll']),
  villageId: v.optional(id),
  cursor,
  knownVersion,
});
export const handOnInput = v.strictObject({
  applicationId: id,
  toStaffId: id,
  seenStaffId: v.nullable(id),
  note: words('交代的话', LIMITS.noteLength),
});
export const staffNoteInput = v.strictObject({ applicationId: id, words: words('备注', LIMITS.noteLength) });
export const revealContactInput = v.strictObject({
  applicationId: id,
  contactId: id,
  reason: words('打电话的原因', 100),
});

export const caseInput = v.strictObject({ applicationId: id });
export const noteInput = v.strictObject({ applicationId: id, note });
export const reasonInput = v.strictObject({ applicationId: id, reason });
export const resubmitInput = v.strictObject({
  applicationId: id,
  answer: words('补充说明', LIMITS.noteLength),
  photoIds: v.optional(photoIds),
});
export const withdrawInput = v.strictObject({
  applicationId: id,
  reason: v.optional(optionalWords('原因', LIMITS.noteLength)),
});
export const disputeInput = v.strictObject({
  applicationId: id,
  reason: words('哪里不对', LIMITS.noteLength),
  photoIds: v.optional(photoIds),
});
export const feedbackInput = v.strictObject({
  applicationId: id,
  score: v.pipe(
    v.number('请选择一个表情'),
    v.integer('请选择一个表情'),
    v.minValue(1, '请选择一个表情'),
    v.maxValue(5, '请选择一个表情'),
  ),
  words: optionalWords('评价', LIMITS.feedbackLength),
  photoIds: v.optional(photoIds),
  voiceId,
});

export const approveInput = v.strictObject({ applicationId: id, seenPayFen: fen, note });
export const photosInput = v.strictObject({ applicationId: id, photoIds, note });

export const finishRepairInput = v.strictObject({
  applicationId: id,
  note: words('修了什么', LIMITS.noteLength),
  photoIds: v.optional(photoIds),
});

export const surveyInput = v.strictObject({
  applicationId: id,
  items: renovationItems,
  findings: words('查看情况', LIMITS.noteLength),
  photoIds,
});
export const startBuildingInput = v.strictObject({
  applicationId: id,
  builder: words('施工的人或单位', 50),
  from: calendarDate,
  to: calendarDate,
});

export const followUpInput = v.strictObject({
  applicationId: id,
  words: words('跟进情况', LIMITS.noteLength),
  nextOn: v.optional(calendarDate),
});
export const placementInput = v.strictObject({
  applicationId: id,
  employer: words('用人单位', 50),
  post: words('岗位', 30),
  since: calendarDate,
  note,
});

export const publishWishInput = v.strictObject({
  applicationId: id,
  publicText: words('公开的话', LIMITS.publicWishLength),
  costFen: v.pipe(fen, v.minValue(1, '请填大概要多少钱')),
});
export const wishesInput = v.strictObject({
  mine: v.optional(v.boolean()),
  villageId: v.optional(id),
  category: v.optional(v.picklist(Object.keys(WISH_LABELS) as WishCategory[])),
  cursor,
});
export const wishInput = v.strictObject({ wishId: id });
export const releaseWishInput = v.strictObject({ wishId: id, reason });
export const deliverWishInput = v.strictObject({ wishId: id, photoIds, note });

export const catalogueItemInput = v.strictObject({
  itemId: id,
  name: words('名称', 30),
  kind: v.picklist(['mobility', 'bathing', 'bed', 'hearing', 'vision', 'prosthesis']),
  summary: words('说明', 100),
  image: v.picklist(Object.keys(DEVICE_PICTURES) as DevicePicture[], '请选一张图'),
  priceFen: fen,
  active: v.boolean(),
  photoId: v.optional(v.nullable(id)),
  version: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

export const catalogueUseInput = v.strictObject({ itemId: id });
export const previewInput = v.strictObject({ value: v.unknown() });
export const secondPersonInput = v.strictObject({ villageId: v.optional(id), cursor });
