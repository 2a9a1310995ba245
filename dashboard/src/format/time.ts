import { chinaDate } from '../../../miniprogram/shared/china-time';

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKDAYS = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];

/** '14:05' on a Chinese clock, wherever the display believes to be. */
export function clockTime(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(11, 16);
}

/** '14:05:09' on a Chinese clock. */
export function clockSeconds(at: number): string {
  return new Date(at + CHINA_OFFSET_MS).toISOString().slice(11, 19);
}

/** '11月24日 星期二'. */
export function longDate(at: number): string {
  const weekday = new Date(at + CHINA_OFFSET_MS).getUTCDay();
  return `${monthDay(chinaDate(at))} ${WEEKDAYS[weekday]}`;
}

/** When a line of the feed happened: '刚刚', '今天 14:05', '昨天 14:05', '3月5日'. */
export function feedTime(at: number, now: number): string {
  if (now - at < 60_000) return '刚刚';
  const day = chinaDate(at);
  if (day === chinaDate(now)) return `今天 ${clockTime(at)}`;
  if (day === chinaDate(now - DAY_MS)) return `昨天 ${clockTime(at)}`;
  return monthDay(day);
}

/** '2026-03' as '3月'. */
export function monthName(month: string): string {
  return `${Number(month.slice(5))}月`;
}

function monthDay(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日`;
}
