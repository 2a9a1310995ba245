import type { CalendarDate, Millis, ServiceKind } from '../domain';
import type { Action } from '../wire';

/** Confirmed services of a stretch of time. */
export interface RecordFigures {
  services: number;
  minutes: number;
  /** Different residents helped. */
  residents: number;
  byKind: Partial<Record<ServiceKind, number>>;
}

/** What a volunteer has done. */
export interface VolunteerRecord {
  name: string;
  villageName: string;
  since: Millis;
  pairings: { active: number; ended: number };
  /** Over all years. */
  minutes: number;
  /** Donations that were received. */
  donations: number;
  /** Balance of points; null while there is no account. */
  points: number | null;
  year: string;
  /** Years with anything in them, the newest first. */
  years: string[];
  ofYear: RecordFigures;
  /** Confirmed minutes of the twelve months of `year`. */
  months: number[];
  certificates: CertificateRow[];
}

export interface CertificateRow {
  certificateId: string;
  /** Eight characters; staff type them or scan them. */
  code: string;
  from: CalendarDate;
  to: CalendarDate;
  issuedAt: Millis;
}

/** What a certificate says, frozen when it was issued. */
export interface CertificateView extends CertificateRow {
  name: string;
  villageName: string;
  figures: RecordFigures;
  by: string;
}

export interface RecordActions {
  /** The caller's own, of this year or the one named. */
  myRecord: Action<{ year?: string }, VolunteerRecord>;
  /** Confirmed services that began from `from` up to and including `to`. The same days with the same figures: the same one. */
  issueCertificate: Action<{ from: CalendarDate; to: CalendarDate }, { certificate: CertificateView }>;
  myCertificate: Action<{ certificateId: string }, { certificate: CertificateView }>;
  /** Staff: whether a certificate is real, and what it says. Wrong codes are counted; after twenty one has to wait. */
  verifyCertificate: Action<{ code: string }, { certificate: CertificateView }>;
}
