/** One application as its applicant reads it. */
import type { ApplicationView } from '../../../typings/api/applications';
import { groupPhone } from '../../components/shared/group';
import type { Photo, Step, TimelineItem, Tone } from '../../components/types';
import {
  casePicture,
  caseTitle,
  differenceWords,
  photosView,
  progress,
  timelineItems,
} from '../../pages/shared/case-view';
import { caseWords } from '../../shared/case-states';
import { againOf, disputed, questionOf, rateTitle, repairable, staffNote, type Question } from './next';
import { partsOf, type Fact, type Part } from './parts';

interface Voice {
  src: string;
  seconds: number;
}

export interface ResidentCase {
  title: string;
  /** Where it stands and what is asked, as it is read aloud. */
  said: string;
  picture: string;
  status: string;
  tone: Tone;
  steps: Step[];
  current: number;
  timeline: TimelineItem[];
  behalf: string;
  /** What staff asked or why it ended. */
  note: { title: string; text: string } | null;
  question: Question | null;
  /** What was said to be wrong is being looked after. */
  disputed: boolean;
  rateTitle: string;
  difference: string;
  parts: Part[];
  /** What the applicant wrote and said when filing. */
  facts: Fact[];
  voice: Voice | null;
  feedback: { score: number; words: string; photos: Photo[]; voice: Voice | null } | null;
  again: { words: string; url: string } | null;
  repairs: { itemId: string; words: string }[];
  can: { answer: boolean; withdraw: boolean; confirm: boolean; accept: boolean; rate: boolean };
}

function voiceOf(voice: ApplicationView['voice']): Voice | null {
  return voice && { src: voice.url, seconds: voice.seconds };
}

function feedbackOf({ feedback }: ApplicationView): ResidentCase['feedback'] {
  if (!feedback) return null;
  const { score, words, photos, voice } = feedback;
  return { score, words, photos: photosView(photos, '评价'), voice: voiceOf(voice) };
}

function saidOf(view: ApplicationView, status: string): string {
  const [note, question] = [staffNote(view), questionOf(view)];
  return [
    `${caseTitle(view)}，现在是：${status}`,
    note ? `${note.title}：${note.text}` : '',
    question ? [question.title, question.note].filter(Boolean).join('。') : '',
    differenceWords(view),
  ]
    .filter(Boolean)
    .join('。');
}

/** Everything the page shows. */
export function residentCase(view: ApplicationView, now: number): ResidentCase {
  const { kind, state, actions } = view;
  const words = caseWords(kind, state);
  const { items, current } = progress(kind, state);
  return {
    title: caseTitle(view),
    said: saidOf(view, words.resident),
    picture: casePicture(view.image),
    status: words.resident,
    tone: words.tone,
    steps: items,
    current,
    timeline: timelineItems(view, now),
    behalf: view.onBehalfBy ? `由${view.onBehalfBy}代办` : '',
    note: staffNote(view),
    question: questionOf(view),
    disputed: disputed(view),
    rateTitle: rateTitle(kind),
    difference: differenceWords(view),
    parts: partsOf(view, now),
    facts: [
      { label: '联系电话', value: groupPhone(view.contactPhone) },
      ...(view.reason ? [{ label: '说明', value: view.reason }] : []),
    ],
    voice: voiceOf(view.voice),
    feedback: feedbackOf(view),
    again: againOf(view),
    repairs: repairable(view),
    can: {
      answer: actions.includes('resubmit'),
      withdraw: actions.includes('withdraw'),
      confirm: actions.includes('confirmReceipt'),
      accept: actions.includes('acceptWork'),
      rate: actions.includes('giveFeedback'),
    },
  };
}
