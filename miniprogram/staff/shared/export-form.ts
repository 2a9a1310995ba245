/** What can be exported and by which filters, as the form offers them. */
import type { ExportView, ExportWhat, ListKind } from '../../../typings/api/exchange';
import type { DonationState } from '../../../typings/api/donations';
import type { OrderState } from '../../../typings/api/points';
import type { CaseKind, CaseTab, DisabilityCategory, DisabilityLevel } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { CASE_KIND_LABELS, CASE_KINDS, TAB_LABELS } from '../../shared/case-states';
import { friendlyTime } from '../../shared/china-time';
import { DONATION_STATES } from '../../shared/donation-words';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../shared/labels';
import { ORDER_STATES } from '../../shared/order-words';

export const ALL = 'all';

export interface ExportForm {
  kind: ExportWhat['kind'];
  villageId: string;
  category: string;
  level: string;
  income: string;
  pairing: string;
  volunteerState: string;
  caseKind: CaseKind;
  tab: CaseTab;
  month: string;
  orderState: OrderState;
  directed: string;
  donationState: DonationState;
  list: ListKind;
  listMonth: string;
}

const options = (labels: Record<string, string>, all?: string): ChoiceOption[] => [
  ...(all === undefined ? [] : [{ value: ALL, label: all }]),
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

const labels = (table: Record<string, { label: string }>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([key, { label }]) => [key, label]));

export const KIND_CHOICES: ChoiceOption[] = [
  { value: 'residents', label: '残疾人' },
  { value: 'volunteers', label: '志愿者' },
  { value: 'applications', label: '申请' },
  { value: 'services', label: '服务时长' },
  { value: 'orders', label: '积分兑换' },
  { value: 'donations', label: '捐赠' },
  { value: 'list', label: '三张清单' },
];

const LIST_NAMES: Record<ListKind, string> = {
  needs: '需求清单',
  resources: '资源清单',
  projects: '项目服务清单',
};

interface FieldSpec {
  name: keyof ExportForm;
  label: string;
  options: ChoiceOption[];
}

/** The filters of a kind, besides village and month. */
export function filtersOf({ kind, caseKind }: ExportForm): FieldSpec[] {
  switch (kind) {
    case 'residents':
      return [
        { name: 'category', label: '残疾类别', options: options(CATEGORY_LABELS, '全部类别') },
        { name: 'level', label: '残疾等级', options: options(LEVEL_LABELS, '全部等级') },
        { name: 'income', label: '低保低边', options: options(LOW_INCOME_LABELS, '全部') },
        { name: 'pairing', label: '结对', options: options({ unpaired: '还没结对的' }, '全部') },
      ];
    case 'volunteers':
      return [
        {
          name: 'volunteerState',
          label: '状态',
          options: options({ verified: '已核实', toVerify: '待核实' }, '全部'),
        },
      ];
    case 'applications':
      return [
        {
          name: 'caseKind',
          label: '哪种申请',
          options: CASE_KINDS.map((value) => ({ value, label: CASE_KIND_LABELS[value] })),
        },
        {
          name: 'tab',
          label: '办到哪一步',
          options: options(TAB_LABELS[caseKind] as Record<string, string>),
        },
      ];
    case 'orders':
      return [{ name: 'orderState', label: '状态', options: options(labels(ORDER_STATES)) }];
    case 'donations':
      return [
        { name: 'directed', label: '哪种捐赠', options: options({ yes: '定向', no: '不定向' }) },
        { name: 'donationState', label: '状态', options: options(labels(DONATION_STATES)) },
      ];
    case 'list':
      return [{ name: 'list', label: '哪张清单', options: options(LIST_NAMES) }];
    default:
      return [];
  }
}

/** What is chosen of the filters, in words: '全部', or '肢体，一级'. */
export function filterWords(form: ExportForm): string {
  const words = filtersOf(form).flatMap(({ name, options: all }) => {
    const one = all.find(({ value }) => value === form[name]);
    return one && one.value !== ALL ? [one.label] : [];
  });
  return words.length === 0 ? '全部' : words.join('，');
}

const chosen = (value: string): string | undefined => (value === ALL || value === '' ? undefined : value);

/** What the form says, for the function; what is not chosen is left out. */
export function whatOf(form: ExportForm): ExportWhat {
  const villageId = chosen(form.villageId);
  const place = villageId === undefined ? {} : { villageId };
  switch (form.kind) {
    case 'residents': {
      const [category, level, income] = [chosen(form.category), chosen(form.level), chosen(form.income)];
      return {
        kind: 'residents',
        ...place,
        ...(category ? { category: Number(category) as DisabilityCategory } : {}),
        ...(level ? { level: Number(level) as DisabilityLevel } : {}),
        ...(income ? { income: income as 'dibao' } : {}),
        ...(form.pairing === 'unpaired' ? { unpaired: true } : {}),
      };
    }
    case 'volunteers': {
      const state = chosen(form.volunteerState);
      return { kind: 'volunteers', ...place, ...(state ? { state: state as 'verified' } : {}) };
    }
    case 'applications': {
      const tab = TAB_LABELS[form.caseKind][form.tab] === undefined ? 'toCheck' : form.tab;
      return { kind: 'applications', ...place, caseKind: form.caseKind, tab };
    }
    case 'services':
      return { kind: 'services', ...place, month: form.month };
    case 'orders':
      return { kind: 'orders', ...place, state: form.orderState };
    case 'donations':
      return { kind: 'donations', ...place, directed: form.directed === 'yes', state: form.donationState };
    case 'list':
      return { kind: 'list', ...place, list: form.list, month: chosen(form.listMonth) ?? null };
  }
}

export interface ExportFace {
  jobId: string;
  title: string;
  note: string;
  ready: boolean;
  making: boolean;
  stateText: string;
}

/** One export in the list of the office; only who made it can have the file. */
export function exportFace(job: ExportView, now: number): ExportFace {
  const ready = job.state === 'ready' && job.until > now;
  return {
    jobId: job.jobId,
    title: job.title,
    note: `${job.by}，${friendlyTime(job.startedAt, now)}，用途：${job.reason}${job.full ? '，含完整号码' : ''}`,
    ready,
    making: job.state === 'making',
    stateText: ready
      ? `${job.lines}行，可以下载`
      : job.state === 'making'
        ? `读了${job.lines}行`
        : '文件已删除',
  };
}
