/** Whether two records of the register may be one person, and why. */
import type { CalendarDate } from '../../../typings/domain';

export interface Likeness {
  name: string;
  birthDate: CalendarDate;
  idNumber: string;
  phone: string;
}

/** Typing errors up to which two ID numbers are alike: a wrong digit changes the check digit as well. */
const ALIKE_ID_ERRORS = 2;

/**
 * Typing errors between two numbers of one length: a wrong character, or two neighbours exchanged, is one each. Numbers of
 * different lengths are as far apart as they are long.
 */
export function typingErrors(a: string, b: string): number {
  if (a.length !== b.length) return Math.max(a.length, b.length);
  let errors = 0;
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] === b[i]) continue;
    errors += 1;
    if (a[i] === b[i + 1] && a[i + 1] === b[i]) i += 1;
  }
  return errors;
}

/** Why two records may be one person, in words; empty when nothing says so. */
export function likeness(a: Likeness, b: Likeness): string[] {
  const sameName = a.name === b.name;
  const sameBirth = a.birthDate === b.birthDate;
  const samePhone = a.phone === b.phone;
  const alikeId = typingErrors(a.idNumber, b.idNumber) <= ALIKE_ID_ERRORS;
  return [
    ...(sameName && sameBirth ? ['姓名和出生日期都一样'] : []),
    ...(sameName && samePhone ? ['姓名和电话都一样'] : []),
    ...(sameName && alikeId ? ['姓名一样，身份证号只差一两位'] : []),
    ...(!sameName && sameBirth && samePhone ? ['电话和出生日期都一样'] : []),
  ];
}
