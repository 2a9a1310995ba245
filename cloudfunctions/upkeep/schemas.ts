import * as v from 'valibot';
import { calendarDate, cursor } from '../core/schemas';

export const incidentsInput = v.strictObject({
  kind: v.optional(v.picklist(['failed', 'slow'])),
  fn: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/))),
  cursor,
});
export const incidentCountsInput = v.strictObject({ days: v.picklist([1, 7]) });
export const dailyReportsInput = v.strictObject({ before: v.optional(calendarDate) });
