import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import { JOB_STATUSES } from '../../miniprogram/shared/job-words';
import { calendarDate, cursor, id, optionalWords, words } from '../core/schemas';

const status = v.picklist(JOB_STATUSES, '请选择就业情况');
const abilities = v.picklist(
  ['handwork', 'sewing', 'computer', 'kitchen', 'cleaning', 'farming', 'shop', 'online', 'packing', 'other'],
  '请选择会做什么',
);

/** 0: there is no file yet. */
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const onFile = { residentId: id, version };
const unique = <T>(message: string) =>
  v.check<T[], string>((values) => new Set(values).size === values.length, message);

export const filesInput = v.strictObject({
  status: v.optional(status),
  due: v.optional(v.boolean()),
  villageId: v.optional(id),
  q: v.optional(optionalWords('查找内容', 40)),
  cursor,
});

export const withoutFileInput = v.strictObject({ villageId: v.optional(id), cursor });

export const fileInput = v.strictObject({ residentId: id });

export const saveFileInput = v.strictObject({
  ...onFile,
  status,
  abilities: v.pipe(v.array(abilities), unique('同一种本领选了两次')),
  hours: v.nullable(v.picklist(['fullTime', 'halfDay', 'fewHours', 'atHome'], '请选择能做多久')),
  distance: v.nullable(v.picklist(['home', 'village', 'town', 'city'], '请选择能走多远')),
  wishes: optionalWords('想做的工作', LIMITS.noteLength),
  helper: optionalWords('联系人', 30),
  policies: v.pipe(v.array(id), v.maxLength(30), unique('同一项政策选了两次')),
});

const measure = v.strictObject({
  what: words('措施', LIMITS.noteLength),
  by: words('谁来做', 30),
  dueOn: v.nullable(calendarDate),
  doneOn: v.nullable(calendarDate),
});

export const savePlanInput = v.strictObject({
  ...onFile,
  plan: v.pipe(v.array(measure), v.maxLength(20, '最多写20条措施')),
});

export const addFollowUpInput = v.strictObject({
  ...onFile,
  words: words('联系的情况', LIMITS.noteLength),
  nextOn: v.nullable(calendarDate),
});

export const recordOutcomeInput = v.strictObject({
  ...onFile,
  employer: words('在哪里工作', 40),
  post: words('做什么', 30),
  since: calendarDate,
});

export const suggestPeopleInput = v.strictObject({ noticeId: id });
