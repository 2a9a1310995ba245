/** What is carried out at the door, by kind: which step it is, what is photographed, and what is told. */
import type { CaseAction, CaseKind } from '../../../typings/domain';
import type { PhotoPurpose } from '../../../typings/api/media';
import { deliver, finishBuilding, finishRepair } from '../../services/applications';

interface Carried {
  applicationId: string;
  photoIds: string[];
  note: string;
}

export interface Work {
  action: CaseAction;
  purpose: PhotoPurpose;
  photoLabel: string;
  photoHint: string;
  /** What is said when there is no photo; '' where none is needed. */
  photoNeeded: string;
  noteLabel: string;
  /** What is said when nothing is written; '' where nothing is needed. */
  noteNeeded: string;
  button: string;
  question: string;
  consequence: string;
  done: { title: string; text: string };
  send: (carried: Carried, requestId: string) => Promise<unknown>;
}

const noted = ({ note, ...rest }: Carried): Omit<Carried, 'note'> & { note?: string } =>
  note === '' ? rest : { ...rest, note };

export const WORK: Partial<Record<CaseKind, Work>> = {
  device: {
    action: 'deliver',
    purpose: 'delivery',
    photoLabel: '送到时的照片',
    photoHint: '拍到辅具和家里就行，不用拍脸',
    photoNeeded: '请至少拍一张送到时的照片',
    noteLabel: '备注（可以不填）',
    noteNeeded: '',
    button: '已经送到',
    question: '已经送到了吗',
    consequence: '申请人会收到通知，请他确认收到。',
    done: { title: '已记录送达', text: '请提醒申请人在手机上按“确认收到”。' },
    send: (carried, id) => deliver(noted(carried), id),
  },
  repair: {
    action: 'finishRepair',
    purpose: 'repair',
    photoLabel: '修好后的照片（可以不拍）',
    photoHint: '拍到修好的地方就行，不用拍脸',
    photoNeeded: '',
    noteLabel: '修了什么',
    noteNeeded: '请写一写修了什么，例如：换了一个轮胎',
    button: '修好了',
    question: '已经修好了吗',
    consequence: '申请人会收到通知，请他看看是不是好了。',
    done: { title: '已记录修好', text: '请提醒申请人试一试，在手机上评价。' },
    send: (carried, id) => finishRepair(carried, id),
  },
  renovation: {
    action: 'finishBuilding',
    purpose: 'renovation',
    photoLabel: '改造后的照片',
    photoHint: '每一处做好的地方都拍一张，不用拍脸',
    photoNeeded: '请至少拍一张改造后的照片',
    noteLabel: '备注（可以不填）',
    noteNeeded: '',
    button: '施工完成',
    question: '已经完工了吗',
    consequence: '申请人会收到通知，请他来验收。',
    done: { title: '已记录完工', text: '请提醒申请人在手机上验收。' },
    send: (carried, id) => finishBuilding(noted(carried), id),
  },
};
