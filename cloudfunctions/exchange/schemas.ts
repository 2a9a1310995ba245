import * as v from 'valibot';
import type { ExportWhat } from '../../typings/api/exchange';
import { CASE_KINDS } from '../../miniprogram/shared/case-states';
import { DONATION_STATES } from '../../miniprogram/shared/donation-words';
import { ORDER_STATES } from '../../miniprogram/shared/order-words';
import { SERVICE_STATES } from '../../miniprogram/shared/service-words';
import { calendarDate, cursor, id, optionalWords, words } from '../core/schemas';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(100_000));
const month = v.pipe(v.string(), v.regex(/^20\d{2}-(0[1-9]|1[0-2])$/, '月份不对，请重新选择'));
const LISTS = ['needs', 'resources', 'projects'] as const;
const keysOf = <K extends string>(table: Record<K, unknown>): [K, ...K[]] =>
  Object.keys(table) as [K, ...K[]];

export const startImportInput = v.strictObject({
  fileID: v.pipe(v.string(), v.maxLength(300)),
  fileName: words('文件名', 200),
});
export const jobInput = v.strictObject({ jobId: id });
export const rowsInput = v.strictObject({
  jobId: id,
  show: v.picklist([
    'new',
    'error',
    'probable',
    'update',
    'same',
    'added',
    'updated',
    'skipped',
    'late',
    'undone',
    'kept',
  ]),
  cursor: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^\d{1,4}:\d{1,7}$/, '请返回重试')))),
});
export const advanceInput = v.strictObject({ jobId: id, next: count });
export const commitInput = v.strictObject({
  jobId: id,
  leaveOut: count,
  updates: v.picklist(['update', 'skip']),
  probables: v.picklist(['add', 'skip']),
});
const reason = words('用途', 60, 4);
export const undoInput = v.strictObject({ jobId: id, reason: words('原因', 100, 2) });

const village = { villageId: v.optional(id) };
const what: v.GenericSchema<unknown, ExportWhat> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('residents'),
    ...village,
    category: v.optional(v.picklist([1, 2, 3, 4, 5, 6, 7])),
    level: v.optional(v.picklist([1, 2, 3, 4])),
    income: v.optional(v.picklist(['dibao', 'dibian', 'none', 'unknown'])),
    unpaired: v.optional(v.boolean()),
  }),
  v.strictObject({
    kind: v.literal('volunteers'),
    ...village,
    state: v.optional(v.picklist(['toVerify', 'verified'])),
  }),
  v.strictObject({
    kind: v.literal('applications'),
    ...village,
    caseKind: v.picklist(CASE_KINDS),
    tab: v.picklist(['toCheck', 'toApprove', 'toCarryOut', 'waiting', 'done']),
  }),
  v.strictObject({
    kind: v.literal('services'),
    ...village,
    month,
    state: v.optional(v.picklist(keysOf(SERVICE_STATES))),
  }),
  v.strictObject({ kind: v.literal('orders'), ...village, state: v.picklist(keysOf(ORDER_STATES)) }),
  v.strictObject({
    kind: v.literal('donations'),
    ...village,
    directed: v.boolean(),
    state: v.picklist(keysOf(DONATION_STATES)),
  }),
  v.strictObject({ kind: v.literal('list'), ...village, list: v.picklist(LISTS), month: v.nullable(month) }),
]) as v.GenericSchema<unknown, ExportWhat>;

export const startExportInput = v.strictObject({ what, full: v.boolean(), reason });

const section = v.pipe(v.string(), v.regex(/^[A-Za-z]{1,20}$/, '请返回重试'));
const chosen = { list: v.picklist(LISTS), ...village };
export const listInput = v.strictObject({
  ...chosen,
  month: v.nullable(month),
  section: v.optional(section),
  hidden: v.optional(v.boolean()),
  cursor,
});
export const adjustInput = v.strictObject({
  ...chosen,
  section,
  key: v.pipe(v.string(), v.regex(/^[A-Za-z]{1,20}:[\w-]{1,64}$/, '请返回重试')),
  hidden: v.boolean(),
  note: optionalWords('备注', 100),
  version: count,
});
export const lineInput = v.strictObject({
  ...chosen,
  lineId: v.optional(id),
  month,
  section,
  what: words('内容', 60),
  who: optionalWords('对象', 30),
  responsible: optionalWords('负责的人', 30),
  by: v.nullable(calendarDate),
  note: optionalWords('备注', 100),
  version: count,
});
export const removeLineInput = v.strictObject({ lineId: id, version: count });

export const cardSheetInput = v.strictObject({
  residentIds: v.pipe(v.array(id), v.minLength(1, '请先选人'), v.maxLength(200, '一次最多打印200张')),
});
