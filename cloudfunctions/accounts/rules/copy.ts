/**
 * A person's copy of everything that is kept about them, as text that they can read, print and hand on (Personal Information
 * Protection Law art. 45). Other people stay masked in it; who read the data is told by office, not by name.
 */
import type {
  CaseAction,
  CaseState,
  DisabilityLevel,
  LowIncomePeriod,
  Millis,
} from '../../../typings/domain';
import { caseActionLabel, CASE_KIND_LABELS, caseWords } from '../../../miniprogram/shared/case-states';
import { friendlyTime } from '../../../miniprogram/shared/china-time';
import { CONSENTS, type ConsentKey } from '../../../miniprogram/shared/consent';
import { CORRECTION_LABELS } from '../../../miniprogram/shared/corrections';
import {
  CATEGORY_LABELS,
  LEVEL_LABELS,
  LOW_INCOME_LABELS,
  RENOVATION_LABELS,
  ROLE_LABELS,
  WISH_LABELS,
} from '../../../miniprogram/shared/labels';
import { maskName } from '../../../miniprogram/shared/mask';
import { yuan } from '../../../miniprogram/shared/money';
import {
  PAIRING_STATES,
  SERVICE_KIND_LABELS,
  SERVICE_STATES,
} from '../../../miniprogram/shared/service-words';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../../miniprogram/shared/work';
import type {
  ApplicationDoc,
  AuditDoc,
  Consent,
  EmergencyCallDoc,
  PairingDoc,
  ResidentDoc,
  ServiceDoc,
  VerificationDoc,
} from '../../core/collections';

/** What is kept, with the personal numbers opened. */
export interface Kept {
  resident: ResidentDoc;
  villageName: string;
  numbers: { idNumber: string; certificate: string; phone: string };
  applications: readonly ApplicationDoc[];
  pairings: readonly PairingDoc[];
  services: readonly ServiceDoc[];
  calls: readonly EmergencyCallDoc[];
  verifications: readonly VerificationDoc[];
  consents: readonly Consent[];
  audit: readonly AuditDoc[];
  madeAt: Millis;
  /** '王小明本人', or the guardian who asked. */
  madeFor: string;
}

/** The year is always said: a copy is read years later. */
export const time = (at: Millis): string => friendlyTime(at, 0);

const SEXES: Record<ResidentDoc['sex'], string> = { female: '女', male: '男' };

function periodWords({ kind, from, to }: LowIncomePeriod): string {
  return `${LOW_INCOME_LABELS[kind]}（${from}起${to === null ? '' : `，到${to}`}）`;
}

function lowIncomeWords(periods: LowIncomePeriod[] | null): string {
  if (periods === null) return '还没有核对';
  return periods.length === 0 ? '核对过，不是低保低边' : periods.map(periodWords).join('；');
}

function registerLines({ resident, villageName, numbers }: Kept): string[] {
  const level: DisabilityLevel = resident.level;
  return [
    `姓名：${resident.name}`,
    `性别：${SEXES[resident.sex]}`,
    `出生日期：${resident.birthDate}`,
    `身份证号：${numbers.idNumber}`,
    `残疾人证号：${numbers.certificate}`,
    `残疾类别和等级：${CATEGORY_LABELS[resident.category]}${LEVEL_LABELS[level]}`,
    `电话：${numbers.phone}`,
    `住址：${resident.address}`,
    `所在村（社区）：${villageName}`,
    `低保低边：${lowIncomeWords(resident.lowIncome)}`,
    `登记时间：${time(resident.createdAt)}`,
  ];
}

function actingLines({ binding, guardians }: ResidentDoc): string[] {
  return [
    `本人微信：${binding === null ? '没有绑定' : binding.state === 'verified' ? '已绑定，已核实' : '已绑定，等待核实'}`,
    ...guardians.map(
      ({ name, relation, phoneMasked, since }) =>
        `代办人：${name}（${relation}），电话${phoneMasked}，${time(since)}起`,
    ),
  ];
}

function factLines({ facts }: ApplicationDoc): string[] {
  switch (facts.kind) {
    case 'device':
      return [
        ...facts.items.map(
          ({ name, quote, decision }) =>
            `${name}：申请时算出自付${yuan(quote.payFen)}元` +
            (decision ? `，批准时自付${yuan(decision.payFen)}元` : ''),
        ),
        `送到：${facts.deliverTo}`,
      ];
    case 'repair':
      return [`维修的辅具：${facts.itemName}（${facts.receivedOn}领到）`];
    case 'employment':
      return [
        `会做：${facts.abilities.map((ability) => ABILITY_LABELS[ability]).join('、')}`,
        `能做多久：${WORK_HOURS_LABELS[facts.hours]}；住得多远：${WORK_DISTANCE_LABELS[facts.distance]}`,
        ...facts.followUps.map(({ at, words }) => `跟进：${time(at)} ${words}`),
        ...(facts.placement
          ? [`就业：${facts.placement.employer} ${facts.placement.post}，${facts.placement.since}起`]
          : []),
      ];
    case 'renovation':
      return [
        `改造：${facts.items.map((item) => RENOVATION_LABELS[item]).join('、')}`,
        `地址：${facts.address}`,
        ...(facts.survey ? [`上门查看：${facts.survey.findings}`] : []),
        ...(facts.building
          ? [`施工：${facts.building.builder}，${facts.building.from}到${facts.building.to}`]
          : []),
      ];
    case 'wish':
      return [
        `心愿：${WISH_LABELS[facts.category]}，大约${yuan(facts.costFen)}元`,
        ...(facts.publicText === null ? [] : [`公开的文字：${facts.publicText}`]),
        ...(facts.claim ? [`认领的志愿者：${maskName(facts.claim.volunteerName)}`] : []),
      ];
  }
}

function feedbackWords(feedback: { score: number; words: string } | null): string[] {
  return feedback ? [`评价：${feedback.score}分${feedback.words === '' ? '' : `，${feedback.words}`}`] : [];
}

function applicationLines(doc: ApplicationDoc): string[] {
  const label = (action: CaseAction): string => caseActionLabel(doc.kind, action);
  const state: CaseState = doc.state;
  return [
    `【${CASE_KIND_LABELS[doc.kind]}】${doc.title}，${caseWords(doc.kind, state).label}`,
    `提交：${time(doc.createdAt)}${doc.onBehalfBy === null ? '' : `，由${doc.onBehalfBy}代办`}`,
    `联系电话：${doc.contactPhone}`,
    ...(doc.reason === '' ? [] : [`说明：${doc.reason}`]),
    ...factLines(doc),
    ...feedbackWords(doc.feedback),
    ...doc.timeline.map(
      ({ at, action, actorName, note }) =>
        `${time(at)} ${label(action)}（${actorName}）${note ? `：${note}` : ''}`,
    ),
  ];
}

function pairingLine({ volunteerName, state, askedAt, endedAt }: PairingDoc): string {
  const end = endedAt === null ? '' : `，${time(endedAt)}结束`;
  return `志愿者${maskName(volunteerName)}：${PAIRING_STATES[state].label}，${time(askedAt)}提出${end}`;
}

function serviceLines(doc: ServiceDoc): string[] {
  const kinds = doc.kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、');
  return [
    `${time(doc.startedAt)} 志愿者${maskName(doc.volunteerName)}，${doc.minutes}分钟，${SERVICE_STATES[doc.state].label}`,
    ...(kinds === '' && doc.words === '' ? [] : [`内容：${[kinds, doc.words].filter(Boolean).join('，')}`]),
    ...feedbackWords(doc.feedback),
    ...(doc.dispute ? [`您的意见：${doc.dispute.reason}`] : []),
  ];
}

const VERIFICATION_STATES: Record<VerificationDoc['state'], string> = {
  open: '等待处理',
  approved: '已通过',
  refused: '没有通过',
};

function verificationLine(doc: VerificationDoc): string {
  const what = doc.correction ? `请求更正${CORRECTION_LABELS[doc.correction.field]}` : doc.detail;
  const note = doc.note === null || doc.note === '' ? '' : `，${doc.note}`;
  return `${time(doc.createdAt)} ${what}（${maskName(doc.applicantName)}）：${VERIFICATION_STATES[doc.state]}${note}`;
}

export function consentLine({ purpose, version, at, withdrawnAt }: Consent): string {
  const title = purpose in CONSENTS ? CONSENTS[purpose as ConsentKey].title : purpose;
  const end = withdrawnAt === undefined ? '' : `，${time(withdrawnAt)}收回`;
  return `${title}（版本${version}）：${time(at)}同意${end}`;
}

/** Reads of a person's facts that are written down, in the words of the person. */
const READS: Readonly<Record<string, string>> = {
  'registry.resident': '看了登记信息',
  'registry.reveal': '看了完整号码',
  'applications.get': '看了您的申请',
  'emergency.callerPhone': '看了您求助时的电话',
};

/** Actions of the audit that are reads. */
export const READ_ACTIONS: readonly string[] = Object.keys(READS);

function readLine({ at, role, action, reason }: AuditDoc): string {
  const who = role === 'none' || role === 'timer' ? '系统' : ROLE_LABELS[role];
  return `${time(at)} ${who}${READS[action] ?? action}${reason === null ? '' : `，原因：${reason}`}`;
}

export function section(title: string, lines: readonly string[]): string {
  return [title, ...(lines.length === 0 ? ['没有'] : lines)].join('\n');
}

/** The whole copy. */
export function copyText(kept: Kept): string {
  const { resident, madeAt, madeFor } = kept;
  return [
    `我的信息副本\n${time(madeAt)}，为${madeFor}生成\n里面有完整的证件号和电话，请自己收好。`,
    section('一、登记信息', registerLines(kept)),
    section('二、谁可以替您办事', actingLines(resident)),
    section(
      '三、领到的辅具',
      resident.devices.map(({ itemName, receivedOn }) => `${itemName}，${receivedOn}领到`),
    ),
    section(
      '四、办过的事',
      kept.applications.map((doc) => applicationLines(doc).join('\n')),
    ),
    section('五、结对的志愿者', kept.pairings.map(pairingLine)),
    section(
      '六、帮扶记录',
      kept.services.flatMap((doc) => serviceLines(doc)),
    ),
    section(
      '七、应急求助',
      kept.calls.map(({ calledAt, called, state }) => {
        const end = state === 'closed' ? '，已处理' : '';
        return `${time(calledAt)} 打给${called}${end}`;
      }),
    ),
    section('八、交给工作人员核实的事', kept.verifications.map(verificationLine)),
    section('九、您同意过的', kept.consents.map(consentLine)),
    section('十、工作人员看您信息的记录', kept.audit.map(readLine)),
  ].join('\n\n');
}
