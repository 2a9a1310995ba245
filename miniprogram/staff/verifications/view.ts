/** What waits for verification, as a card says it. */
import type { VerificationKind, VerificationRow } from '../../../typings/api/accounts';
import { friendlyTime } from '../../shared/china-time';
import { APPLIED_CORRECTIONS, CORRECTION_LABELS } from '../../shared/corrections';

export const KIND_WORDS: Record<VerificationKind, { tab: string; title: string; approved: string }> = {
  binding: { tab: '本人绑定', title: '绑定自己的登记', approved: '绑定已核实' },
  guardian: { tab: '监护人', title: '替家人办事', approved: '监护人已核实' },
  volunteer: { tab: '志愿者', title: '登记当志愿者', approved: '志愿者已核实' },
  registration: { tab: '新登记', title: '请求登记', approved: '已同意登记' },
  correction: { tab: '信息更正', title: '请求更正', approved: '已更正' },
};

/** What an officer makes sure of before saying yes. */
const CHECKS: Record<VerificationKind, string> = {
  binding: '打电话或上门，核对是本人在用这个微信',
  guardian: '向本人或村里核对，确实由这位家人代办',
  volunteer: '核对姓名、所在村和类别',
  registration: '核对残疾人证，确认是本村居民',
  correction: '打电话或看证件，核对新的内容',
};

export interface VerificationCard {
  verificationId: string;
  kind: VerificationKind;
  title: string;
  note: string;
  facts: { label: string; value: string }[];
  check: string;
  /** What is left to do by hand after saying yes; '' when nothing is. */
  afterwards: string;
}

/** Old beside new, for a correction. */
function correctionFacts({ correction }: VerificationRow): { label: string; value: string }[] {
  if (!correction) return [];
  const label = CORRECTION_LABELS[correction.field];
  return [
    { label: `现在的${label}`, value: correction.from },
    { label: `新的${label}`, value: correction.to },
  ];
}

function handWork({ correction }: VerificationRow): string {
  if (!correction || APPLIED_CORRECTIONS.includes(correction.field)) return '';
  return `${CORRECTION_LABELS[correction.field]}不会自动改，请对照证件在名册中更正。`;
}

/** One card. */
export function verificationCard(row: VerificationRow, now: number): VerificationCard {
  const what = row.correction ? CORRECTION_LABELS[row.correction.field] : '';
  return {
    verificationId: row.verificationId,
    kind: row.kind,
    title: `${row.applicantName} ${KIND_WORDS[row.kind].title}${what}`,
    note: `${row.villageName}，${friendlyTime(row.createdAt, now)}`,
    facts: [
      { label: '电话', value: row.applicantPhoneMasked },
      ...(row.residentName ? [{ label: '残障朋友', value: row.residentName }] : []),
      ...(row.residentIdMasked ? [{ label: '证件号', value: row.residentIdMasked }] : []),
      ...correctionFacts(row),
      ...(row.detail ? [{ label: '情况', value: row.detail }] : []),
    ],
    check: CHECKS[row.kind],
    afterwards: handWork(row),
  };
}
