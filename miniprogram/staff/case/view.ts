/** One application as an officer reads it. */
import type { ApplicationView, CaseFeedback } from '../../../typings/api/applications';
import type { CaseKind } from '../../../typings/domain';
import { groupPhone } from '../../components/shared/group';
import type { Photo, TimelineItem, Tone } from '../../components/types';
import { caseTitle, photosView, timelineItems } from '../../pages/shared/case-view';
import { caseWords, WAITS_FOR_HOME } from '../../shared/case-states';
import { friendlyDate } from '../../shared/china-time';
import { amountsOf, type Amounts } from './amounts';
import { cardsOf, type CaseCard } from './cards';
import { deskOf, type DeskView } from './desk';
import { buttonsFor, type StepButton } from './steps';

interface Voice {
  src: string;
  seconds: number;
}

export interface StaffCase {
  kind: CaseKind;
  title: string;
  status: string;
  tone: Tone;
  residentId: string;
  residentName: string;
  person: string;
  facts: { label: string; value: string }[];
  verified: boolean;
  verificationId: string;
  phone: string;
  phoneGrouped: string;
  /** Devices only. */
  amounts: Amounts | null;
  cards: CaseCard[];
  /** The applicant's own words, written or spoken. */
  reason: string;
  voice: Voice | null;
  behalf: string;
  /** The viewer filed it for the resident: somebody else decides. */
  secondPerson: boolean;
  /** The village may answer for the resident. */
  mayAssist: boolean;
  assists: { key: string; text: string; photos: Photo[]; voice: Voice | null }[];
  timeline: TimelineItem[];
  feedback: { score: number; words: string; photos: Photo[]; voice: Voice | null } | null;
  bar: StepButton[];
  row: StepButton[];
  desk: DeskView;
  /** Why the buttons at the thumb cannot be pressed yet, '' when they can. */
  hold: string;
}

function voiceOf(voice: ApplicationView['voice']): Voice | null {
  return voice && { src: voice.url, seconds: voice.seconds };
}

function feedbackOf(feedback: CaseFeedback | null): StaffCase['feedback'] {
  if (!feedback) return null;
  const { score, words, photos, voice } = feedback;
  return { score, words, photos: photosView(photos, '评价'), voice: voiceOf(voice) };
}

/** What stands in the way of the next step. */
function holdOf({ state, actions }: ApplicationView, verified: boolean, amounts: Amounts | null): string {
  if (state === 'submitted' && !verified) return '先核实身份，才能往下办';
  return actions.includes('approve') && amounts?.todayFen === null ? '算出金额以后才能批准' : '';
}

/** Everything the page shows; null for an answer without the staff part, which no officer gets. */
export function staffCase(view: ApplicationView, now: number): StaffCase | null {
  const { staff, detail } = view;
  if (!staff) return null;
  const words = caseWords(view.kind, view.state);
  const amounts = amountsOf(view, staff);
  return {
    kind: view.kind,
    title: `${staff.residentName} ${caseTitle(view)}`,
    status: words.label,
    tone: words.tone,
    residentId: staff.residentId,
    residentName: staff.residentName,
    person: `${staff.villageName}，${staff.age}岁，${staff.categoryLabel}${staff.levelLabel}`,
    facts: [
      { label: '身份证号', value: staff.idNumberMasked },
      { label: '低保低边', value: staff.lowIncomeLabel },
      ...(detail.kind === 'device' ? [{ label: '送到哪里', value: detail.deliverTo }] : []),
    ],
    verified: staff.identityVerified,
    verificationId: staff.verificationId ?? '',
    phone: view.contactPhone,
    phoneGrouped: groupPhone(view.contactPhone),
    amounts,
    cards: cardsOf(view, now),
    reason: view.reason,
    voice: voiceOf(view.voice),
    behalf: view.onBehalfBy ? `由${view.onBehalfBy}代办` : '',
    secondPerson: staff.secondPerson && view.state === 'submitted',
    mayAssist: WAITS_FOR_HOME[view.kind].includes(view.state),
    assists: staff.assists.map(({ at, by, words: said, photo, voice }) => ({
      key: String(at),
      text: `${friendlyDate(at, now)}，${by}：${said}`,
      photos: photosView(photo ? [photo] : [], `${staff.residentName}的签名`),
      voice: voiceOf(voice),
    })),
    timeline: timelineItems(view, now),
    feedback: feedbackOf(view.feedback),
    ...buttonsFor(view.kind, view.actions),
    desk: deskOf(view.kind, staff.desk, now),
    hold: holdOf(view, staff.identityVerified, amounts),
  };
}
