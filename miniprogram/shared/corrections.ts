/** Facts of the register that a resident can ask to be corrected: their words, and whether a new value can be right. */
import type { CorrectableField } from '../../typings/api/accounts';
import type { LowIncomeKind } from '../../typings/domain';
import { hasControlCharacters, isPersonName, isPhone, normalisePhone } from './contact';
import { DOCUMENT_PROBLEMS, normaliseDocument, parseCertificate, parseIdNumber } from './id-number';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from './labels';
import { LIMITS } from './limits';
import { maskIdNumber } from './mask';

export const CORRECTION_LABELS: Record<CorrectableField, string> = {
  name: '姓名',
  idNumber: '身份证号',
  certificate: '残疾人证号',
  phone: '电话',
  address: '住址',
  category: '残疾类别',
  level: '残疾等级',
  lowIncome: '低保低边',
};

export const CORRECTABLE = Object.keys(CORRECTION_LABELS) as readonly CorrectableField[];

/** Written into the register by the approval itself; the other facts are changed by hand, with the document in view. */
export const APPLIED_CORRECTIONS: readonly CorrectableField[] = ['phone', 'address'];

/** Facts that are chosen from a list instead of typed. */
export const CORRECTION_CHOICES: Partial<Record<CorrectableField, Readonly<Record<string, string>>>> = {
  category: CATEGORY_LABELS,
  level: LEVEL_LABELS,
  lowIncome: {
    dibao: LOW_INCOME_LABELS.dibao,
    dibian: LOW_INCOME_LABELS.dibian,
    none: LOW_INCOME_LABELS.none,
  } satisfies Partial<Record<LowIncomeKind | 'none', string>>,
};

/** The value as it is compared and kept: numbers without spaces, X in capital. */
export function normaliseCorrection(field: CorrectableField, value: string): string {
  if (field === 'phone') return normalisePhone(value);
  if (field === 'idNumber' || field === 'certificate') return normaliseDocument(value);
  return value.trim();
}

/** Why the value cannot be right, in words; empty when it can. */
export function correctionProblem(field: CorrectableField, value: string): string {
  const text = normaliseCorrection(field, value);
  const label = CORRECTION_LABELS[field];
  const choices = CORRECTION_CHOICES[field];
  if (choices) return text in choices ? '' : `请选择正确的${label}`;
  if (text === '') return `请填写正确的${label}`;
  switch (field) {
    case 'name':
      return isPersonName(text) ? '' : '姓名请填2到20个汉字，和证件上一样';
    case 'phone':
      return isPhone(text) ? '' : '电话不对，请填11位手机号或带区号的座机号';
    case 'idNumber': {
      const parsed = parseIdNumber(text);
      return parsed.ok ? '' : DOCUMENT_PROBLEMS[parsed.code];
    }
    case 'certificate': {
      const parsed = parseCertificate(text);
      return parsed.ok ? '' : DOCUMENT_PROBLEMS[parsed.code];
    }
    default:
      if (Array.from(text).length > LIMITS.addressLength) return `${label}最多${LIMITS.addressLength}个字`;
      return hasControlCharacters(text) ? `${label}里有不能识别的字符，请重新输入` : '';
  }
}

/** The value as an officer reads it; document numbers masked. */
export function correctionWords(field: CorrectableField, value: string): string {
  if (field === 'idNumber' || field === 'certificate') return maskIdNumber(value);
  return CORRECTION_CHOICES[field]?.[value] ?? value;
}
