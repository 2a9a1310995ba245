/** What handing in an application asks for, so that all of it comes in the request that reads the caller. */
import type { Asked } from '../../core/actions';
import { documents, rules } from '../../core/along';
import type { Along } from '../../core/database';
import type { ParameterKey } from '../../core/parameters';
import type { CaseKind } from '../../../typings/domain';

/** Parameters that filing reads together: the rules of the kind, and the days promised. */
export const RULES = {
  device: ['deviceServiceLife', 'devicePayment', 'devicePromise'],
  repair: ['repairPromise'],
  employment: ['employmentPromise'],
  renovation: ['renovationPromise'],
  wish: ['wishLimit'],
} as const satisfies Record<CaseKind, readonly ParameterKey[]>;

/** The resident whom the phone acts for, the rules of the kind, and what else the form names. */
export function forFiling(kind: CaseKind, { as }: Asked, named: readonly Along[] = []): Along[] {
  return [...documents('residents', [as?.residentId]), rules(...RULES[kind]), ...named];
}
