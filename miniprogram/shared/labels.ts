/** The words people read for the codes that programs use. */
import type {
  DeviceKind,
  DisabilityCategory,
  DisabilityLevel,
  LowIncomeKind,
  RenovationItem,
  Role,
  VolunteerKind,
  WishCategory,
} from '../../typings/domain';

export const CATEGORY_LABELS: Record<DisabilityCategory, string> = {
  1: '视力',
  2: '听力',
  3: '言语',
  4: '肢体',
  5: '智力',
  6: '精神',
  7: '多重',
};

export const LEVEL_LABELS: Record<DisabilityLevel, string> = { 1: '一级', 2: '二级', 3: '三级', 4: '四级' };

export const LOW_INCOME_LABELS: Record<LowIncomeKind | 'none' | 'unknown', string> = {
  dibao: '低保',
  dibian: '低边',
  none: '非低保低边',
  unknown: '待核对',
};

export const VOLUNTEER_KIND_LABELS: Record<VolunteerKind, string> = {
  partyMember: '党员',
  villageDelegate: '村民代表',
  veteran: '退役军人',
  villageCadre: '村级骨干',
  other: '其他',
};

export const DEVICE_KIND_LABELS: Record<DeviceKind, string> = {
  mobility: '走路出行',
  bathing: '洗澡如厕',
  bed: '卧床护理',
  hearing: '听力',
  vision: '视力',
  prosthesis: '假肢矫形',
};

export const ROLE_LABELS: Record<Role, string> = {
  resident: '残障朋友',
  guardian: '监护人',
  assistant: '村里代办',
  volunteer: '志愿者',
  villageStaff: '村残协',
  townStaff: '镇残联',
  admin: '管理员',
};

export const RENOVATION_LABELS: Record<RenovationItem, string> = {
  'grab-bar': '扶手',
  ramp: '坡道',
  'level-floor': '地面平整',
  'low-stove': '低位灶台',
  'low-basin': '低位洗手盆',
  toilet: '坐便器',
  'shower-chair': '淋浴椅',
  'flash-doorbell': '闪光门铃',
  'gas-alarm': '燃气报警器',
  'wide-door': '门口加宽',
  'clothes-rack': '升降晾衣架',
  other: '其他改造',
};

export const WISH_LABELS: Record<WishCategory, string> = {
  'daily-goods': '生活用品',
  clothes: '衣物鞋帽',
  appliance: '小家电',
  study: '学习用品',
  hobby: '兴趣爱好',
  company: '陪伴走走',
  other: '其他心愿',
};
