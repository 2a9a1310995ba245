import type { CalendarDate, LowIncomeKind, LowIncomePeriod, Officer, VillageSummary } from '../domain';
import type { Action, Nothing } from '../wire';
import type { RegisterApi } from './register';
import type { ParameterActions, PlaceActions } from './set-up';

/** One line of the residents' register as it is imported. */
export interface RegisterRow {
  name: string;
  idNumber: string;
  /** 20 characters, or 22 with a re-issue mark. */
  certificateNumber: string;
  villageId: string;
  phone: string;
  address: string;
  /** null: not asked yet. An empty list: asked, and there is none. */
  lowIncome: LowIncomePeriod[] | null;
}

export interface ImportRowResult {
  /** 0-based index in the rows given. */
  index: number;
  residentId?: string;
  /** Set when the row was not taken; the others were. */
  error?: { code: string; message: string; field?: keyof RegisterRow };
}

export interface RegistryApi extends PlaceActions, ParameterActions, RegisterApi {
  /** `officers` in the order of duty. */
  villages: Action<
    Nothing,
    { villages: (VillageSummary & { officers: Officer[] })[]; town: { name: string; officers: Officer[] } }
  >;
  importResidents: Action<{ rows: RegisterRow[] }, { results: ImportRowResult[] }>;
  recordLowIncome: Action<
    { residentId: string; periods: LowIncomePeriod[]; note: string },
    { lowIncome: LowIncomeKind | 'none' }
  >;
  /** To another village of the town: open cases are handed over to it. */
  recordMove: Action<
    { residentId: string; villageId: string; on: CalendarDate; note: string },
    { handedOver: number }
  >;
  /** Out of the town, or died: open cases end with the reason, phones and cards stop working. */
  recordLeaving: Action<
    { residentId: string; why: 'moved' | 'deceased'; on: CalendarDate; note: string },
    { ended: number }
  >;
}
