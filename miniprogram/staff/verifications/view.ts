/** What waits for verification, as a card says it. */
import type { VerificationKind, VerificationRow } from '../../../typings/api/accounts';
import { friendlyTime } from '../../shared/china-time';

export const KIND_WORDS: Record<VerificationKind, { tab: string; title: string; approved: string }> = {
  binding: { tab: '本人绑定', title: '绑定自己的登记', approved: '绑定已核实' },
  guardian: { tab: '监护人', title: '替家人办事', approved: '监护人已核实' },
  volunteer: { tab: '志愿者', title: '登记当志愿者', approved: '志愿者已核实' },
  registration: { tab: '新登记', title: '请求登记', approved: '已同意登记' },
};

/** What an officer makes sure of before saying yes. */
const CHECKS: Record<VerificationKind, string> = {
  binding: '打电话或上门，核对是本人在用这个微信',
  guardian: '向本人或村里核对，确实由这位家人代办',
  volunteer: '核对姓名、所在村和类别',
  registration: '核对残疾人证，确认是本村居民',
};

export interface VerificationCard {
  verificationId: string;
  kind: VerificationKind;
  title: string;
  note: string;
  facts: { label: string; value: string }[];
  check: string;
}

/** One card. */
export function verificationCard(row: VerificationRow, now: number): VerificationCard {
  return {
    verificationId: row.verificationId,
    kind: row.kind,
    title: `${row.applicantName} ${KIND_WORDS[row.kind].title}`,
    note: `${row.villageName}，${friendlyTime(row.createdAt, now)}`,
    facts: [
      { label: '电话', value: row.applicantPhoneMasked },
      ...(row.residentName ? [{ label: '残障朋友', value: row.residentName }] : []),
      ...(row.residentIdMasked ? [{ label: '证件号', value: row.residentIdMasked }] : []),
      ...(row.detail ? [{ label: '情况', value: row.detail }] : []),
    ],
    check: CHECKS[row.kind],
  };
}
