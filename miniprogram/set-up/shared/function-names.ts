/** What each part of the program is about, as staff call it. */
export const FUNCTION_NAMES: Readonly<Record<string, string>> = {
  accounts: '身份',
  applications: '申请',
  emergency: '应急',
  pairing: '结对和服务',
  points: '积分',
  employment: '就业档案',
  donations: '捐赠',
  notices: '公告',
  registry: '名册',
  media: '照片和语音',
  exchange: '导入导出',
  dashboard: '大屏',
  upkeep: '核对和简报',
  safeguard: '消息和保管',
};
