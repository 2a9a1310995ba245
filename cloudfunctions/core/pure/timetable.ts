/**
 * Every timer of the program: what it does, and the longest time in minutes between two of its runs as config.json has them
 * (tested against them), so that somebody notices one that does not come any more.
 */
export interface Timer {
  what: string;
  minutes: number;
}

const DAY = 24 * 60;
/** Those that come every ten minutes from two to five at night: from 4:50 to 2:00. */
const NIGHT = 21 * 60 + 10;

export const TIMETABLE: Readonly<Record<string, Timer>> = {
  'applications.wishes': { what: '处理到期的微心愿', minutes: DAY },
  'applications.remind': { what: '提醒申请人', minutes: DAY },
  'applications.escalate': { what: '提醒快到期和超时的申请', minutes: DAY },
  'applications.tell': { what: '通知申请人办到哪一步', minutes: 1 },
  'donations.expire': { what: '处理过期的捐赠', minutes: DAY },
  'emergency.escalate': { what: '把没人接的求助报告镇里', minutes: 5 },
  'exchange.files': { what: '删除过期的导出文件和打印链接', minutes: 10 },
  'exchange.imports': { what: '删除过期的导入内容', minutes: DAY },
  'media.recheck': { what: '重新检查照片', minutes: 10 },
  'media.leftFiles': { what: '删除没有用到的文件', minutes: DAY },
  'notices.boards': { what: '撤下过期的公告', minutes: DAY },
  'notices.ending': { what: '提醒今天结束的招聘和培训', minutes: DAY },
  'notices.checks': { what: '重新检查来稿和公告', minutes: 10 },
  'pairing.forgotten': { what: '处理忘了结束的服务', minutes: 60 },
  'pairing.remind': { what: '提醒确认服务', minutes: DAY },
  'pairing.signals': { what: '查找积分提醒', minutes: DAY },
  'points.expire': { what: '收回没领的兑换', minutes: DAY },
  'registry.checkRegister': { what: '核对名册', minutes: 10 },
  'safeguard.messages': { what: '补发没送到的消息', minutes: 5 },
  'safeguard.retention': { what: '删除到了保存期限的内容', minutes: DAY },
  'safeguard.forget': { what: '注销离开多年的人', minutes: DAY },
  'safeguard.rotate': { what: '更换密钥', minutes: NIGHT },
  'safeguard.check': { what: '检查数据是否对得上', minutes: DAY },
  'upkeep.migrate': { what: '升级记录的格式', minutes: DAY },
  'upkeep.counters': { what: '夜里核对数字', minutes: NIGHT },
  'upkeep.daily': { what: '写每日简报', minutes: 23 * 60 + 30 },
};
