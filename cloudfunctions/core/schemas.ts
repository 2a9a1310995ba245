/** Pieces of input schemas with the words that tell a person what is wrong. */
import * as v from 'valibot';
import { isCalendarDate } from '../../miniprogram/shared/china-time';
import {
  hasControlCharacters,
  isPersonName,
  isPhone,
  normalisePhone,
} from '../../miniprogram/shared/contact';
import { DOCUMENT_PROBLEMS, parseDocument } from '../../miniprogram/shared/id-number';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';

/** Words of a person, trimmed; counted in characters as people count them. */
export function words(label: string, max: number, min = 1): v.GenericSchema<unknown, string> {
  return v.pipe(
    v.string(`请填写${label}`),
    v.trim(),
    v.check((text) => Array.from(text).length >= min, `请填写${label}`),
    v.check((text) => Array.from(text).length <= max, `${label}最多${max}个字，请写短一些`),
    v.check((text) => !hasControlCharacters(text), `${label}里有不能识别的字符，请重新输入`),
  );
}

/** Words that may be left out. */
export function optionalWords(label: string, max: number): v.GenericSchema<unknown, string> {
  return words(label, max, 0);
}

/** Id of a record: ours are letters, digits, - and _ only. */
export const id: v.GenericSchema<unknown, string> = v.pipe(
  v.string(),
  v.regex(/^[\w-]{1,64}$/, '编号不对，请返回重试'),
);

export const personName: v.GenericSchema<unknown, string> = v.pipe(
  v.string('请填写姓名'),
  v.trim(),
  v.check(isPersonName, '请填写2到20个字的真实姓名'),
);

export const phone: v.GenericSchema<unknown, string> = v.pipe(
  v.string('请填写电话'),
  v.transform(normalisePhone),
  v.check(isPhone, '电话号码不对，请填11位手机号或带区号的座机号'),
);

/** An ID or certificate number; the message says which part is wrong. Gives the 18-character ID number. */
export const document: v.GenericSchema<unknown, string> = v.pipe(
  v.string('请填写证件号'),
  v.maxLength(40, '证件号太长，请核对'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseDocument(dataset.value);
    if (parsed.ok) return parsed.idNumber;
    addIssue({ message: DOCUMENT_PROBLEMS[parsed.code] });
    return NEVER;
  }),
);

export const calendarDate: v.GenericSchema<unknown, string> = v.pipe(
  v.string('请选择日期'),
  v.check(isCalendarDate, '日期不对，请重新选择'),
);

/** Integer fen, from nothing to a million yuan. */
export const fen: v.GenericSchema<unknown, number> = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(100_000_000),
);

export const cursor: v.GenericSchema<unknown, string | null | undefined> = v.optional(
  v.nullable(v.pipe(v.string(), v.maxLength(200))),
);

export const knownVersion: v.GenericSchema<unknown, number | undefined> = v.optional(
  v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
);

export const consentVersion: v.GenericSchema<unknown, string> = v.pipe(
  v.string('请先阅读并同意'),
  v.check((version) => version === CONSENT_VERSION, '同意书已更新，请重新阅读并同意'),
);

export const nothing: v.GenericSchema<unknown, Record<string, never>> = v.strictObject({});
