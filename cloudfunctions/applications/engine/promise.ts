/** How long each step may take: days promised by parameters, kind by kind. */
import type { CaseKind, CaseState, Millis } from '../../../typings/domain';
import type { CallContext } from '../../core/actions';
import { endOfChinaDay } from '../../../miniprogram/shared/china-time';
import { today } from '../../core/clock';
import {
  parameterOn,
  promiseOn,
  type ParameterKey,
  type ParameterValue,
  type PromiseKey,
} from '../../core/parameters';

const DAY = 24 * 60 * 60 * 1000;

type Facts = Pick<CallContext, 'reader' | 'clock'>;
type Days<K extends ParameterKey> = Partial<Record<CaseState, (value: ParameterValue<K>) => number>>;
type DaysOf = (ctx: Facts, state: CaseState) => Promise<number | null>;

function promised<K extends PromiseKey>(key: K, days: Days<K>): DaysOf {
  return async ({ reader, clock }, state) => {
    const of = days[state];
    const promise = of ? await promiseOn(reader, key, today(clock)) : null;
    return of && promise ? of(promise.value) : null;
  };
}

/** The limits of wishes also say who may make one: never from a copy. */
const wishDays: DaysOf = async ({ reader, clock }, state) => {
  if (state !== 'submitted') return null;
  return (await parameterOn(reader, 'wishLimit', today(clock)))?.value.checkDays ?? null;
};

const PROMISES: Record<CaseKind, DaysOf> = {
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
  wish: wishDays,
};

/**
 * By when the step that is awaited in `state` is promised; null when it waits for nobody or nothing is promised. Promises are
 * days, so a step has until the end of the last one.
 */
export async function dueAt(ctx: Facts, kind: CaseKind, state: CaseState): Promise<Millis | null> {
  const days = await PROMISES[kind](ctx, state);
  return days === null ? null : endOfChinaDay(ctx.clock.now() + days * DAY);
}
