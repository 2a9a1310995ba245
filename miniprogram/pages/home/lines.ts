/** Lines of the home page: what is under way, what waits for an answer, what is new. */
import type {
  Asked,
  HeldRole,
  NoticeLine,
  OpenCase,
  OpenRequest,
  ResidentHome,
  RunningService,
} from '../../../typings/api/accounts';
import type { CaseKind } from '../../../typings/domain';
import type { Tone } from '../../components/types';
import { ROUTES } from '../../services/nav';
import { caseWords } from '../../shared/case-states';
import { friendlyDate, friendlyTime } from '../../shared/china-time';
import { NOTICE_KIND_LABELS } from '../../shared/work';

/** A line that leads somewhere: a case, a question, a service, a notice. */
export interface LineView {
  key: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  url: string;
  label: string;
}

const APPLIED: Record<CaseKind, string> = {
  device: '申请',
  repair: '',
  employment: '',
  renovation: '申请',
  wish: '心愿',
};

/** '您的轮椅申请：镇残联审核中'. */
export function caseLine(open: OpenCase, home: ResidentHome, now: number): LineView {
  const whose = home.role !== 'resident' ? `${home.residentName}的` : '您的';
  const words = caseWords(open.kind, open.state);
  const title = `${whose}${open.title}${open.title.endsWith(APPLIED[open.kind]) ? '' : APPLIED[open.kind]}`;
  const time = friendlyTime(open.updatedAt, now);
  return {
    key: open.applicationId,
    title,
    status: words.resident,
    tone: words.tone,
    note: time,
    url: ROUTES.application(open.applicationId),
    label: `${title}：${words.resident}，${time}`,
  };
}

/** What waits for an answer: '志愿者王*想和您结对', '请评价王*的帮扶'. */
export function askedLine(asked: Asked, home: ResidentHome, now: number): LineView {
  const you = home.role !== 'resident' ? home.residentName : '您';
  const time = friendlyTime(asked.at, now);
  const line =
    asked.what === 'pairing'
      ? {
          key: asked.pairingId,
          title: `志愿者${asked.volunteerName}想和${you}结对`,
          status: '同意还是不同意，请答复',
          url: ROUTES.helpers(),
        }
      : {
          key: asked.serviceId,
          title: `请评价${asked.volunteerName}的帮扶`,
          status: '有没有来、满不满意，请说一声',
          url: ROUTES.service(asked.serviceId),
        };
  return { ...line, tone: 'warning', note: time, label: `${line.title}，${line.status}，${time}` };
}

/** A service that runs now, for the side that is helped. */
export function runningLine(running: RunningService, home: ResidentHome, now: number): LineView {
  const whom = home.role !== 'resident' ? home.residentName : '您';
  const title = `志愿者${running.volunteerName}正在帮${whom}`;
  const note = `${friendlyTime(running.startedAt, now)}开始`;
  return {
    key: running.serviceId,
    title,
    status: '帮扶中',
    tone: 'progress',
    note,
    url: ROUTES.service(running.serviceId),
    label: `${title}，${note}，帮扶中`,
  };
}

/** A notice in one line. */
export function noticeLine({ noticeId, kind, title, publishedAt }: NoticeLine, now: number): LineView {
  const note = `${NOTICE_KIND_LABELS[kind]}，${friendlyDate(publishedAt, now)}`;
  return {
    key: noticeId,
    title,
    note,
    status: '',
    tone: 'info',
    url: ROUTES.notice(noticeId),
    label: `${title}，${note}`,
  };
}

/** What staff have not decided yet. */
export function requestWords({ kind, villageName, residentName }: OpenRequest): string {
  const what = kind === 'guardian' ? `您替${residentName ?? '家人'}办事的申请` : '您的登记申请';
  return `${what}已交给${villageName}的工作人员，核实后就能使用，请保持电话畅通。`;
}

/** Index and words of the other roles for the switch. */
export function roleChoices(roles: HeldRole[]): { value: string; label: string; note: string }[] {
  return roles.map((held, i) => ({
    value: String(i),
    label: held.label,
    note: held.toVerify ? '等待核实' : '',
  }));
}

/** What the switch is called: who only acts for others chooses for whom. */
export function switchWords(roles: HeldRole[]): { title: string; question: string } {
  return roles.every(({ as }) => as.role === 'guardian')
    ? { title: '您替谁办', question: '您现在替谁办事' }
    : { title: '换一个身份', question: '您要以哪个身份办事' };
}
