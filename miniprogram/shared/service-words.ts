/** Pairings and services in the words of each side. */
import type { PairingState, ServiceFlag, ServiceKind, ServiceState } from '../../typings/domain';
import type { StateTone } from './case-states';

export const SERVICE_KIND_LABELS: Record<ServiceKind, string> = {
  visit: '上门看望',
  housework: '打扫洗衣',
  shopping: '买东西',
  escort: '陪同看病出门',
  haircut: '理发',
  repair: '修修补补',
  study: '教手机、陪学习',
  errand: '跑腿代办',
  other: '其他',
};

/** In the order in which they are offered. */
export const SERVICE_KINDS = Object.keys(SERVICE_KIND_LABELS) as readonly ServiceKind[];

export interface SideWords {
  /** Short, for lists and staff. */
  label: string;
  /** For the resident and the guardian: what it means and what to do. */
  resident: string;
  /** For the volunteer. */
  volunteer: string;
  tone: StateTone;
}

export const SERVICE_STATES: Record<ServiceState, SideWords> = {
  running: {
    label: '服务中',
    resident: '志愿者正在帮您',
    volunteer: '正在服务，做完请扫码结束',
    tone: 'progress',
  },
  ended: {
    label: '待写内容',
    resident: '已经结束，志愿者还要写做了什么',
    volunteer: '请写一写做了什么，并拍照',
    tone: 'warning',
  },
  toCheck: {
    label: '待核对',
    resident: '工作人员正在核对这次帮扶',
    volunteer: '工作人员正在核对，请等一等',
    tone: 'progress',
  },
  toConfirm: {
    label: '待确认',
    resident: '请您确认有没有这次帮扶，并评价',
    volunteer: '等对方确认',
    tone: 'info',
  },
  unanswered: {
    label: '没人答复',
    resident: '还等您说一声有没有这次帮扶，也可以告诉村残协',
    volunteer: '对方一直没有答复，工作人员会问清楚',
    tone: 'warning',
  },
  confirmed: {
    label: '已确认',
    resident: '您已确认，谢谢',
    volunteer: '已确认，时长已计入',
    tone: 'success',
  },
  disputed: {
    label: '有不同意见',
    resident: '您的意见已告诉工作人员，会联系您',
    volunteer: '对方有不同意见，工作人员会核实',
    tone: 'danger',
  },
  rejected: {
    label: '不算数',
    resident: '工作人员核实后，这次不算',
    volunteer: '这次没有通过，请看原因',
    tone: 'danger',
  },
  cancelled: {
    label: '已取消',
    resident: '志愿者取消了这次帮扶',
    volunteer: '您已取消这次服务',
    tone: 'neutral',
  },
};

export const SERVICE_FLAG_LABELS: Record<ServiceFlag, string> = {
  typedLater: '事后补记',
  offlineScan: '没网时扫的码，时间是手机的',
  forgotEnd: '忘了扫码结束，按最长时间算',
  overlap: '和另一次服务的时间重叠',
  tooLong: '超过最长时间，按最长时间算',
};

export const PAIRING_STATES: Record<PairingState, SideWords> = {
  asked: {
    label: '待答复',
    resident: '这位志愿者想和您结对，请您答复',
    volunteer: '等对方答复',
    tone: 'info',
  },
  active: { label: '结对中', resident: '结对中', volunteer: '结对中，上门时请扫码', tone: 'success' },
  declined: { label: '没有同意', resident: '您没有同意', volunteer: '对方这次没有同意', tone: 'neutral' },
  cancelled: { label: '已撤回', resident: '申请已撤回', volunteer: '申请已撤回', tone: 'neutral' },
  ended: { label: '已结束', resident: '结对已结束', volunteer: '结对已结束', tone: 'neutral' },
};

/** Whole minutes as people say them: '45分钟', '2小时', '1小时20分钟'. */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}分钟`;
  return rest === 0 ? `${hours}小时` : `${hours}小时${rest}分钟`;
}
