/** One step of a service: whether it is possible now, and what moves with every change of state. */
import { SERVICE_STATES } from '../../../miniprogram/shared/service-words';
import type { ServiceState } from '../../../typings/domain';
import type { Millis } from '../../../typings/domain';
import type { ResidentDoc, ServiceDoc } from '../../core/collections';
import { AppError } from '../../core/errors';
import {
  canService,
  nextServiceState,
  SERVICE_STEPS,
  type Asking,
  type ServiceAction,
  type ServiceRole,
} from '../rules/service-life';
import { inDays } from '../rules/times';
import { canBeAsked, type FeedbackReminder } from './people';

/** How far along a service is: tells "too early" from "somebody was first". */
const PROGRESS: Record<ServiceState, number> = {
  running: 0,
  ended: 1,
  toCheck: 2,
  toConfirm: 3,
  unanswered: 3,
  disputed: 4,
  confirmed: 5,
  rejected: 5,
  cancelled: 5,
};

function refusal(service: ServiceDoc, action: ServiceAction): AppError {
  const { state, decision } = service;
  const starts = SERVICE_STEPS.filter((step) => step.action === action).map((step) => PROGRESS[step.from]);
  const label = SERVICE_STATES[state].label;
  if (PROGRESS[state] < Math.min(...starts)) {
    return new AppError('STEP_NOT_ALLOWED', { message: `这次服务现在是「${label}」，还不能做这一步` });
  }
  const who = decision === null ? '' : `${decision.by}已经处理过，`;
  return new AppError('STATE_CHANGED', { message: `${who}这次服务现在是「${label}」，请刷新后再看` });
}

/** Refuses in words when `role` cannot take this step (any more). */
export function mustAllow(service: ServiceDoc, action: ServiceAction, role: ServiceRole): void {
  if (!canService(service.state, action, role)) throw refusal(service, action);
}

/** What the table asks about the resident. */
export function askingFacts(service: ServiceDoc, resident: ResidentDoc): Asking {
  return { askable: canBeAsked(resident), flags: service.flags };
}

/** The service one step on: its state, and what follows from the state alone. */
export function stepped(
  service: ServiceDoc,
  action: ServiceAction,
  role: ServiceRole,
  asking: Asking,
  now: Millis,
  { afterDays }: Pick<FeedbackReminder, 'afterDays'>,
): ServiceDoc {
  const state = nextServiceState(service.state, action, role, asking);
  if (state === null) throw refusal(service, action);
  return {
    ...service,
    state,
    askedAt: state === 'toConfirm' ? now : service.askedAt,
    confirmedAt: state === 'confirmed' ? now : null,
    reminded: 0,
    remindAt: state === 'toConfirm' ? inDays(now, afterDays) : null,
    version: service.version + 1,
    updatedAt: now,
  };
}
