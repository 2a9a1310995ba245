/** What the applicant has to do now, in words: one thing, first on the page. */
import type { ApplicationView } from '../../../typings/api/applications';
import type { CaseAction, CaseKind, CaseState } from '../../../typings/domain';
import type { Photo } from '../../components/types';
import { photosView } from '../../pages/shared/case-view';
import { ROUTES } from '../../services/nav';

/** Something came or was made: is it right? */
export interface Question {
  title: string;
  /** What staff or the volunteer wrote with it. */
  note: string;
  photos: Photo[];
  photoLabel: string;
  /** '' where yes is said by the feedback form. */
  yes: string;
  no: string;
  confirmTitle: string;
  confirmText: string;
  confirmYes: string;
}

type Asked = Omit<Question, 'note' | 'photos'> & { after: CaseAction };

const DELIVERED: Asked = {
  after: 'deliver',
  title: '东西收到了吗',
  photoLabel: '送到时的照片',
  yes: '确认收到',
  no: '没收到，或者有问题',
  confirmTitle: '东西已经收到了吗',
  confirmText: '确认以后，请再评价一下这次服务。',
  confirmYes: '收到了',
};

const QUESTIONS: Partial<Record<CaseState, Asked>> = {
  delivered: DELIVERED,
  built: {
    after: 'finishBuilding',
    title: '做得好吗',
    photoLabel: '做好以后的照片',
    yes: '做好了，验收通过',
    no: '有问题，要返工',
    confirmTitle: '都做好了吗',
    confirmText: '验收通过以后，请再评价一下这次改造。',
    confirmYes: '验收通过',
  },
  repaired: {
    after: 'finishRepair',
    title: '修好了吗',
    photoLabel: '修好以后的照片',
    yes: '',
    no: '还没修好',
    confirmTitle: '',
    confirmText: '',
    confirmYes: '',
  },
};

/** The question that the applicant answers now; null when there is none. */
export function questionOf(view: ApplicationView): Question | null {
  const asked = QUESTIONS[view.state];
  if (!asked || !view.actions.includes('dispute')) return null;
  const { after, ...words } = asked;
  const entry = [...view.timeline].reverse().find(({ action }) => action === after);
  return {
    ...words,
    note: entry?.note ?? '',
    photos: photosView(entry?.photos ?? [], words.photoLabel.replace('的照片', '')),
  };
}

const NOTES: Partial<Record<CaseState, { by: CaseAction; title: string }>> = {
  returned: { by: 'return', title: '请您补充' },
  rejected: { by: 'reject', title: '没有通过的原因' },
  ended: { by: 'end', title: '终止的原因' },
  notPlaced: { by: 'closeUnplaced', title: '没有找到的原因' },
};

/** What staff said with the step at which the application stands now. */
export function staffNote({ state, timeline }: ApplicationView): { title: string; text: string } | null {
  const note = NOTES[state];
  if (!note) return null;
  const entry = [...timeline].reverse().find(({ action }) => action === note.by);
  return entry?.note ? { title: note.title, text: entry.note } : null;
}

/** Whether what the applicant said to be wrong is being looked after now. */
export function disputed({ timeline }: ApplicationView): boolean {
  return timeline[timeline.length - 1]?.action === 'dispute';
}

const RATE_TITLES: Partial<Record<CaseKind, string>> = {
  repair: '修好了？请评价',
  employment: '请评价帮您找工作的服务',
  renovation: '请评价这次改造',
};

export const rateTitle = (kind: CaseKind): string => RATE_TITLES[kind] ?? '请评价这次服务';

const AGAIN: Record<CaseKind, { words: string; url: string }> = {
  device: { words: '再申请辅具', url: ROUTES.devices() },
  repair: { words: '再申请维修', url: ROUTES.repair() },
  employment: { words: '再登记找工作', url: ROUTES.workApply() },
  renovation: { words: '再申请改造', url: ROUTES.renovation() },
  wish: { words: '再许一个心愿', url: ROUTES.wish() },
};

/** Where to begin again, after an end without result. */
export function againOf({ kind, state }: ApplicationView): { words: string; url: string } | null {
  return ['rejected', 'withdrawn', 'expired', 'notPlaced'].includes(state) ? AGAIN[kind] : null;
}

/** Devices of this application that are in the person's hands and can break. */
export function repairable({ detail, state }: ApplicationView): { itemId: string; words: string }[] {
  if (detail.kind !== 'device' || (state !== 'received' && state !== 'closed')) return [];
  return detail.items.map(({ itemId, name }) => ({ itemId, words: `${name}坏了，申请维修` }));
}
