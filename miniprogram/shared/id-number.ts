/**
 * Citizen ID numbers (GB 11643-1999) and disability-certificate numbers (ID number + category + level, sometimes with a
 * re-issue mark B1, B2 ...).
 */
import type { CalendarDate, DisabilityCategory, DisabilityLevel } from '../../typings/domain';
import { isCalendarDate } from './china-time';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

export type IdNumberProblem = 'ID_LENGTH' | 'ID_CHARACTERS' | 'ID_BIRTH_DATE' | 'ID_CHECK_DIGIT';

export type ParsedIdNumber =
  | { ok: true; idNumber: string; birthDate: CalendarDate; sex: 'female' | 'male' }
  | { ok: false; code: IdNumberProblem };

/** Full-width digits, spaces and a small x are how people type: make them one form. */
export function normaliseDocument(text: string): string {
  return text
    .replace(/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/g, (c) =>
      String.fromCharCode(c.charCodeAt(0) - 0xfee0),
    )
    .replace(/[\s\u3000-]/g, '')
    .toUpperCase();
}

/** The 18th character that belongs to the first 17 digits. */
export function idCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Reads an 18-character ID number; the code says what is wrong with it. */
export function parseIdNumber(text: string): ParsedIdNumber {
  const idNumber = normaliseDocument(text);
  if (idNumber.length !== 18) return { ok: false, code: 'ID_LENGTH' };
  if (!/^\d{17}[\dX]$/.test(idNumber)) return { ok: false, code: 'ID_CHARACTERS' };
  const birthDate = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  if (!isCalendarDate(birthDate)) return { ok: false, code: 'ID_BIRTH_DATE' };
  if (idCheckCharacter(idNumber.slice(0, 17)) !== idNumber[17]) return { ok: false, code: 'ID_CHECK_DIGIT' };
  return { ok: true, idNumber, birthDate, sex: Number(idNumber[16]) % 2 === 0 ? 'female' : 'male' };
}

export type CertificateProblem =
  | IdNumberProblem
  | 'CERTIFICATE_LENGTH'
  | 'CERTIFICATE_CATEGORY'
  | 'CERTIFICATE_LEVEL'
  | 'CERTIFICATE_MARK';

export type ParsedCertificate =
  | {
      ok: true;
      /** The 20 characters without a re-issue mark: what stays the same over re-issues. */
      base: string;
      idNumber: string;
      category: DisabilityCategory;
      level: DisabilityLevel;
      reissue: string | null;
    }
  | { ok: false; code: CertificateProblem };

/** Reads a disability-certificate number of 20 characters, or 22 with a re-issue mark. */
export function parseCertificate(text: string): ParsedCertificate {
  const number = normaliseDocument(text);
  if (number.length !== 20 && number.length !== 22) return { ok: false, code: 'CERTIFICATE_LENGTH' };
  const id = parseIdNumber(number.slice(0, 18));
  if (!id.ok) return id;
  if (!/[1-7]/.test(number.charAt(18))) return { ok: false, code: 'CERTIFICATE_CATEGORY' };
  if (!/[1-4]/.test(number.charAt(19))) return { ok: false, code: 'CERTIFICATE_LEVEL' };
  const mark = number.slice(20);
  if (mark !== '' && !/^B[1-9]$/.test(mark)) return { ok: false, code: 'CERTIFICATE_MARK' };
  return {
    ok: true,
    base: number.slice(0, 20),
    idNumber: id.idNumber,
    category: Number(number[18]) as DisabilityCategory,
    level: Number(number[19]) as DisabilityLevel,
    reissue: mark === '' ? null : mark,
  };
}

/** An ID number or a certificate number, whichever was typed. */
export function parseDocument(
  text: string,
): { ok: true; idNumber: string } | { ok: false; code: CertificateProblem } {
  const parsed = normaliseDocument(text).length > 18 ? parseCertificate(text) : parseIdNumber(text);
  return parsed.ok ? { ok: true, idNumber: parsed.idNumber } : parsed;
}

/** What to tell a person whose number cannot be right. */
export const DOCUMENT_PROBLEMS: Record<CertificateProblem, string> = {
  ID_LENGTH: '身份证号应为18位，请数一数再填',
  ID_CHARACTERS: '身份证号只能是数字，最后一位可以是X',
  ID_BIRTH_DATE: '身份证号里的出生日期不对，请核对第7到14位',
  ID_CHECK_DIGIT: '身份证号有一位填错了，请对照证件核对',
  CERTIFICATE_LENGTH: '残疾人证号应为20位（换领的为22位），请数一数再填',
  CERTIFICATE_CATEGORY: '残疾人证号第19位应为1到7，请对照证件核对',
  CERTIFICATE_LEVEL: '残疾人证号第20位应为1到4，请对照证件核对',
  CERTIFICATE_MARK: '残疾人证号末尾的换领标记不对，应为B1、B2这样的两位',
};
