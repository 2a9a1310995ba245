import type { JobStatus, Measure } from '../../../typings/api/employment';
import type { FollowUp, Placement } from '../../../typings/api/applications';
import type { Ability, CalendarDate, Millis, WorkDistance, WorkHours } from '../../../typings/domain';

/** The employment file of one resident: `_id` is the resident's id, so that there is one only. */
export interface EmploymentFileDoc {
  _id: string;
  residentName: string;
  villageId: string;
  birthDate: CalendarDate;
  /** False once the resident has left the town or died: kept, but in no list. */
  open: boolean;
  status: JobStatus;
  statusSince: Millis;
  abilities: Ability[];
  hours: WorkHours | null;
  distance: WorkDistance | null;
  wishes: string;
  helper: string;
  policies: string[];
  plan: Measure[];
  /** Written on the file itself; those of applications stay with the applications. */
  followUps: FollowUp[];
  nextOn: CalendarDate | null;
  /** '<nextOn>-<residentId>' for the list of what is due, null when nothing is agreed on. */
  dueKey: string | null;
  outcome: Placement | null;
  applicationId: string | null;
  history: { at: Millis; by: string; what: string }[];
  version: number;
  createdAt: Millis;
  updatedAt: Millis;
}
