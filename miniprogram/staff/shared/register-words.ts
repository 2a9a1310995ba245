/** Words of the register for staff: filters, orders, tables, findings. */
import type {
  CountDimension,
  EditableField,
  FindingKind,
  MovedThing,
  ResidentFilter,
  ResidentSort,
  ResidentStatus,
  SavedView,
  VolunteerFilter,
  VolunteerSort,
} from '../../../typings/api/register';
import type { Millis } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { friendlyDate } from '../../shared/china-time';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS, VOLUNTEER_KIND_LABELS } from '../../shared/labels';

export const STATUS_LABELS: Record<ResidentStatus, string> = {
  active: '在册',
  moved: '已迁出',
  deceased: '已去世',
  merged: '已并入另一份',
};

export const BINDING_LABELS = { verified: '微信已核实', toVerify: '微信待核实', none: '没绑微信' } as const;

export const RESIDENT_SORT_LABELS: Record<ResidentSort, string> = {
  register: '按登记先后',
  name: '按姓名',
  oldest: '年纪大的在前',
  quiet: '最久没人去的在前',
};

export const VOLUNTEER_SORT_LABELS: Record<VolunteerSort, string> = {
  register: '按登记先后',
  name: '按姓名',
  hours: '服务最多的在前',
  quiet: '最久没服务的在前',
};

export const VOLUNTEER_STATE_LABELS = {
  verified: '已核实',
  toVerify: '待核实',
  refused: '没有通过',
  left: '已退出',
} as const;

export const DIMENSION_LABELS: Record<CountDimension, string> = {
  village: '村社',
  category: '残疾类别',
  level: '残疾等级',
  age: '年龄',
  income: '低保低边',
  status: '登记状态',
  paired: '结对',
  binding: '微信',
};

/** The value of a dimension in words; villages by name. */
export function dimensionWords(
  dimension: CountDimension,
  value: string,
  villages: Readonly<Record<string, string>>,
): string {
  const labels: Record<CountDimension, Readonly<Record<string, string>>> = {
    village: villages,
    category: CATEGORY_LABELS,
    level: LEVEL_LABELS,
    age: {},
    income: LOW_INCOME_LABELS,
    status: STATUS_LABELS,
    paired: { yes: '已结对', no: '没结对' },
    binding: BINDING_LABELS,
  };
  if (dimension === 'age') return value === '80+' ? '80岁以上' : `${value}岁`;
  return labels[dimension][value] ?? (dimension === 'village' ? '村社不明' : value);
}

function ageWords({ ageFrom, ageTo }: ResidentFilter): string {
  if (ageFrom === undefined) return ageTo === undefined ? '' : `${ageTo}岁以下`;
  return ageTo === undefined ? `${ageFrom}岁以上` : `${ageFrom}到${ageTo}岁`;
}

function incomeWords({ lowIncome, lowIncomeOn }: ResidentFilter): string {
  if (lowIncome === undefined) return '';
  const words = lowIncome === 'any' ? '低保或低边' : LOW_INCOME_LABELS[lowIncome];
  return lowIncomeOn === undefined ? words : `${lowIncomeOn}是${words}`;
}

/** The filter as one reads it: '肢体、60岁以上、没结对'; '' without any. */
export function residentFilterWords(
  filter: ResidentFilter,
  villages: Readonly<Record<string, string>> = {},
): string {
  const { villageId, category, level, paired, quietDays, binding, status } = filter;
  return [
    villageId === undefined ? '' : (villages[villageId] ?? ''),
    category === undefined ? '' : CATEGORY_LABELS[category],
    level === undefined ? '' : LEVEL_LABELS[level],
    ageWords(filter),
    incomeWords(filter),
    paired === undefined ? '' : paired ? '已结对' : '没结对',
    quietDays === undefined ? '' : `${quietDays}天没人去`,
    binding === undefined ? '' : BINDING_LABELS[binding],
    status === undefined || status === 'active' ? '' : STATUS_LABELS[status],
  ]
    .filter(Boolean)
    .join('、');
}

export function volunteerFilterWords(
  filter: VolunteerFilter,
  villages: Readonly<Record<string, string>> = {},
): string {
  const { villageId, kind, skill = '', state, free, hoursFrom, quietDays } = filter;
  return [
    villageId === undefined ? '' : (villages[villageId] ?? ''),
    kind === undefined ? '' : VOLUNTEER_KIND_LABELS[kind],
    skill,
    free ? '还能结对' : '',
    hoursFrom === undefined ? '' : `服务满${hoursFrom}小时`,
    quietDays === undefined ? '' : `${quietDays}天没服务`,
    state === undefined || state === 'verified' ? '' : VOLUNTEER_STATE_LABELS[state],
  ]
    .filter(Boolean)
    .join('、');
}

/** Look-ups that every officer has. */
export const STANDARD_VIEWS: readonly SavedView[] = [
  { viewId: 'alone', name: '没结对的', of: 'residents', filter: { paired: false }, sort: 'oldest' },
  { viewId: 'quiet', name: '90天没人去的', of: 'residents', filter: { quietDays: 90 }, sort: 'quiet' },
  {
    viewId: 'poor',
    name: '低保老人',
    of: 'residents',
    filter: { ageFrom: 60, lowIncome: 'dibao' },
    sort: 'oldest',
  },
  { viewId: 'heavy', name: '一级重残', of: 'residents', filter: { level: 1 }, sort: 'oldest' },
  {
    viewId: 'waiting',
    name: '微信待核实的',
    of: 'residents',
    filter: { binding: 'toVerify' },
    sort: 'register',
  },
  {
    viewId: 'unasked',
    name: '没问过低保的',
    of: 'residents',
    filter: { lowIncome: 'unknown' },
    sort: 'register',
  },
  { viewId: 'free', name: '还能结对的', of: 'volunteers', filter: { free: true }, sort: 'quiet' },
  { viewId: 'idle', name: '90天没服务的', of: 'volunteers', filter: { quietDays: 90 }, sort: 'quiet' },
  { viewId: 'busy', name: '服务最多的', of: 'volunteers', filter: {}, sort: 'hours' },
];

interface FindingWords {
  title: string;
  /** What to do about it. */
  advice: string;
}

export const FINDINGS: Record<FindingKind, FindingWords> = {
  duplicate: { title: '重复登记', advice: '比一比两份登记，是同一个人就合并' },
  certificateExpired: { title: '证已到期', advice: '帮助换新证，再登记新的有效期' },
  certificateEnding: { title: '证快到期', advice: '提醒去换新证' },
  certificateMismatch: { title: '证号对不上', advice: '对照残疾人证，改成一样的' },
  ageMismatch: { title: '出生日期对不上', advice: '对照身份证，改正身份证号' },
  sexMismatch: { title: '性别对不上', advice: '对照身份证，改正身份证号' },
  sharedPhone: { title: '多人同一电话', advice: '问一问各自的电话；是同一家人就写明核对无误' },
  unverifiedLong: { title: '久未核实', advice: '到「身份核实」里核实这个微信' },
  incomeUnknown: { title: '没问过低保', advice: '问清楚后登记低保低边' },
  incomeEnded: { title: '低保低边到期', advice: '核对现在的情况，再登记' },
  villageUnknown: { title: '村社不明', advice: '办迁村，改到现在的村' },
};

export const FINDING_KINDS = Object.keys(FINDINGS) as readonly FindingKind[];

export const FIELD_LABELS: Record<EditableField, string> = {
  name: '姓名',
  idNumber: '身份证号',
  certificate: '残疾人证号',
  certificateUntil: '残疾人证有效期',
  category: '残疾类别',
  level: '残疾等级',
  phone: '电话',
  address: '住址',
  guardianPhone: '监护人电话',
};

export const MOVED_LABELS: Record<MovedThing, string> = {
  openCases: '件正在办的事',
  pastCases: '件办完的事',
  pairings: '个结对',
  services: '次服务',
  calls: '次求助',
  donations: '条捐赠和需求',
  guardians: '位监护人',
  binding: '个绑定的微信',
  devices: '件领过的辅具',
  requests: '条申请和意向',
  code: '个二维码',
};

export const REVEAL_REASONS: ChoiceOption[] = ['打电话联系办事', '核对证件', '上门探访', '填写纸质表格'].map(
  (label) => ({ value: label, label }),
);
/** Own words instead of a standard reason. */
export const OTHER_REASON: ChoiceOption = { value: 'other', label: '其他原因' };

/** '3月5日去过' or '没有帮扶记录'. */
export const lastHelpWords = (at: Millis | null, now: Millis): string =>
  at === null ? '没有帮扶记录' : `${friendlyDate(at, now)}去过`;
