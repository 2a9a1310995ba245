/** What is written on an identity card (居民身份证) or a disability certificate (残疾人证), out of the lines that were recognised on its photo. */
import { normaliseDocument, parseCertificate, parseIdNumber } from '../../miniprogram/shared/id-number';
import { isPersonName } from '../../miniprogram/shared/contact';

/** A certificate number with or without its re-issue mark before a bare ID number, which it begins with. */
const NUMBERS = [/\d{17}[\dX]\d{2}B\d/g, /\d{17}[\dX]\d{2}/g, /\d{17}[\dX]/g];

/** The first number on a line whose check digit is right; '' without one. */
function numberIn(lines: readonly string[]): string {
  const found = NUMBERS.flatMap((form) => lines.flatMap((line) => line.match(form) ?? []));
  return found.find((one) => parseCertificate(one).ok || parseIdNumber(one).ok) ?? '';
}

/** What follows 姓名, on its line or on the next one; '' without. */
function nameIn(lines: readonly string[]): string {
  for (const [n, line] of lines.entries()) {
    const [, rest] = /^姓\s*名[:：\s]*(.*)$/.exec(line.trim()) ?? [];
    if (rest === undefined) continue;
    const name = (rest === '' ? (lines[n + 1] ?? '') : rest).replace(/\s|性\s*别.*$/g, '');
    if (isPersonName(name)) return name;
  }
  return '';
}

/** Name ('' when it cannot be read) and number of the document; null when there is no right number on it. */
export function documentIn(lines: readonly string[]): { name: string; number: string } | null {
  const number = numberIn(lines.map(normaliseDocument));
  return number === '' ? null : { name: nameIn(lines), number };
}
