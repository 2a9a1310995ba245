/** Words for what officers do for residents. */
import type { AssistScope } from '../../typings/api/assist';

export const ASSIST_SCOPES: Record<AssistScope, { label: string; note: string }> = {
  file: { label: '代为申请', note: '申请、补充、撤回' },
  answer: { label: '代为答复', note: '确认收到、验收、评价、结对' },
};

/** Acts as the audit names them. */
export const ASSIST_ACTS: Readonly<Record<string, string>> = {
  'applications.applyDevice': '申请辅具',
  'applications.applyRepair': '申请维修',
  'applications.applyEmployment': '登记求职',
  'applications.applyRenovation': '申请改造',
  'applications.makeWish': '许微心愿',
  'applications.resubmit': '补充说明',
  'applications.withdraw': '撤回申请',
  'applications.confirmReceipt': '确认收到',
  'applications.acceptWork': '验收改造',
  'applications.dispute': '提出问题',
  'applications.giveFeedback': '评价',
  'pairing.issueCode': '生成二维码',
  'pairing.decidePairing': '答复结对',
  'pairing.endPairing': '结束结对',
  'pairing.confirmService': '确认帮扶',
  'pairing.disputeService': '对帮扶有异议',
  'media.accept': '上传照片',
  'media.acceptVoice': '上传录音',
};
