/** Whose file it is, and which policies there are. */
import type { JobPolicy } from '../../typings/api/employment';
import { JOB_POLICIES } from '../../miniprogram/shared/job-words';
import type { CallContext } from '../core/actions';
import { today } from '../core/clock';
import type { ResidentDoc } from '../core/collections';
import type { Condition, Reader } from '../core/database';
import { AppError, must } from '../core/errors';
import { villageScope, type TownStaffActor, type VillageStaffActor } from '../core/identity';
import { parameterOn } from '../core/parameters';

export type OfficerActor = VillageStaffActor | TownStaffActor;

/** The resident, if this officer keeps their file; to others they do not exist. */
export async function residentOf(
  get: Pick<Reader, 'get'>,
  actor: OfficerActor,
  residentId: string,
): Promise<ResidentDoc> {
  const resident = must(await get.get('residents', residentId));
  if (actor.role === 'villageStaff' && resident.villageId !== actor.villageId)
    throw new AppError('NOT_FOUND');
  return resident;
}

/** The village of the officer, or the one that the town asks for, as a condition of the query. */
export function scopeOf(actor: OfficerActor, villageId: string | undefined): Condition {
  const only = villageScope(actor, villageId);
  return only === undefined ? {} : { villageId: only };
}

export interface JobRule {
  fromAge: number;
  beforeAge: number;
  policies: JobPolicy[];
}

/** Until the parameter is set: from 16 (Labour Law, article 15), before 60; no policies. */
const DEFAULT: JobRule = { fromAge: 16, beforeAge: 60, policies: [] };

export async function jobRule({ reader, clock }: Pick<CallContext, 'reader' | 'clock'>): Promise<JobRule> {
  const value = (await parameterOn(reader, 'employmentPolicies', today(clock)))?.value;
  if (!value) return DEFAULT;
  return { ...value, policies: value.policies.map((code) => ({ code, ...JOB_POLICIES[code] })) };
}
