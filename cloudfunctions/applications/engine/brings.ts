/** What handing in an application asks for, so that all of it comes in the request that reads the caller. */
import type { Asked } from '../../core/actions';
import { documents, rules, underWay } from '../../core/along';
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

/** What may stand in the way of another of this kind: what is under way; of a wish, all wishes. */
function before(kind: CaseKind, asked: Asked): Along[] {
  const residentId = asked.as?.residentId;
  if (kind !== 'wish' || residentId === undefined) return underWay(asked);
  return [{ collection: 'applications', find: wishesFind(residentId) }];
}

/** The person, what may stand in the way, the rules of the kind, and what else the form names. */
export function forFiling(kind: CaseKind, asked: Asked, named: readonly Along[] = []): Along[] {
  const person = documents('residents', [asked.as?.residentId]);
  return [...person, ...before(kind, asked), rules(...RULES[kind]), ...named];
}
