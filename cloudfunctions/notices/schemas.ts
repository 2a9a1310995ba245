import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import { isOffer } from '../../miniprogram/shared/work';
import { calendarDate, cursor, id, optionalWords, phone, words } from '../core/schemas';

const kind = v.picklist(['notice', 'policy', 'story', 'job', 'training'], '请选择信息的种类');
const hours = v.picklist(['fullTime', 'halfDay', 'fewHours', 'atHome'], '请选择工作时间');
const distance = v.picklist(['home', 'village', 'town', 'city'], '请选择地点远近');
const ability = v.picklist(
  ['handwork', 'sewing', 'computer', 'kitchen', 'cleaning', 'farming', 'shop', 'online', 'packing', 'other'],
  '请选择要会做什么',
);

const unique = <T>(message: string) =>
  v.check<T[], string>((values) => new Set(values).size === values.length, message);

/** Words that stand on one line. */
const line = (label: string, max: number): v.GenericSchema<unknown, string> =>
  v.pipe(
    words(label, max),
    v.check((text) => !/[\r\n]/.test(text), `${label}请写在一行里`),
  );

/** Phones and files end lines differently; one way is kept. */
const text = v.pipe(
  words('正文', LIMITS.noticeBodyLength),
  v.transform((body) => body.replace(/\r\n?/g, '\n')),
);

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const photoIds = v.pipe(
  v.array(id),
  v.maxLength(LIMITS.noticePhotos, `最多可以放${LIMITS.noticePhotos}张照片`),
  unique('同一张照片放了两次'),
);

const offer = v.strictObject({
  organiser: line('单位名称', 30),
  place: line('地点', 60),
  distance,
  hours: v.pipe(v.array(hours), v.minLength(1, '请选择工作时间'), unique('同一种时间选了两次')),
  abilities: v.pipe(v.array(ability), unique('同一种本领选了两次')),
  pay: line('报酬或费用', 40),
  contactPhone: phone,
  places: v.pipe(
    v.number('请填写人数'),
    v.safeInteger('人数请填整数'),
    v.minValue(0),
    v.maxValue(999, '人数最多999'),
  ),
});

export const listInput = v.strictObject({
  kinds: v.optional(v.pipe(v.array(kind), v.minLength(1), unique('同一种选了两次'))),
  q: v.optional(optionalWords('查找内容', 40)),
  hours: v.optional(hours),
  distance: v.optional(distance),
  ability: v.optional(ability),
  cursor,
});

export const getInput = v.strictObject({ noticeId: id });

export const manageInput = v.strictObject({
  state: v.picklist(['draft', 'submitted', 'held', 'returned', 'published', 'withdrawn']),
  cursor,
});

export const saveInput = v.pipe(
  v.strictObject({
    noticeId: v.optional(id),
    version: v.optional(version),
    kind,
    title: line('标题', LIMITS.noticeTitleLength),
    body: text,
    photoIds,
    pinned: v.boolean(),
    expiresOn: v.nullable(calendarDate),
    villageId: v.optional(v.nullable(id)),
    offer: v.nullable(offer),
  }),
  v.forward(
    v.check(
      (input) => (input.noticeId === undefined) === (input.version === undefined),
      '请返回重新打开再改',
    ),
    ['version'],
  ),
  v.forward(
    v.check(
      (input) => isOffer(input.kind) === (input.offer !== null),
      '招聘和培训要填单位、地点和联系电话，其他信息不用填',
    ),
    ['offer'],
  ),
  v.forward(
    v.check((input) => !isOffer(input.kind) || input.expiresOn !== null, '招聘和培训请选择截止日期'),
    ['expiresOn'],
  ),
);

export const publishInput = v.strictObject({ noticeId: id, version });

export const withdrawInput = v.strictObject({ noticeId: id, reason: words('撤回的原因', 100) });

export const returnStoryInput = v.strictObject({
  noticeId: id,
  version,
  reason: words('要改哪里', LIMITS.noteLength),
});

export const submitStoryInput = v.pipe(
  v.strictObject({
    noticeId: v.optional(id),
    version: v.optional(version),
    title: line('标题', LIMITS.noticeTitleLength),
    body: text,
    photoIds,
  }),
  v.forward(
    v.check(
      (input) => (input.noticeId === undefined) === (input.version === undefined),
      '请返回重新打开再改',
    ),
    ['version'],
  ),
);

export const myStoriesInput = v.strictObject({ cursor });
