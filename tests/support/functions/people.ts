/** People who do not exist: the region 999999 is no region, so that no number here can be anybody's. */
import { randomBytes } from 'node:crypto';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { idCheckCharacter } from '../../../miniprogram/shared/id-number';
import type { LowIncomePeriod } from '../../../typings/domain';

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';
const GIVEN = '安邦春德恩芳桂海和惠吉建静康兰礼明宁平庆仁善泰文祥信雅义永裕';

let counter = 0;

function next(): number {
  counter += 1;
  return counter;
}

/** How many there have been. */
export const peopleSoFar = (): number => counter;

/** Those who are in a town already are not made again. */
export function goOnFrom(people: number): void {
  counter = Math.max(counter, people);
}

/** An openid that nobody had before; with letters, as real ones. */
export function newOpenid(label: string): string {
  return `o${label}-${next()}-${randomBytes(6).toString('hex')}x`;
}

/** A name, different for each of the first 14400 people. */
export function newName(): string {
  const n = next();
  const pick = (text: string, i: number): string => text.charAt(i % text.length);
  return (
    pick(SURNAMES, n) +
    pick(GIVEN, Math.floor(n / SURNAMES.length)) +
    pick(GIVEN, Math.floor(n / SURNAMES.length / GIVEN.length) + n * 7)
  );
}

/** A valid ID number for a day of birth 'YYYY-MM-DD'. */
export function idNumber(birthDate: string, order: number): string {
  const first17 = `999999${birthDate.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`;
  return first17 + idCheckCharacter(first17);
}

/** A number that passes every rule but the check digit. */
export function withWrongCheck(number: string): string {
  const last = number.slice(-1) === '1' ? '2' : '1';
  return number.slice(0, -1) + last;
}

/** The day, in China, on which somebody was born who turns `years` today, moved by some days. */
export function bornYearsAgo(years: number, days = 0, now = Date.now()): string {
  const [y = 0, m = 0, d = 0] = chinaDate(now).split('-').map(Number);
  return new Date(Date.UTC(y - years, m - 1, d + days)).toISOString().slice(0, 10);
}

export interface Person {
  name: string;
  idNumber: string;
  certificateNumber: string;
  phone: string;
  address: string;
  birthDate: string;
  lowIncome: LowIncomePeriod[] | null;
}

/** Somebody for the register. */
export function newPerson(
  birthDate: string,
  lowIncome: LowIncomePeriod[] | null = [],
  { category = 4, level = 2 } = {},
): Person {
  const order = next();
  const id = idNumber(birthDate, order);
  return {
    name: newName(),
    idNumber: id,
    certificateNumber: `${id}${category}${level}`,
    phone: `139${String(10_000_000 + order * 37).slice(0, 8)}`,
    address: `测试路${order}弄${order + 3}号`,
    birthDate,
    lowIncome,
  };
}
