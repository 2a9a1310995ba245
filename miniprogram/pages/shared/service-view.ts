/** Pairings and services in the words and shapes that the pages of all sides show. */
import type { PairingView, ServiceRow, ServiceView } from '../../../typings/api/pairing';
import type { Millis, ServiceFlag, ServiceKind, ServiceState } from '../../../typings/domain';
import type { Photo, TimelineItem, Tone } from '../../components/types';
import { chinaDate, friendlyDate, friendlyTime } from '../../shared/china-time';
import {
  durationWords,
  PAIRING_STATES,
  SERVICE_FLAG_LABELS,
  SERVICE_KIND_LABELS,
  SERVICE_STATES,
} from '../../shared/service-words';
import { photosView } from './case-view';

export type Side = 'resident' | 'volunteer' | 'staff';

const MINUTE = 60_000;

export const kindWords = (kinds: readonly ServiceKind[]): string =>
  kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、');

const flagWords = (flags: readonly ServiceFlag[]): string[] => flags.map((flag) => SERVICE_FLAG_LABELS[flag]);

/** What the state means to this side. */
function stateWords(state: ServiceState, side: Side): { status: string; tone: Tone } {
  const words = SERVICE_STATES[state];
  return { status: side === 'staff' ? words.label : words[side], tone: words.tone };
}

/** '刚刚开始', '已经25分钟'. */
function runningWords(startedAt: Millis, now: Millis): string {
  const minutes = Math.floor((now - startedAt) / MINUTE);
  return minutes < 1 ? '刚刚开始' : `已经${durationWords(minutes)}`;
}

/**
 * Gives how long a service has run in the moment in which it is asked, '' when it does not run: by the server's clock, since
 * the phone's may be wrong by hours.
 */
export function serviceClock({ state, startedAt, now }: ServiceView): () => string {
  if (state !== 'running') return () => '';
  const ahead = now - Date.now();
  return () => runningWords(startedAt, Date.now() + ahead);
}

/** '3月5日 周二 上午9:05 到 上午10:20'; the day of the end only when it is another one. */
function spanWords(startedAt: Millis, endedAt: Millis | null, now: Millis): string {
  const start = friendlyTime(startedAt, now);
  if (endedAt === null) return `${start}开始`;
  const end = friendlyTime(endedAt, now);
  const sameDay = chinaDate(startedAt) === chinaDate(endedAt);
  return `${start} 到 ${sameDay ? end.slice(end.lastIndexOf(' ') + 1) : end}`;
}

export interface ServiceLine {
  serviceId: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  /** What staff look at first. */
  flags: string;
  label: string;
}

/** One line of a list of services. */
export function serviceLine(row: ServiceRow, side: Side, now: Millis): ServiceLine {
  const { serviceId, state, residentName, volunteerName, villageName, startedAt, endedAt, minutes } = row;
  const title = {
    resident: `${volunteerName}的帮扶`,
    volunteer: `帮${residentName}`,
    staff: `${volunteerName} 帮 ${residentName}`,
  }[side];
  const { status, tone } = stateWords(state, side);
  const note = [
    spanWords(startedAt, endedAt, now),
    endedAt === null ? '' : durationWords(minutes),
    kindWords(row.kinds),
    side === 'staff' ? villageName : '',
  ]
    .filter(Boolean)
    .join('，');
  const flags = side === 'resident' ? '' : flagWords(row.flags).join('；');
  return {
    serviceId,
    title,
    note,
    status,
    tone,
    flags,
    label: [title, status, note, flags].filter(Boolean).join('，'),
  };
}

interface StoryEntry extends TimelineItem {
  at: Millis;
}

function entry(at: Millis, title: string, now: Millis, more: Partial<TimelineItem> = {}): StoryEntry {
  return { at, title, time: friendlyTime(at, now), state: 'done', ...more };
}

const AWAITED: Partial<Record<ServiceState, string>> = {
  running: '正在服务',
  ended: '等志愿者写做了什么',
  toCheck: '等工作人员核对',
  toConfirm: '等残障朋友确认',
  unanswered: '一直没人答复，等工作人员问清楚',
  disputed: '等工作人员核实',
};

/** What happened, newest first; what is awaited on top. */
function story(view: ServiceView, now: Millis): TimelineItem[] {
  const { startedAt, endedAt, feedback, dispute, decision, cancelled, volunteerName } = view;
  const typed = view.flags.includes('typedLater') ? '（补记）' : '';
  const told: (StoryEntry | null)[] = [
    entry(startedAt, `服务开始${typed}`, now, { actor: volunteerName }),
    endedAt === null ? null : entry(endedAt, `服务结束${typed}`, now, { actor: volunteerName }),
    dispute &&
      entry(dispute.at, '说有不同意见', now, {
        actor: view.residentName,
        note: dispute.reason,
        state: 'bad',
        photos: photosView(dispute.photos, '有不同意见时拍'),
      }),
    decision &&
      entry(decision.at, decision.accepted ? '工作人员核对通过' : '工作人员核对，这次不算', now, {
        actor: decision.by,
        note: decision.note,
        state: decision.accepted ? 'done' : 'bad',
      }),
    feedback &&
      entry(feedback.at, feedback.late ? '确认并评价（晚了些天）' : '确认并评价', now, {
        actor: feedback.onBehalfBy ? `由${feedback.onBehalfBy}代${view.residentName}评价` : view.residentName,
      }),
    cancelled &&
      entry(cancelled.at, '志愿者取消了', now, {
        actor: volunteerName,
        note: cancelled.reason,
        state: 'bad',
      }),
  ];
  const past = told.filter((one): one is StoryEntry => one !== null).sort((a, b) => b.at - a.at);
  const awaited = AWAITED[view.state];
  return [
    ...(awaited ? [{ title: awaited, state: 'current' as const }] : []),
    ...past.map(({ at: _at, ...item }) => item),
  ];
}

interface Voice {
  src: string;
  seconds: number;
}

export interface ServiceShown {
  title: string;
  status: string;
  tone: Tone;
  facts: { label: string; value: string }[];
  flags: string[];
  words: string;
  photos: Photo[];
  feedback: { score: number; words: string; photos: Photo[]; voice: Voice | null; by: string } | null;
  dispute: { reason: string; photos: Photo[] } | null;
  /** Why it does not count, or what staff wrote. */
  decision: { title: string; text: string; tone: Tone } | null;
  story: TimelineItem[];
  running: boolean;
  can: ServiceView['can'];
}

function factsOf(view: ServiceView, side: Side, now: Millis): ServiceShown['facts'] {
  const { startedAt, endedAt, minutes, kinds, volunteerName, residentName, villageName } = view;
  return [
    ...(side === 'volunteer' ? [] : [{ label: '志愿者', value: volunteerName }]),
    ...(side === 'resident' ? [] : [{ label: '帮了谁', value: `${residentName}（${villageName}）` }]),
    { label: '什么时候', value: spanWords(startedAt, endedAt, now) },
    ...(endedAt === null ? [] : [{ label: '多长时间', value: durationWords(minutes) }]),
    ...(kinds.length === 0 ? [] : [{ label: '做了什么', value: kindWords(kinds) }]),
  ];
}

/** What staff wrote; a decision without words is only in the story. */
function decisionOf({ decision }: ServiceView): ServiceShown['decision'] {
  if (!decision || decision.note === '') return null;
  const { accepted, note } = decision;
  return accepted
    ? { title: '工作人员核对通过', text: note, tone: 'info' }
    : { title: '工作人员核对，这次不算', text: note, tone: 'danger' };
}

/** Everything that a page of one service shows. */
export function serviceShown(view: ServiceView, side: Side, now: Millis): ServiceShown {
  const { feedback, dispute } = view;
  return {
    title: {
      resident: `${view.volunteerName}的帮扶`,
      volunteer: `帮${view.residentName}`,
      staff: `${view.volunteerName} 帮 ${view.residentName}`,
    }[side],
    ...stateWords(view.state, side),
    facts: factsOf(view, side, now),
    flags: side === 'resident' ? [] : flagWords(view.flags),
    words: view.words,
    photos: photosView(view.photos, '帮扶'),
    feedback: feedback && {
      score: feedback.score,
      words: feedback.words,
      photos: photosView(feedback.photos, '评价'),
      voice: feedback.voice && { src: feedback.voice.url, seconds: feedback.voice.seconds },
      by: feedback.onBehalfBy ? `由${feedback.onBehalfBy}代${view.residentName}评价` : '',
    },
    dispute: dispute && { reason: dispute.reason, photos: photosView(dispute.photos, '有不同意见时拍') },
    decision: decisionOf(view),
    story: story(view, now),
    running: view.state === 'running',
    can: view.can,
  };
}

export interface PairingCard {
  pairingId: string;
  residentId: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  /** Services and hours that were confirmed; '' before the first. */
  helped: string;
  reason: string;
  phone: string;
  state: PairingView['state'];
  can: PairingView['can'];
}

function pairingTimes({ state, askedAt, since, endedAt }: PairingView, now: Millis): string {
  if (state === 'active') return `${friendlyDate(since ?? askedAt, now)}开始结对`;
  if (endedAt !== null) return `${friendlyDate(endedAt, now)}结束`;
  return `${friendlyTime(askedAt, now)}申请`;
}

/** A pairing as a card: of the other side for those it joins, of both for staff. */
export function pairingCard(view: PairingView, side: Side, now: Millis): PairingCard {
  const { state, residentName, volunteerName, services, minutes } = view;
  const words = PAIRING_STATES[state];
  return {
    pairingId: view.pairingId,
    residentId: view.residentId ?? '',
    title: {
      resident: volunteerName,
      volunteer: residentName,
      staff: `${volunteerName} 和 ${residentName}`,
    }[side],
    note: [side === 'resident' ? '' : view.villageName, pairingTimes(view, now)].filter(Boolean).join('，'),
    status: side === 'staff' ? words.label : words[side],
    tone: words.tone,
    helped: services === 0 ? '' : `帮了${services}次，一共${durationWords(minutes)}`,
    reason: view.endReason ? `原因：${view.endReason}` : '',
    phone: view.volunteerPhone ?? '',
    state,
    can: view.can,
  };
}
