/** The steps of staff by kind: what the button says, how the step is taken, and what is told when it is done. */
import type { CaseAction, CaseKind } from '../../../typings/domain';
import * as api from '../../services/applications';
import { ROUTES } from '../../services/nav';
import { payWords } from '../../shared/money';

/** What a step is sent with. `words`: the reason or the note, '' for none. */
export interface Sent {
  applicationId: string;
  words: string;
  /** Devices: the sum that the officer saw. */
  seenPayFen: number | null;
}

interface Look {
  label: string;
  icon?: string;
  danger?: boolean;
  /** At the thumb, two of them at most; the others stand in a row above. */
  bar?: boolean;
}
interface Sending {
  /** The question before sending, and what follows. */
  title: string;
  message: string;
  /** Sends the step; gives what is told afterwards. */
  send: (sent: Sent, requestId: string) => Promise<string>;
  done: string;
}

/** page: on a page of its own. ask: after one question. words: a reason or note first, then the question. */
export type StepDef =
  | (Look & { way: 'page'; url: (applicationId: string) => string })
  | (Look & Sending & { way: 'ask' })
  | (Look & Sending & { way: 'words'; wordsLabel: string; optional?: boolean });

type Steps = Partial<Record<CaseAction, StepDef>>;

const noteOf = ({ applicationId, words }: Sent): { applicationId: string; note?: string } =>
  words === '' ? { applicationId } : { applicationId, note: words };
const reasonOf = ({ applicationId, words }: Sent): { applicationId: string; reason: string } => ({
  applicationId,
  reason: words,
});

const RETURN: StepDef = {
  label: '退回补充',
  icon: 'undo',
  way: 'words',
  wordsLabel: '要补充什么',
  title: '请申请人补充',
  message: '申请人会看到这段话：',
  done: '已退回补充',
  send: async (sent, id) => {
    await api.returnForMore(reasonOf(sent), id);
    return '已告诉申请人要补充什么。';
  },
};
const REJECT: StepDef = {
  label: '不予通过',
  icon: 'cross',
  danger: true,
  way: 'words',
  wordsLabel: '原因',
  title: '不予通过',
  message: '这件申请就结束了，申请人会看到原因：',
  done: '已记为不予通过',
  send: async (sent, id) => {
    await api.reject(reasonOf(sent), id);
    return '原因已告诉申请人。';
  },
};

const DEVICE: Steps = {
  check: {
    label: '核实通过',
    bar: true,
    way: 'ask',
    title: '核实通过吗',
    message: '通过后交给镇残联审批。',
    done: '已核实通过',
    send: async (sent, id) => {
      await api.check(noteOf(sent), id);
      return '已交给镇残联审批。';
    },
  },
  approve: {
    label: '批准',
    bar: true,
    way: 'ask',
    title: '批准这件申请吗',
    message: '批准后由村残协送货。',
    done: '已批准',
    send: async ({ applicationId, seenPayFen }, id) => {
      const answer = await api.approve({ applicationId, seenPayFen: seenPayFen ?? 0 }, id);
      const told = answer.difference ? '金额和申请时不同，已告诉申请人。' : '';
      return `申请人要付：${payWords(answer.decidedFen)}。${told}`;
    },
  },
  deliver: { label: '拍照，记录送达', icon: 'camera', bar: true, way: 'page', url: ROUTES.deliver },
  return: RETURN,
  reject: REJECT,
};

const REPAIR: Steps = {
  take: {
    label: '接单',
    bar: true,
    way: 'ask',
    title: '接下这件维修吗',
    message: '申请人会看到村残协已经接单，请尽快上门。',
    done: '已接单',
    send: async (sent, id) => {
      await api.takeRepair(noteOf(sent), id);
      return '修好以后，请回来记一笔。';
    },
  },
  finishRepair: { label: '修好了', icon: 'tool', bar: true, way: 'page', url: ROUTES.deliver },
  return: RETURN,
  reject: REJECT,
};

const EMPLOYMENT: Steps = {
  check: {
    label: '已了解情况',
    bar: true,
    way: 'words',
    wordsLabel: '了解到什么（可以不填）',
    optional: true,
    title: '已经了解情况了吗',
    message: '申请人会看到正在找岗位。',
    done: '已记下',
    send: async (sent, id) => {
      await api.check(noteOf(sent), id);
      return '接下来帮他找岗位，每次联系都记一笔。';
    },
  },
  followUp: { label: '记一次跟进', icon: 'edit', bar: true, way: 'page', url: ROUTES.followUp },
  place: { label: '找到工作了', icon: 'job', bar: true, way: 'page', url: ROUTES.placement },
  closeUnplaced: {
    label: '结束，没有找到',
    icon: 'cross',
    danger: true,
    way: 'words',
    wordsLabel: '为什么结束',
    title: '结束这次求职',
    message: '以后还可以重新登记。申请人会看到原因：',
    done: '已结束',
    send: async (sent, id) => {
      await api.closeUnplaced(reasonOf(sent), id);
      return '原因已告诉申请人。';
    },
  },
  reopen: {
    label: '重新找工作',
    icon: 'refresh',
    way: 'words',
    wordsLabel: '为什么重新找',
    title: '重新帮他找工作',
    message: '这件事回到“找岗位”。申请人会看到：',
    done: '已重新开始找',
    send: async (sent, id) => {
      await api.reopenEmployment(reasonOf(sent), id);
      return '接下来帮他找新的岗位。';
    },
  },
  return: RETURN,
  reject: REJECT,
};

const RENOVATION: Steps = {
  survey: { label: '上门查看', icon: 'camera', bar: true, way: 'page', url: ROUTES.survey },
  approve: {
    label: '批准',
    bar: true,
    way: 'ask',
    title: '批准这次改造吗',
    message: '批准后由村残协安排施工，按上门看定的项目做。',
    done: '已批准',
    send: async (sent, id) => {
      await api.approveRenovation(noteOf(sent), id);
      return '村残协会安排施工。';
    },
  },
  startBuilding: { label: '安排施工', icon: 'calendar', way: 'page', url: ROUTES.building },
  finishBuilding: { label: '拍照，施工完成', icon: 'camera', bar: true, way: 'page', url: ROUTES.deliver },
  return: RETURN,
  reject: REJECT,
};

const WISH: Steps = {
  publish: { label: '核对好，发给志愿者', icon: 'send', bar: true, way: 'page', url: ROUTES.publishWish },
  release: {
    label: '取消认领',
    icon: 'undo',
    bar: true,
    way: 'words',
    wordsLabel: '为什么取消',
    title: '取消这次认领',
    message: '心愿会重新开放，别的志愿者可以认领。原因：',
    done: '已取消认领',
    send: async ({ applicationId, words }, id) => {
      await api.releaseWish({ wishId: applicationId, reason: words }, id);
      return '心愿已重新开放。';
    },
  },
  return: RETURN,
  reject: REJECT,
};

const STEPS: Record<CaseKind, Steps> = {
  device: DEVICE,
  repair: REPAIR,
  employment: EMPLOYMENT,
  renovation: RENOVATION,
  wish: WISH,
};

/** The step of a kind; undefined for one that staff do not take. */
export function stepOf(kind: CaseKind, action: CaseAction): StepDef | undefined {
  return STEPS[kind][action];
}

export interface StepButton {
  action: CaseAction;
  label: string;
  icon: string;
  danger: boolean;
}

/** The buttons for what can be done now: at the thumb, and in the row above. */
export function buttonsFor(
  kind: CaseKind,
  actions: readonly CaseAction[],
): { bar: StepButton[]; row: StepButton[] } {
  const steps = actions.flatMap((action) => {
    const step = stepOf(kind, action);
    return step ? [{ action, step }] : [];
  });
  // Alone it is what comes next: there is nothing else to put at the thumb.
  const alone = !steps.some(({ step }) => step.bar);
  const inBar = ({ action, step }: (typeof steps)[number]): boolean =>
    step.bar === true || (alone && action === 'startBuilding');
  const button = ({ action, step }: (typeof steps)[number]): StepButton => ({
    action,
    label: step.label,
    icon: step.icon ?? '',
    danger: step.danger ?? false,
  });
  return {
    bar: steps.filter(inBar).map(button),
    row: steps.filter((one) => !inBar(one)).map(button),
  };
}
