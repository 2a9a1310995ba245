/**
 * Dates as people in China read them. China has kept UTC+8 without daylight saving since 1991, so a fixed offset is exact
 * for every instant this product stores; dates of birth are plain calendar dates and never pass through a clock.
 */
import type { CalendarDate, Millis } from '../../typings/domain';

const CHINA_OFFSET_MS = 8 * 60 * 60 * 1000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** Calendar parts of an instant on a Chinese clock. */
function chinaClock(at: Millis): {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
} {
  const shifted = new Date(at + CHINA_OFFSET_MS);
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    weekday: shifted.getUTCDay(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

/** 'YYYY-MM-DD' of an instant in China. */
export function chinaDate(at: Millis): CalendarDate {
  const { year, month, day } = chinaClock(at);
  return `${year}-${two(month)}-${two(day)}`;
}

/** Minutes since midnight of an instant in China. */
export function chinaMinute(at: Millis): number {
  const { hour, minute } = chinaClock(at);
  return hour * 60 + minute;
}

/** 'YYYY-MM' of an instant in China. */
export function chinaMonth(at: Millis): string {
  return chinaDate(at).slice(0, 7);
}

/** The last millisecond of the day of an instant in China. */
export function endOfChinaDay(at: Millis): Millis {
  const day = 24 * 60 * 60 * 1000;
  return (Math.floor((at + CHINA_OFFSET_MS) / day) + 1) * day - CHINA_OFFSET_MS - 1;
}

/** Whether the text is a date that exists, e.g. not 2023-02-29. */
export function isCalendarDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1000 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function partOfDay(hour: number): string {
  if (hour < 6) return '凌晨';
  if (hour < 12) return '上午';
  if (hour < 14) return '中午';
  if (hour < 18) return '下午';
  return '晚上';
}

/** '3月5日 周二 上午9:05'; with the year in front when it is not the year of `now`. */
export function friendlyTime(at: Millis, now: Millis): string {
  const t = chinaClock(at);
  const year = t.year === chinaClock(now).year ? '' : `${t.year}年`;
  const hour12 = t.hour > 12 ? t.hour - 12 : t.hour;
  return `${year}${t.month}月${t.day}日 ${WEEKDAYS[t.weekday]} ${partOfDay(t.hour)}${hour12}:${two(t.minute)}`;
}

/** '3月5日' or '2025年3月5日' when it is another year. */
export function friendlyDate(at: Millis, now: Millis): string {
  const t = chinaClock(at);
  const year = t.year === chinaClock(now).year ? '' : `${t.year}年`;
  return `${year}${t.month}月${t.day}日`;
}

/** What a text or a rule of a month is called: '2026-03' -> '2026年3月', with the day where there is one; other names stay. */
export function versionWords(version: string): string {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(version) ?? [];
  if (year === undefined) return version;
  return `${year}年${Number(month)}月${day === undefined ? '' : `${Number(day)}日`}`;
}

/** A text with each plain date and month in it as people read it: '2026-03-05提出' -> '3月5日提出', '2025-03' -> '2025年3月'. */
export function friendlyDays(text: string, now: Millis): string {
  return text.replace(/\d{4}-\d{2}(-\d{2})?/g, (date, day?: string) => {
    const first = day === undefined ? `${date}-01` : date;
    if (!isCalendarDate(first)) return date;
    const words = friendlyDay(first, now);
    return day === undefined ? words.slice(0, words.indexOf('月') + 1) : words;
  });
}

/** A plain date as people read it: '2026-03-05' -> '3月5日', with the year in front when it is not the year of `now`. */
export function friendlyDay(date: CalendarDate, now: Millis): string {
  return friendlyDate(Date.parse(`${date}T00:00:00+08:00`), now);
}
