/** Names of the figures that are counted every night, by the first part of their name in the counters. */
const FIGURES: Record<string, string> = {
  residents: '残障朋友人数',
  boundUsers: '绑定微信的人数',
  volunteers: '志愿者人数',
  byCategory: '按残疾类别',
  byLevel: '按残疾等级',
  byAge: '按年龄',
  byVolunteerKind: '按志愿者身份',
  cases: '申请',
  openVerifications: '身份核实',
  placed: '找到工作的',
  openEmergencies: '应急求助',
  pairingsAsked: '结对申请',
  intentions: '帮扶意向',
  stories: '来稿',
  findings: '信息核对',
  pairings: '结对',
  services: '服务次数',
  serviceMinutes: '服务时长',
  donations: '捐赠',
  months: '每月办理',
  due: '到期的申请',
  assigned: '领办的申请',
};

/** 'byAge.60-69' as '按年龄'. */
export function figureWords(figure: string): string {
  return FIGURES[figure.split('.')[0] ?? ''] ?? '其他数字';
}
