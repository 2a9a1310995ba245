/** How long each step may take: days promised by parameters, kind by kind. */
import type { CaseKind, CaseState, Millis } from '../../../typings/domain';
import type { CallContext } from '../../core/actions';
import { endOfChinaDay } from '../../../miniprogram/shared/china-time';
import { today } from '../../core/clock';
import { parameterOn, type ParameterKey, type ParameterValue } from '../../core/parameters';

const DAY = 24 * 60 * 60 * 1000;

interface Promised<K extends ParameterKey> {
  key: K;
  days: Partial<Record<CaseState, (value: ParameterValue<K>) => number>>;
}

function promised<K extends ParameterKey>(
  key: K,
  days: Promised<K>['days'],
): (ctx: Pick<CallContext, 'reader' | 'clock'>, state: CaseState) => Promise<number | null> {
  return async (ctx, state) => {
    const of = days[state];
    if (!of) return null;
    const parameter = await parameterOn(ctx.reader, key, today(ctx.clock));
    return parameter ? of(parameter.value) : null;
  };
}

const PROMISES: Record<CaseKind, ReturnType<typeof promised>> = {
  device: promised('devicePromise', {
    submitted: (value) => value.checkDays,
    checked: (value) => value.approveDays,
    approved: (value) => value.deliverDays,
  }),
  repair: promised('repairPromise', {
    submitted: (value) => value.takeDays,
    underWay: (value) => value.repairDays,
  }),
  employment: promised('employmentPromise', {
    submitted: (value) => value.checkDays,
    checked: (value) => value.followUpDays,
  }),
  renovation: promised('renovationPromise', {
    submitted: (value) => value.surveyDays,
    surveyed: (value) => value.approveDays,
    approved: (value) => value.startDays,
  }),
  wish: promised('wishLimit', { submitted: (value) => value.checkDays }),
};

/**
 * By when the step that is awaited in `state` is promised; null when it waits for nobody or nothing is promised. Promises are
 * days, so a step has until the end of the last one.
 */
export async function dueAt(
  ctx: Pick<CallContext, 'reader' | 'clock'>,
  kind: CaseKind,
  state: CaseState,
): Promise<Millis | null> {
  const days = await PROMISES[kind](ctx, state);
  return days === null ? null : endOfChinaDay(ctx.clock.now() + days * DAY);
}
