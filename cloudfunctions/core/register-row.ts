/** Whether a line of the register can be taken, and what it says. */
import type { RegisterRow } from '../../typings/api/registry';
import type { CalendarDate, DisabilityCategory, DisabilityLevel } from '../../typings/domain';
import { completedYears } from '../../miniprogram/shared/age';
import {
  hasControlCharacters,
  isPersonName,
  isPhone,
  normalisePhone,
} from '../../miniprogram/shared/contact';
import { DOCUMENT_PROBLEMS, parseCertificate, parseIdNumber } from '../../miniprogram/shared/id-number';

export interface RegisterFacts {
  name: string;
  idNumber: string;
  certificate: string;
  birthDate: CalendarDate;
  sex: 'female' | 'male';
  category: DisabilityCategory;
  level: DisabilityLevel;
  phone: string;
  address: string;
}

export interface RowProblem {
  field: keyof RegisterRow;
  code: string;
  message: string;
}

export type RowCheck = { ok: true; facts: RegisterFacts } | { ok: false; problems: RowProblem[] };

/** Checks one row; `on` is today. Everything wrong is told, one problem for each field at most. */
export function checkRow(row: RegisterRow, on: CalendarDate): RowCheck {
  const problems: RowProblem[] = [];
  const bad = (field: keyof RegisterRow, code: string, message: string): void => {
    problems.push({ field, code, message });
  };

  const name = row.name.trim();
  if (!isPersonName(name)) bad('name', 'NAME', '姓名应为2到20个字');
  const id = parseIdNumber(row.idNumber);
  if (!id.ok) bad('idNumber', id.code, DOCUMENT_PROBLEMS[id.code]);
  else {
    const age = completedYears(id.birthDate, on);
    if (!age.ok) bad('idNumber', age.code, '身份证号里的出生日期不可能，请核对');
  }
  const certificate = parseCertificate(row.certificateNumber);
  if (!certificate.ok) bad('certificateNumber', certificate.code, DOCUMENT_PROBLEMS[certificate.code]);
  else if (id.ok && certificate.idNumber !== id.idNumber) {
    bad('certificateNumber', 'CERTIFICATE_OF_ANOTHER', '残疾人证号的前18位应与身份证号相同');
  }
  const phone = normalisePhone(row.phone);
  if (!isPhone(phone)) bad('phone', 'PHONE', '电话号码不对');
  const address = row.address.trim();
  if (address === '') bad('address', 'ADDRESS', '请填写地址');
  else if (hasControlCharacters(address)) bad('address', 'ADDRESS', '地址里有不能识别的字符');
  if (row.lowIncome?.some((period) => period.to !== null && period.to < period.from)) {
    bad('lowIncome', 'PERIOD', '低保低边的结束日期早于开始日期');
  }
  if (problems.length > 0 || !id.ok || !certificate.ok) return { ok: false, problems };
  return {
    ok: true,
    facts: {
      name,
      idNumber: id.idNumber,
      certificate: `${certificate.base}${certificate.reissue ?? ''}`,
      birthDate: id.birthDate,
      sex: id.sex,
      category: certificate.category,
      level: certificate.level,
      phone,
      address,
    },
  };
}
