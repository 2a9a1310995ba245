/** Inputs of the actions on people: look-up, edits, merges, counts, findings, saved views. */
import * as v from 'valibot';
import type { ResidentFilter, VolunteerFilter } from '../../typings/api/register';
import type { DisabilityCategory, DisabilityLevel } from '../../typings/domain';
import { OLDEST_AGE } from '../../miniprogram/shared/age';
import { normaliseDocument, parseCertificate, parseIdNumber } from '../../miniprogram/shared/id-number';
import { LIMITS } from '../../miniprogram/shared/limits';
import { calendarDate, cursor, id, optionalWords, personName, phone, words } from '../core/schemas';

const age = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(OLDEST_AGE)));
const days = v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(3660)));
const category: v.GenericSchema<unknown, DisabilityCategory> = v.picklist(
  [1, 2, 3, 4, 5, 6, 7],
  '请选择残疾类别',
);
const level: v.GenericSchema<unknown, DisabilityLevel> = v.picklist([1, 2, 3, 4], '请选择残疾等级');
const reason = words('原因', 100, 2);

const residentFields = {
  q: v.optional(optionalWords('查找内容', 40)),
  villageId: v.optional(id),
  category: v.optional(category),
  level: v.optional(level),
  ageFrom: age,
  ageTo: age,
  lowIncome: v.optional(v.picklist(['dibao', 'dibian', 'none', 'unknown', 'any'])),
  lowIncomeOn: v.optional(calendarDate),
  paired: v.optional(v.boolean()),
  quietDays: days,
  binding: v.optional(v.picklist(['none', 'toVerify', 'verified'])),
  status: v.optional(v.picklist(['active', 'moved', 'deceased'])),
};

/** Of a day in the past it is known who was on 低保 or 低边, not who had been asked. */
const agesInOrder = ({ ageFrom, ageTo }: ResidentFilter): boolean =>
  ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo;
const dayFits = ({ lowIncome, lowIncomeOn }: ResidentFilter): boolean =>
  lowIncomeOn === undefined || ['dibao', 'dibian', 'any'].includes(lowIncome ?? '');
const AGES = '年龄从小到大填';
const DAY = '按某一天查，请选低保或低边';

const residentSort = v.picklist(['register', 'name', 'oldest', 'quiet']);
const residentFilter: v.GenericSchema<unknown, ResidentFilter> = v.pipe(
  v.strictObject(residentFields),
  v.check((filter) => agesInOrder(filter), AGES),
  v.check((filter) => dayFits(filter), DAY),
);

export const residentsInput = v.pipe(
  v.strictObject({ ...residentFields, sort: v.optional(residentSort), cursor }),
  v.check((filter) => agesInOrder(filter), AGES),
  v.check((filter) => dayFits(filter), DAY),
);

export const residentInput = v.strictObject({ residentId: id });
export const readsInput = v.strictObject({ residentId: id, cursor });

export const revealInput = v.strictObject({
  residentId: id,
  field: v.picklist(['idNumber', 'certificateNumber', 'phone']),
  reason: words('查看原因', 100, 2),
});

const idNumber = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform(normaliseDocument),
  v.check((text) => parseIdNumber(text).ok, '身份证号不对，请对照证件核对'),
);
const certificateNumber = v.pipe(
  v.string(),
  v.maxLength(40),
  v.transform(normaliseDocument),
  v.check((text) => parseCertificate(text).ok, '残疾人证号不对，请对照证件核对'),
);

export const editInput = v.strictObject({
  residentId: id,
  lastChangeId: v.nullable(id),
  edit: v.strictObject({
    name: v.optional(personName),
    idNumber: v.optional(idNumber),
    certificateNumber: v.optional(certificateNumber),
    certificateUntil: v.optional(v.nullable(calendarDate)),
    category: v.optional(category),
    level: v.optional(level),
    phone: v.optional(phone),
    address: v.optional(words('住址', LIMITS.addressLength)),
    guardianPhone: v.optional(v.strictObject({ guardianId: id, phone })),
  }),
  why: words('依据', LIMITS.noteLength, 2),
});

export const revealChangeInput = v.strictObject({
  residentId: id,
  changeId: id,
  field: v.picklist([
    'name',
    'idNumber',
    'certificate',
    'certificateUntil',
    'category',
    'level',
    'phone',
    'address',
    'guardianPhone',
  ]),
  reason: words('查看原因', 100, 2),
});

export const returnInput = v.strictObject({
  residentId: id,
  villageId: id,
  on: calendarDate,
  note: words('依据说明', LIMITS.noteLength),
});

export const mergePreviewInput = v.strictObject({ keepId: id, goneId: id });
export const mergeInput = v.strictObject({ keepId: id, goneId: id, reason });
export const undoMergeInput = v.strictObject({ mergeId: id, reason });

const dimension = v.picklist([
  'village',
  'category',
  'level',
  'age',
  'income',
  'status',
  'paired',
  'binding',
]);

export const tableInput = v.pipe(
  v.strictObject({ filter: residentFilter, rows: dimension, columns: v.nullable(dimension) }),
  v.check(({ rows, columns }) => rows !== columns, '行和列请选不同的'),
);

const findingKind = v.picklist([
  'certificateExpired',
  'certificateEnding',
  'ageMismatch',
  'sexMismatch',
  'certificateMismatch',
  'incomeUnknown',
  'incomeEnded',
  'unverifiedLong',
  'villageUnknown',
  'sharedPhone',
  'duplicate',
]);
/** '<kind>:<what it is about>'. */
const findingId = v.pipe(v.string(), v.regex(/^[\w:-]{1,160}$/, '编号不对，请返回重试'));

export const findingsInput = v.strictObject({
  kind: v.optional(findingKind),
  state: v.optional(v.picklist(['open', 'settled'])),
  villageId: v.optional(id),
  cursor,
});
export const settleInput = v.strictObject({ findingId, reason });
export const reopenInput = v.strictObject({ findingId });

const volunteerFields = {
  q: v.optional(optionalWords('查找内容', 20)),
  villageId: v.optional(id),
  kind: v.optional(v.picklist(['partyMember', 'villageDelegate', 'veteran', 'villageCadre', 'other'])),
  skill: v.optional(words('特长', 20)),
  state: v.optional(v.picklist(['toVerify', 'verified', 'refused', 'left'])),
  free: v.optional(v.boolean()),
  hoursFrom: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(100_000))),
  quietDays: days,
};
const volunteerSort = v.picklist(['register', 'name', 'hours', 'quiet']);
const volunteerFilter: v.GenericSchema<unknown, VolunteerFilter> = v.strictObject(volunteerFields);

export const volunteersInput = v.strictObject({
  ...volunteerFields,
  sort: v.optional(volunteerSort),
  cursor,
});
export const volunteerInput = v.strictObject({ volunteerId: id });
export const volunteerReasonInput = v.strictObject({ volunteerId: id, reason });

const viewName = words('名称', 12);

export const saveViewInput = v.variant('of', [
  v.strictObject({
    of: v.literal('residents'),
    name: viewName,
    filter: residentFilter,
    sort: residentSort,
    viewId: v.optional(id),
  }),
  v.strictObject({
    of: v.literal('volunteers'),
    name: viewName,
    filter: volunteerFilter,
    sort: volunteerSort,
    viewId: v.optional(id),
  }),
]);
export const dropViewInput = v.strictObject({ viewId: id });
