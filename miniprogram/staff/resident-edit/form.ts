/** The form of an edit: what is filled in, what of it is a change, and what is wrong with it. */
import type { ResidentDetail, ResidentEdit } from '../../../typings/api/register';
import type { DisabilityCategory, DisabilityLevel } from '../../../typings/domain';
import { hasControlCharacters, isPhone, normalisePhone } from '../../shared/contact';
import {
  DOCUMENT_PROBLEMS,
  normaliseDocument,
  parseCertificate,
  parseIdNumber,
} from '../../shared/id-number';
import { LIMITS } from '../../shared/limits';
import { nameProblem, problems } from '../../pages/shared/form';

/** Numbers are left empty: what is not typed stays as it is. */
export interface EditForm {
  name: string;
  phone: string;
  address: string;
  certificateNumber: string;
  certificateUntil: string;
  category: string;
  level: string;
  idNumber: string;
  guardianId: string;
  guardianPhone: string;
}

export function formOf(person: ResidentDetail): EditForm {
  return {
    name: person.name,
    phone: '',
    address: person.address,
    certificateNumber: '',
    certificateUntil: person.certificateUntil ?? '',
    category: String(person.category),
    level: String(person.level),
    idNumber: '',
    guardianId: '',
    guardianPhone: '',
  };
}

/** Only what is different from the record. Category and level stand in a new certificate number. */
export function editOf(form: EditForm, person: ResidentDetail): ResidentEdit {
  const before = formOf(person);
  const changed = (key: keyof EditForm): boolean => form[key].trim() !== before[key];
  const newNumber = changed('certificateNumber');
  return {
    ...(changed('name') ? { name: form.name.trim() } : {}),
    ...(changed('phone') ? { phone: normalisePhone(form.phone) } : {}),
    ...(changed('address') ? { address: form.address.trim() } : {}),
    ...(newNumber ? { certificateNumber: normaliseDocument(form.certificateNumber) } : {}),
    ...(changed('certificateUntil')
      ? { certificateUntil: form.certificateUntil === '' ? null : form.certificateUntil }
      : {}),
    ...(changed('category') && !newNumber ? { category: Number(form.category) as DisabilityCategory } : {}),
    ...(changed('level') && !newNumber ? { level: Number(form.level) as DisabilityLevel } : {}),
    ...(changed('idNumber') ? { idNumber: normaliseDocument(form.idNumber) } : {}),
    ...(changed('guardianPhone') && form.guardianId !== ''
      ? { guardianPhone: { guardianId: form.guardianId, phone: normalisePhone(form.guardianPhone) } }
      : {}),
  };
}

const phoneWords = (phone: string | undefined): string =>
  phone === undefined || isPhone(phone) ? '' : '电话不对，请填11位手机号或带区号的座机号';

function idWords(text: string | undefined): string {
  if (text === undefined) return '';
  const parsed = parseIdNumber(text);
  return parsed.ok ? '' : DOCUMENT_PROBLEMS[parsed.code];
}

function certificateWords(text: string | undefined): string {
  if (text === undefined) return '';
  const parsed = parseCertificate(text);
  return parsed.ok ? '' : DOCUMENT_PROBLEMS[parsed.code];
}

function addressWords(address: string | undefined): string {
  if (address === undefined) return '';
  if (address === '') return '请填写住址';
  if (Array.from(address).length > LIMITS.addressLength) return `住址最多${LIMITS.addressLength}个字`;
  return hasControlCharacters(address) ? '住址里有不能识别的字符，请重新输入' : '';
}

/** What is wrong, field by field, in words. */
export function editProblems(edit: ResidentEdit, why: string): Record<string, string> {
  return problems({
    name: edit.name === undefined ? '' : nameProblem(edit.name),
    phone: phoneWords(edit.phone),
    address: addressWords(edit.address),
    idNumber: idWords(edit.idNumber),
    certificateNumber: certificateWords(edit.certificateNumber),
    guardianPhone: phoneWords(edit.guardianPhone?.phone),
    why: why.trim().length < 2 ? '请写依据，例如看了哪个证件' : '',
  });
}
