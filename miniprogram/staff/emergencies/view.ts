/** A call for help as a card says it. */
import type { EmergencyCallRow, FollowUpOutcome } from '../../../typings/api/emergency';
import type { ChoiceOption, Tone } from '../../components/types';
import { friendlyTime } from '../../shared/china-time';

const OUTCOME_WORDS: Record<FollowUpOutcome, { label: string; note: string; icon: string }> = {
  safe: { label: '平安，没有事', note: '办结', icon: 'check-circle' },
  helped: { label: '已经帮忙解决', note: '办结', icon: 'handshake' },
  hospital: { label: '已送医院', note: '办结', icon: 'ambulance' },
  mistake: { label: '按错了', note: '办结', icon: 'undo' },
  notReached: { label: '没有联系上', note: '先记下来，这条还留在等回电里', icon: 'phone' },
};

export const OUTCOME_OPTIONS: ChoiceOption[] = Object.entries(OUTCOME_WORDS).map(([value, words]) => ({
  value,
  ...words,
}));

/** Told later than this after the button was pressed, the phone had no network: worth saying. */
const LATE_MS = 5 * 60_000;

export interface CallCard {
  callId: string;
  title: string;
  note: string;
  tone: Tone;
  status: string;
  facts: { label: string; value: string }[];
  hasPhone: boolean;
  residentId: string;
  /** Nobody looks after it yet. */
  free: boolean;
  closed: boolean;
}

function statusOf(row: EmergencyCallRow): { tone: Tone; status: string } {
  if (row.state === 'closed') {
    return { tone: 'success', status: row.outcome ? OUTCOME_WORDS[row.outcome].label : '已办结' };
  }
  if (row.overdue) return { tone: 'danger', status: '已超时，请马上回电' };
  return row.state === 'taken'
    ? { tone: 'progress', status: '有人在处理' }
    : { tone: 'warning', status: '等回电' };
}

/** One card. */
export function callCard(row: EmergencyCallRow, now: number): CallCard {
  const late = row.receivedAt - row.calledAt > LATE_MS;
  const facts = [
    ...(row.onBehalfOf ? [{ label: '替谁求助', value: row.onBehalfOf }] : []),
    { label: '打给', value: row.called },
    ...(row.dialled ? [] : [{ label: '拨号', value: '不知道有没有拨出去' }]),
    ...(row.times > 1 ? [{ label: '次数', value: `连着打了${row.times}次` }] : []),
    ...(late ? [{ label: '收到', value: `${friendlyTime(row.receivedAt, now)}（当时没有网络）` }] : []),
    ...(row.hasPhone ? [] : [{ label: '电话', value: '没有绑定，不知道电话' }]),
    ...(row.takenBy ? [{ label: '处理人', value: row.takenBy }] : []),
    ...(row.outcome === 'notReached' ? [{ label: '上次回电', value: OUTCOME_WORDS.notReached.label }] : []),
    ...(row.note ? [{ label: '情况', value: row.note }] : []),
  ];
  return {
    callId: row.callId,
    title: row.callerName,
    note: `${row.villageName || '不知道哪个村'}，${friendlyTime(row.calledAt, now)}`,
    ...statusOf(row),
    facts,
    hasPhone: row.hasPhone,
    residentId: row.residentId ?? '',
    free: row.state === 'open',
    closed: row.state === 'closed',
  };
}
