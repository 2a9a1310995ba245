import { query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import { reports } from './reports';

/** What the nightly checks found: who may read it. Nothing is done by hand. */
export const upkeepActions: ActionTable<'upkeep'> = {
  reports: query({ may: ['villageStaff', 'townStaff', 'admin'], input: nothing, handle: reports }),
};
