/** What handing in an application asks for, so that all of it comes in the request that reads the caller. */
import type { Asked } from '../../core/actions';
import { documents, ofPerson, rules } from '../../core/along';
import type { Along, Find } from '../../core/database';
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

/** More than anybody makes in a year and has open. */
const WISHES_READ = 200;

/** A resident's wishes, newest first. */
export function wishesFind(residentId: string): Find {
  return { where: { residentId, kind: 'wish' }, orderBy: [['_id', 'desc']], limit: WISHES_READ };
}

/** The person, the rules of the kind, and what else the form names. */
export function forFiling(kind: CaseKind, asked: Asked, named: readonly Along[] = []): Along[] {
  return [...ofPerson(asked), rules(...RULES[kind]), ...named];
}

/** As for any other application; what was wished before stands for what is under way. */
export function forWish({ as }: Asked, named: readonly Along[] = []): Along[] {
  if (as?.residentId === undefined) return [];
  return [
    ...documents('residents', [as.residentId]),
    { collection: 'applications', find: wishesFind(as.residentId) },
    rules(...RULES.wish),
    ...named,
  ];
}
