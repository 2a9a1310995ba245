/** Intentions in the words of each side. */
import type { IntentionState, IntentionTime } from '../../typings/api/intentions';
import type { StateTone } from './case-states';

export const INTENTION_TIME_LABELS: Record<IntentionTime, string> = {
  weekdayMorning: '工作日上午',
  weekdayAfternoon: '工作日下午',
  weekdayEvening: '工作日晚上',
  weekendMorning: '周末上午',
  weekendAfternoon: '周末下午',
  weekendEvening: '周末晚上',
};

/** In the order in which they are offered. */
export const INTENTION_TIMES = Object.keys(INTENTION_TIME_LABELS) as readonly IntentionTime[];

export const INTENTION_STATES: Record<IntentionState, { label: string; volunteer: string; tone: StateTone }> =
  {
    submitted: { label: '待安排', volunteer: '已交给工作人员，正在帮您找合适的人', tone: 'progress' },
    arranged: { label: '待志愿者答复', volunteer: '找到一位，请您看看愿不愿意', tone: 'warning' },
    accepted: { label: '已接受', volunteer: '您已接受，正在请对方答复', tone: 'success' },
    withdrawn: { label: '已撤回', volunteer: '您已撤回', tone: 'neutral' },
    closed: { label: '没有安排', volunteer: '这次没有安排', tone: 'neutral' },
  };
