import { query, type ActionTable } from '../core/actions';
import { nothing } from '../core/schemas';
import { dailyReports } from './daily/read';
import { health } from './health';
import { incidentCounts, incidents } from './incidents';
import { reports } from './reports';
import * as schemas from './schemas';

/** What the program found out about itself: who may read it. Nothing is done by hand. */
export const upkeepActions: ActionTable<'upkeep'> = {
  reports: query({ may: ['villageStaff', 'townStaff', 'admin'], input: nothing, handle: reports }),
  incidents: query({ may: ['townStaff', 'admin'], input: schemas.incidentsInput, handle: incidents }),
  incidentCounts: query({
    may: ['townStaff', 'admin'],
    input: schemas.incidentCountsInput,
    handle: incidentCounts,
  }),
  health: query({ may: ['townStaff', 'admin'], input: nothing, handle: health }),
  dailyReports: query({
    may: ['townStaff', 'admin'],
    input: schemas.dailyReportsInput,
    handle: dailyReports,
  }),
};
