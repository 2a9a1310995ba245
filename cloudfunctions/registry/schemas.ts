import * as v from 'valibot';
import type { LowIncomePeriod } from '../../typings/domain';
import { LIMITS } from '../../miniprogram/shared/limits';
import { calendarDate, id, personName, phone, words } from '../core/schemas';
import { TOWN_OFFICE } from '../core/villages';

const cell = v.pipe(v.string(), v.maxLength(200));

const periods: v.GenericSchema<unknown, LowIncomePeriod[]> = v.pipe(
  v.array(
    v.strictObject({
      kind: v.picklist(['dibao', 'dibian'], '请选择低保或低边'),
      from: calendarDate,
      to: v.nullable(calendarDate),
    }),
  ),
  v.maxLength(20),
  v.check((list) => list.every((p) => p.to === null || p.from <= p.to), '结束日期不能早于开始日期'),
);

/** In the order of duty. A name may also be a room: '值班室'. */
const officers = v.pipe(
  v.array(v.strictObject({ name: personName, duty: words('职务', 20), phone })),
  v.maxLength(20, '最多20位'),
);

const villageId = v.pipe(
  id,
  v.check((one) => one !== TOWN_OFFICE, '这个编号留给镇残联，请换一个'),
);

/** As it was read; 0 for what is new. */
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const villageInput = v.strictObject({
  villageId,
  name: words('村社名称', 20),
  kind: v.picklist(['community', 'village'], '请选择村还是社区'),
  officers: v.optional(officers),
  version: v.optional(version),
});

export const closeVillageInput = v.strictObject({ villageId, closed: v.boolean(), version });

export const orderVillagesInput = v.strictObject({
  villageIds: v.pipe(
    v.array(villageId),
    v.maxLength(200),
    v.check((ids) => new Set(ids).size === ids.length, '有重复的村社，请返回重试'),
  ),
});

export const villagePhonesInput = v.strictObject({
  villageId,
  officers: v.pipe(officers, v.minLength(1, '请至少留一个电话')),
  version,
});

export const townOfficeInput = v.strictObject({
  name: words('单位名称', 20),
  officers: v.pipe(officers, v.minLength(1, '请至少留一个电话')),
  version: v.optional(version),
});

/** Cells are checked one by one in core/register-row.ts, so that one bad row does not refuse the others. */
export const importInput = v.strictObject({
  rows: v.pipe(
    v.array(
      v.strictObject({
        name: cell,
        idNumber: cell,
        certificateNumber: cell,
        villageId: id,
        phone: cell,
        address: v.pipe(v.string(), v.maxLength(LIMITS.addressLength)),
        lowIncome: v.nullable(periods),
      }),
    ),
    v.minLength(1, '没有可以导入的内容'),
    v.maxLength(LIMITS.importRows, `一次最多导入${LIMITS.importRows}行`),
  ),
});

export const lowIncomeInput = v.strictObject({
  residentId: id,
  periods,
  note: words('依据说明', LIMITS.noteLength),
});

const recorded = { residentId: id, on: calendarDate, note: words('依据说明', LIMITS.noteLength) };

export const moveInput = v.strictObject({ ...recorded, villageId: id });

export const leavingInput = v.strictObject({
  ...recorded,
  why: v.picklist(['moved', 'deceased'], '请选择迁出或去世'),
});

export const parameterInput = v.strictObject({
  key: id,
  version: v.pipe(v.string(), v.regex(/^[\w.-]{1,30}$/)),
  effectiveFrom: calendarDate,
  source: words('依据', 200),
  value: v.unknown(),
  changes: v.optional(version),
});

export const oneParameterInput = v.strictObject({ key: id });

export const removeParameterInput = v.strictObject({
  parameterId: v.pipe(v.string(), v.regex(/^[\w-]{1,64}@[\w.-]{1,30}$/, '编号不对，请返回重试')),
  changes: version,
});
