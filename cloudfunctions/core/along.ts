/** What a use case may have brought along in the request that reads its caller (`brings` of the action tables). */
import type { CollectionName } from './collections';
import type { Asked } from './actions';
import type { Along } from './database';
import { openCasesFind } from './open-cases';
import { versionsFind, type ParameterKey } from './parameters';

/** Documents of which the call names the ids; ids that it leaves out are none. */
export function documents(collection: CollectionName, ids: readonly (string | null | undefined)[]): Along[] {
  const named = ids.filter((id): id is string => typeof id === 'string');
  return named.length === 0 ? [] : [{ collection, ids: named }];
}

/** Rules that the use case reads: one, or several by `readTogether` with the same keys. */
export function rules(...keys: readonly ParameterKey[]): Along {
  return { collection: 'parameters', find: versionsFind(keys) };
}

/** What is under way for a resident (`openCasesOf`). */
export function underWayFor(residentId: string): Along {
  return { collection: 'applications', find: openCasesFind(residentId) };
}

/** What is under way for the resident whom the phone acts for. */
export function underWay({ as }: Asked): Along[] {
  return as?.residentId === undefined ? [] : [underWayFor(as.residentId)];
}

/** The resident whom the phone acts for, and what is under way for them. */
export function ofPerson(asked: Asked): Along[] {
  return [...documents('residents', [asked.as?.residentId]), ...underWay(asked)];
}

/** The volunteer who calls, for `verifiedVolunteer` of who does not write the record. */
export const OWN_VOLUNTEER: Along = { collection: 'volunteers', by: 'volunteer.volunteerId' };
