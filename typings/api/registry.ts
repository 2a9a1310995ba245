import type {
  CalendarDate,
  DisabilityCategory,
  DisabilityLevel,
  LowIncomeKind,
  LowIncomePeriod,
  Officer,
  VillageSummary,
} from '../domain';
import type { Action, Nothing, Paged } from '../wire';
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

export interface ResidentRow {
  residentId: string;
  name: string;
  idNumberMasked: string;
  age: number;
  villageName: string;
  categoryLabel: string;
  levelLabel: string;
  lowIncome: LowIncomeKind | 'none' | 'unknown';
  bound: boolean;
  status: 'active' | 'moved' | 'deceased';
}

export interface ResidentDetail extends ResidentRow {
  birthDate: CalendarDate;
  certificateMasked: string;
  phoneMasked: string;
  address: string;
  lowIncomePeriods: LowIncomePeriod[] | null;
  category: DisabilityCategory;
  level: DisabilityLevel;
}

export interface ResidentFilter {
  /** A name (or its beginning), or a whole ID or certificate number. */
  q?: string;
  villageId?: string;
  category?: DisabilityCategory;
  level?: DisabilityLevel;
}

export interface RegistryApi extends PlaceActions, ParameterActions {
  /** `officers` in the order of duty. */
  villages: Action<
    Nothing,
    { villages: (VillageSummary & { officers: Officer[] })[]; town: { name: string; officers: Officer[] } }
  >;
  importResidents: Action<{ rows: RegisterRow[] }, { results: ImportRowResult[] }>;
  residents: Action<
    ResidentFilter & { cursor?: string | null },
    Paged<ResidentRow> & {
      /** How many the filter finds; null on the following pages, where it is not counted again. */
      total: number | null;
    }
  >;
  resident: Action<{ residentId: string }, { resident: ResidentDetail }>;
  reveal: Action<
    { residentId: string; field: 'idNumber' | 'certificateNumber' | 'phone'; reason: string },
    { value: string }
  >;
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
