/**
 * The same safe step for several cases at once. Safe is what the officer can take back for five minutes, or what only says
 * whose work it is: nothing that decides money, ends a case or goes out to anybody. Each case is a command of its own, so
 * that one that fails does not hold up the others, and sending again repeats none that was done.
 */
import type { CaseKind, CaseTab } from '../../../typings/domain';
import * as api from '../../services/applications';
import { asCallError } from '../../services/call';
import { carryOut, newIntent, type Intent } from '../../services/intent';
import { queuesOf } from '../../shared/waiting';

export interface BulkStep {
  key: string;
  label: string;
  icon: string;
  /** Asked before; `n` cases. */
  question: (n: number) => string;
  done: string;
  send: (applicationId: string, requestId: string) => Promise<unknown>;
}

const TAKE: BulkStep = {
  key: 'takeCase',
  label: '我来办',
  icon: 'hand-heart',
  question: (n) => `这${n}件记在您名下，同事会看到由您办。`,
  done: '已记在您名下',
  send: (applicationId, requestId) => api.takeCase({ applicationId }, requestId),
};

const CHECK: BulkStep = {
  key: 'check',
  label: '核实通过',
  icon: 'check',
  question: (n) => `这${n}件都核对过了，通过后往下办。5分钟内可以一件一件撤回。`,
  done: '已核实通过',
  send: (applicationId, requestId) => api.check({ applicationId }, requestId),
};

const SAFE: Partial<Record<CaseKind, BulkStep>> = {
  device: CHECK,
  employment: { ...CHECK, label: '已了解情况', done: '已了解情况' },
  repair: {
    ...CHECK,
    key: 'takeRepair',
    label: '接单',
    icon: 'tool',
    question: (n) => `接下这${n}件维修，请尽快上门。5分钟内可以一件一件撤回。`,
    done: '已接单',
    send: (applicationId, requestId) => api.takeRepair({ applicationId }, requestId),
  },
};

/** What can be done to several cases of this queue at once, by this office. */
export function bulkSteps(kind: CaseKind, tab: CaseTab, isTown: boolean): BulkStep[] {
  const acts = queuesOf(isTown ? 'townStaff' : 'villageStaff', kind).some((one) => one === tab);
  if (!acts) return [];
  const safe = tab === 'toCheck' ? SAFE[kind] : undefined;
  return safe ? [safe, TAKE] : [TAKE];
}

export interface BulkResult {
  applicationId: string;
  title: string;
  done: boolean;
  /** What was done, or why not and what to do. */
  text: string;
  /** The same can simply be sent again. */
  again: boolean;
}

/** Carries the step out for one case after the other, with the same request id for the same case whenever it is repeated. */
export class Bulk {
  private readonly intents = new Map<string, Intent>();

  constructor(readonly step: BulkStep) {}

  async one(applicationId: string, title: string): Promise<BulkResult> {
    const intent = this.intents.get(applicationId) ?? newIntent();
    this.intents.set(applicationId, intent);
    try {
      await carryOut(intent, applicationId, (requestId) => this.step.send(applicationId, requestId));
      return { applicationId, title, done: true, text: this.step.done, again: false };
    } catch (cause) {
      const { message, retryable } = asCallError(cause);
      return { applicationId, title, done: false, text: message, again: retryable };
    }
  }
}
