/** Kinds and states of applications in the words of each side, and the staff queue in which each state lies. */
import type { CaseAction, CaseKind, CaseState, CaseTab } from '../../typings/domain';

export type StateTone = 'info' | 'progress' | 'success' | 'warning' | 'danger' | 'neutral';

export interface StateWords {
  /** Short, for staff and lists. */
  label: string;
  /** For the resident: where it is and what happens now. */
  resident: string;
  tone: StateTone;
}

export const CASE_KINDS: readonly CaseKind[] = ['device', 'repair', 'employment', 'renovation', 'wish'];

export const CASE_KIND_LABELS: Record<CaseKind, string> = {
  device: '辅具器材',
  repair: '辅具维修',
  employment: '就业支持',
  renovation: '无障碍改造',
  wish: '微心愿',
};

const COMMON: Partial<Record<CaseState, StateWords>> = {
  submitted: { label: '待村核实', resident: '村残协核实中，请保持电话畅通', tone: 'progress' },
  returned: { label: '待补充', resident: '需要您补充说明，补充后继续办理', tone: 'warning' },
  received: { label: '待评价', resident: '已收到，请评价这次服务', tone: 'info' },
  closed: { label: '已办结', resident: '已办结，谢谢您的评价', tone: 'success' },
  rejected: { label: '未通过', resident: '这次没有通过，请看原因', tone: 'danger' },
  withdrawn: { label: '已撤回', resident: '您已撤回这次申请', tone: 'neutral' },
  ended: { label: '已终止', resident: '登记情况有变化，这件申请已终止', tone: 'neutral' },
};

const OWN: Record<CaseKind, Partial<Record<CaseState, StateWords>>> = {
  device: {
    checked: { label: '待镇审批', resident: '镇残联审核中，请耐心等待', tone: 'progress' },
    approved: { label: '待发放', resident: '已批准，村残协会联系您送货', tone: 'progress' },
    delivered: { label: '待确认收到', resident: '已送达，请确认收到', tone: 'warning' },
  },
  repair: {
    submitted: { label: '待村接单', resident: '已告诉村残协，会联系您上门看', tone: 'progress' },
    underWay: { label: '维修中', resident: '正在修，修好会告诉您', tone: 'progress' },
    repaired: { label: '待确认修好', resident: '已修好，请看看是不是好了', tone: 'warning' },
  },
  employment: {
    submitted: { label: '待村了解', resident: '村残协会打电话了解您的情况', tone: 'progress' },
    checked: { label: '找岗位中', resident: '正在帮您找合适的岗位', tone: 'progress' },
    placed: { label: '已就业', resident: '已找到工作，祝您工作顺利', tone: 'success' },
    notPlaced: { label: '未就业', resident: '这次没有找到合适的，请看原因', tone: 'neutral' },
  },
  renovation: {
    submitted: { label: '待上门看', resident: '村残协会上门看一看', tone: 'progress' },
    surveyed: { label: '待镇审批', resident: '已上门看过，镇残联审批中', tone: 'progress' },
    approved: { label: '待施工', resident: '已批准，正在安排施工', tone: 'progress' },
    building: { label: '施工中', resident: '正在施工，有问题请打电话', tone: 'progress' },
    built: { label: '待验收', resident: '已完工，请看看满意不满意', tone: 'warning' },
    received: { label: '待评价', resident: '已验收，请评价这次改造', tone: 'info' },
  },
  wish: {
    submitted: { label: '待村核对', resident: '村残协核对中，核对后发给志愿者看', tone: 'progress' },
    published: { label: '等人认领', resident: '已发给志愿者看，等人认领', tone: 'progress' },
    claimed: { label: '已认领', resident: '有志愿者认领了，正在准备', tone: 'progress' },
    delivered: { label: '待确认收到', resident: '已送到，请确认收到', tone: 'warning' },
    expired: { label: '已到期', resident: '这次没有人认领，可以再许一次', tone: 'neutral' },
  },
};

/** The words for a state of a kind. A state the kind does not use is shown by its name: no step leads there. */
export function caseWords(kind: CaseKind, state: CaseState): StateWords {
  return OWN[kind][state] ?? COMMON[state] ?? { label: state, resident: state, tone: 'neutral' };
}

/** All states of a kind, in the order of the usual way, then the ways out of it. */
export const CASE_STATES: Record<CaseKind, readonly CaseState[]> = {
  device: [
    'submitted',
    'checked',
    'approved',
    'delivered',
    'received',
    'closed',
    'returned',
    'rejected',
    'withdrawn',
    'ended',
  ],
  repair: ['submitted', 'underWay', 'repaired', 'closed', 'returned', 'rejected', 'withdrawn', 'ended'],
  employment: ['submitted', 'checked', 'placed', 'notPlaced', 'returned', 'rejected', 'withdrawn', 'ended'],
  renovation: [
    'submitted',
    'surveyed',
    'approved',
    'building',
    'built',
    'received',
    'closed',
    'returned',
    'rejected',
    'withdrawn',
    'ended',
  ],
  wish: [
    'submitted',
    'published',
    'claimed',
    'delivered',
    'received',
    'closed',
    'expired',
    'returned',
    'rejected',
    'withdrawn',
    'ended',
  ],
};

/** States in which nothing more is to be done for the resident. */
export const FINAL_STATES: readonly CaseState[] = [
  'closed',
  'rejected',
  'withdrawn',
  'ended',
  'placed',
  'notPlaced',
  'expired',
];

/** Steps of the usual way, for the progress line on the phone: the state in which each is awaited. */
export const CASE_STEPS: Record<CaseKind, readonly { state: CaseState; title: string }[]> = {
  device: [
    { state: 'submitted', title: '村残协核实' },
    { state: 'checked', title: '镇残联审批' },
    { state: 'approved', title: '送货上门' },
    { state: 'delivered', title: '确认收到' },
    { state: 'received', title: '评价' },
  ],
  repair: [
    { state: 'submitted', title: '村残协接单' },
    { state: 'underWay', title: '维修' },
    { state: 'repaired', title: '确认修好并评价' },
  ],
  employment: [
    { state: 'submitted', title: '村残协了解情况' },
    { state: 'checked', title: '找合适的岗位' },
  ],
  renovation: [
    { state: 'submitted', title: '上门查看' },
    { state: 'surveyed', title: '镇残联审批' },
    { state: 'approved', title: '安排施工' },
    { state: 'building', title: '施工' },
    { state: 'built', title: '验收' },
    { state: 'received', title: '评价' },
  ],
  wish: [
    { state: 'submitted', title: '村残协核对' },
    { state: 'published', title: '等志愿者认领' },
    { state: 'claimed', title: '志愿者准备' },
    { state: 'delivered', title: '确认收到' },
    { state: 'received', title: '评价' },
  ],
};

const ACTION_LABELS: Record<CaseAction, string> = {
  submit: '提交申请',
  check: '村残协核实通过',
  return: '请补充说明',
  resubmit: '补充说明',
  approve: '镇残联批准',
  reject: '未通过',
  deliver: '送达',
  confirmReceipt: '确认收到',
  giveFeedback: '评价',
  dispute: '说明有问题',
  withdraw: '撤回申请',
  survey: '上门查看',
  startBuilding: '开始施工',
  finishBuilding: '施工完成',
  acceptWork: '验收通过',
  followUp: '跟进',
  place: '找到工作',
  closeUnplaced: '结束服务',
  reopen: '重新找工作',
  publish: '发给志愿者',
  claim: '志愿者认领',
  release: '取消认领',
  expire: '到期无人认领',
  take: '村残协接单',
  finishRepair: '修好了',
  undo: '撤回上一步',
  handOver: '转到新的村',
  end: '终止',
};

const OWN_ACTION_LABELS: Partial<Record<CaseKind, Partial<Record<CaseAction, string>>>> = {
  repair: { submit: '申请维修', giveFeedback: '确认修好并评价' },
  employment: { submit: '登记求职', check: '村残协了解情况' },
  wish: { submit: '许下心愿' },
};

/** What a step of a kind is called in the timeline. */
export function caseActionLabel(kind: CaseKind, action: CaseAction): string {
  return OWN_ACTION_LABELS[kind]?.[action] ?? ACTION_LABELS[action];
}

/** The staff queues, in the order of the work. */
export const CASE_TABS: readonly CaseTab[] = ['toCheck', 'toApprove', 'toCarryOut', 'waiting', 'done'];

const TABS: Record<CaseKind, Partial<Record<CaseState, CaseTab>>> = {
  device: { checked: 'toApprove', approved: 'toCarryOut', delivered: 'waiting', received: 'waiting' },
  repair: { underWay: 'toCarryOut', repaired: 'waiting' },
  employment: { checked: 'toCarryOut' },
  renovation: {
    surveyed: 'toApprove',
    approved: 'toCarryOut',
    building: 'toCarryOut',
    built: 'waiting',
    received: 'waiting',
  },
  wish: { published: 'waiting', claimed: 'waiting', delivered: 'waiting', received: 'waiting' },
};

/** The staff queue in which an application of this kind and state lies. */
export function tabOf(kind: CaseKind, state: CaseState): CaseTab {
  if (state === 'submitted') return 'toCheck';
  if (state === 'returned') return 'waiting';
  return TABS[kind][state] ?? 'done';
}

/** Words of the queues, by kind: what the officer does there. */
export const TAB_LABELS: Record<CaseKind, Partial<Record<CaseTab, string>>> = {
  device: { toCheck: '待核实', toApprove: '待审批', toCarryOut: '待发放', waiting: '等申请人', done: '已办' },
  repair: { toCheck: '待接单', toCarryOut: '维修中', waiting: '等申请人', done: '已办' },
  employment: { toCheck: '待了解', toCarryOut: '找岗位', waiting: '等申请人', done: '已办' },
  renovation: {
    toCheck: '待上门',
    toApprove: '待审批',
    toCarryOut: '待施工',
    waiting: '等申请人',
    done: '已办',
  },
  wish: { toCheck: '待核对', waiting: '进行中', done: '已办' },
};

/** States in which a case waits for the word of the resident's side. */
export const WAITS_FOR_HOME: Record<CaseKind, readonly CaseState[]> = {
  device: ['returned', 'delivered'],
  repair: ['returned', 'repaired'],
  employment: ['returned'],
  renovation: ['returned', 'built'],
  wish: ['returned', 'delivered'],
};
