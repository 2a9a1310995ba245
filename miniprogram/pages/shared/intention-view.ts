/** An intention in words, for the volunteer and for staff. */
import type { IntentionView } from '../../../typings/api/intentions';
import type { Tone } from '../../components/types';
import { friendlyTime } from '../../shared/china-time';
import { INTENTION_STATES, INTENTION_TIME_LABELS } from '../../shared/intention-words';
import { kindWords } from './service-view';

export interface IntentionShown {
  intentionId: string;
  version: number;
  volunteerName: string;
  status: string;
  tone: Tone;
  kinds: string;
  times: string;
  where: string;
  words: string;
  when: string;
  arranged: string;
  note: string;
  declined: string[];
  closedReason: string;
  can: IntentionView['can'];
}

export function intentionShown(
  view: IntentionView,
  side: 'volunteer' | 'staff',
  now: number,
): IntentionShown {
  const state = INTENTION_STATES[view.state];
  const { arrangement } = view;
  return {
    intentionId: view.intentionId,
    version: view.version,
    volunteerName: view.volunteerName,
    status: side === 'staff' ? state.label : state.volunteer,
    tone: state.tone,
    kinds: kindWords(view.kinds),
    times: view.times.map((time) => INTENTION_TIME_LABELS[time]).join('、'),
    where: view.villageName ?? '哪个村都行',
    words: view.words,
    when: friendlyTime(view.updatedAt, now),
    arranged: arrangement ? `${arrangement.residentName}（${arrangement.villageName}）` : '',
    note: arrangement?.note ?? '',
    declined: view.declined.map(({ residentName, reason }) => `没有接受${residentName}：${reason}`),
    closedReason: view.closedReason ?? '',
    can: view.can,
  };
}
