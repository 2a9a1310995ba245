/** What volunteers are asked whether they can help with. */
export const SKILLS: readonly string[] = [
  '陪伴聊天',
  '打扫整理',
  '跑腿代办',
  '开车接送',
  '陪同看病',
  '修理家电',
  '理发',
  '手语',
  '教用手机',
];
