/** What is kept about a person, as rows and cards. */
import type { ConsentView, CorrectableField, GuardianView, MyData } from '../../../typings/api/accounts';
import type { LowIncomePeriod } from '../../../typings/domain';
import type { ChoiceOption, Tone } from '../../components/types';
import { friendlyDate, versionWords } from '../../shared/china-time';
import { CONSENTS, type ConsentKey, type ConsentPurpose } from '../../shared/consent';
import { CORRECTION_CHOICES, CORRECTION_LABELS } from '../../shared/corrections';
import { LOW_INCOME_LABELS } from '../../shared/labels';

export interface FactRow {
  /** '' for what follows from another fact or is changed at the village office only. */
  field: CorrectableField | '';
  label: string;
  value: string;
  note: string;
}

function lowIncomeWords(periods: LowIncomePeriod[] | null): string {
  if (periods === null) return '还没有核对';
  if (periods.length === 0) return LOW_INCOME_LABELS.none;
  return periods
    .map(({ kind, from, to }) => `${LOW_INCOME_LABELS[kind]}，${from}起${to === null ? '' : `到${to}`}`)
    .join('；');
}

/** All facts; those of which a correction waits say so. */
export function factRows(data: MyData): FactRow[] {
  const waiting = new Set(data.corrections.map(({ field }) => field));
  const row = (field: CorrectableField, value: string): FactRow => ({
    field,
    label: CORRECTION_LABELS[field],
    value,
    note: waiting.has(field) ? '更正已提交，等村残协核对' : '',
  });
  return [
    row('name', data.name),
    row('idNumber', data.idNumberMasked),
    { field: '', label: '出生日期', value: data.birthDate, note: '' },
    row('certificate', data.certificateMasked),
    row('category', data.categoryLabel),
    row('level', data.levelLabel),
    row('phone', data.phoneMasked),
    row('address', data.address ?? '身份核实以后显示'),
    { field: '', label: '村（社区）', value: data.villageName, note: '' },
    row('lowIncome', lowIncomeWords(data.lowIncomePeriods)),
  ];
}

/** What a chosen fact can be; empty for facts that are typed. */
export function choicesFor(field: CorrectableField): ChoiceOption[] {
  return Object.entries(CORRECTION_CHOICES[field] ?? {}).map(([value, label]) => ({ value, label }));
}

/** The keyboard for a fact that is typed. */
export function fieldType(field: CorrectableField): { type: string; maxlength: number } {
  if (field === 'phone') return { type: 'phone', maxlength: 0 };
  if (field === 'idNumber') return { type: 'idcard', maxlength: 18 };
  if (field === 'certificate') return { type: 'idcard', maxlength: 22 };
  return { type: 'text', maxlength: field === 'name' ? 20 : 100 };
}

export interface ConsentCard {
  purpose: ConsentKey;
  title: string;
  text: string;
  status: string;
  tone: Tone;
  /** May be agreed to again: taken back, or the text is another one now. */
  again: boolean;
  given: boolean;
  /** Taking it back ends the binding and acting for others. */
  leaves: boolean;
}

/** A purpose agreed to at some time, with the text that is in force now. */
export function consentCard(consent: ConsentView, now: number): ConsentCard {
  const purpose = consent.purpose as ConsentKey;
  const { title, text }: ConsentPurpose = CONSENTS[purpose];
  const given = consent.withdrawnAt === null;
  const on = `${friendlyDate(consent.at, now)}同意，${versionWords(consent.version)}版`;
  const status = !given
    ? `${friendlyDate(consent.withdrawnAt ?? 0, now)}已收回`
    : consent.outdated
      ? '说明改过了，请重新看一看'
      : on;
  return {
    purpose,
    title,
    text,
    status,
    tone: !given ? 'neutral' : consent.outdated ? 'warning' : 'success',
    again: !given || consent.outdated,
    given,
    leaves: purpose === 'identity' || purpose === 'service',
  };
}

export interface GuardianRow {
  guardianId: string;
  name: string;
  note: string;
  me: boolean;
}

/** Who may act, with since when. */
export function guardianRow(
  { guardianId, name, relation, phoneMasked, since, me }: GuardianView,
  now: number,
): GuardianRow {
  return {
    guardianId,
    name: me ? `${name}（您）` : name,
    note: `${relation}，${phoneMasked}，${friendlyDate(since, now)}起`,
    me,
  };
}
