/** What setting the town up stores beside staff, villages, catalogue and parameters themselves. */
import type { PhonesChanged } from '../../../typings/api/set-up';
import type { CalendarDate, DeviceKind, Fen, Millis, Officer } from '../../../typings/domain';

/** How often a parameter was changed and by whom last: two administrators who change it at once meet here. `_id` is its key. */
export interface ParameterHeadDoc {
  _id: string;
  changes: number;
  by: string;
  at: Millis;
}

/** Who wrote a record of the set-up last, and how often it was written. */
export interface Versioned {
  version: number;
  changedBy: string;
  changedAt: Millis;
}

/** `_id` 'town' is the town federation's own office: kind 'town', not in lists of villages. */
export interface VillageDoc extends Versioned {
  _id: string;
  name: string;
  kind: 'community' | 'village' | 'town';
  /** In the order of duty. */
  officers: Officer[];
  order: number;
  phonesChanged: PhonesChanged | null;
  /** Nobody can be registered here any more; records of earlier keep the name. */
  closedAt: Millis | null;
}

export interface CatalogueDoc extends Versioned {
  _id: string;
  name: string;
  kind: DeviceKind;
  summary: string;
  image: string;
  photoId?: string | null;
  priceFen: Fen;
  active: boolean;
}

export interface ParameterDoc {
  _id: string;
  key: string;
  version: string;
  effectiveFrom: CalendarDate;
  source: string;
  value: unknown;
  setBy: string;
  setAt: Millis;
}
