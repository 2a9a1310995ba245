/** States of a device application in the words of each side. */
import type { DeviceAction, DeviceState } from '../../typings/domain';

export type StateTone = 'info' | 'progress' | 'success' | 'warning' | 'danger' | 'neutral';

interface StateWords {
  /** Short, for staff and lists. */
  label: string;
  /** For the resident: where it is and what happens now. */
  resident: string;
  tone: StateTone;
}

export const DEVICE_STATES: Record<DeviceState, StateWords> = {
  submitted: { label: '待村核实', resident: '村残协核实中，请保持电话畅通', tone: 'progress' },
  checked: { label: '待镇审批', resident: '镇残联审核中，请耐心等待', tone: 'progress' },
  approved: { label: '待发放', resident: '已批准，村残协会联系您送货', tone: 'progress' },
  delivered: { label: '待确认收到', resident: '已送达，请确认收到', tone: 'warning' },
  received: { label: '待评价', resident: '已收到，请评价这次服务', tone: 'info' },
  closed: { label: '已办结', resident: '已办结，谢谢您的评价', tone: 'success' },
  returned: { label: '待补充', resident: '需要您补充说明，补充后继续办理', tone: 'warning' },
  rejected: { label: '未通过', resident: '这次没有通过，请看原因', tone: 'danger' },
  withdrawn: { label: '已撤回', resident: '您已撤回这次申请', tone: 'neutral' },
};

/** What a step is called in the timeline. */
export const DEVICE_ACTION_LABELS: Record<DeviceAction, string> = {
  submit: '提交申请',
  check: '村残协核实通过',
  return: '请补充说明',
  resubmit: '补充说明',
  approve: '镇残联批准',
  reject: '未通过',
  deliver: '送达',
  confirmReceipt: '确认收到',
  giveFeedback: '评价',
  withdraw: '撤回申请',
};

/** The usual way, for the progress line on the phone. */
export const DEVICE_STEPS: { state: DeviceState; title: string }[] = [
  { state: 'submitted', title: '村残协核实' },
  { state: 'checked', title: '镇残联审批' },
  { state: 'approved', title: '送货上门' },
  { state: 'delivered', title: '确认收到' },
  { state: 'received', title: '评价' },
];

/** States in which nothing more will happen. */
export const FINAL_DEVICE_STATES: readonly DeviceState[] = ['closed', 'rejected', 'withdrawn'];
