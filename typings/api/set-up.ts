import type { CalendarDate, DeviceKind, Fen, LowIncomeKind, Millis, Officer, PhotoView } from '../domain';
import type { Action, Nothing, Paged } from '../wire';
import type { CatalogueItem } from './applications';

export type StaffLevel = 'village' | 'town' | 'admin';

/** invited: has a code and has not come in yet. ended: comes in no more; what was done stays under the name. */
export type StaffState = 'invited' | 'active' | 'ended';

export interface StaffRow {
  staffId: string;
  name: string;
  duty: string;
  orgName: string;
  level: StaffLevel;
  villageId: string | null;
  phone: string;
  state: StaffState;
  /** Invited: when the code stops working. */
  inviteExpiresAt: Millis | null;
  endedAt: Millis | null;
}

export interface StaffMember extends StaffRow {
  version: number;
  createdAt: Millis;
  /** What is in this officer's hands now and goes back to the office when the duty ends. */
  openWork: number;
  /** In the list of phones of their office, which residents call in an emergency. */
  onDuty: boolean;
  /** The caller. */
  me: boolean;
  /** Newest first. */
  changes: StaffChange[];
}

/** One change of a duty: by whom, and what in words. */
export interface StaffChange {
  at: Millis;
  by: string;
  what: string;
}

export interface StaffFilter {
  state: StaffState;
  /** A village's id, or 'town' for the federation. */
  office?: string;
  /** The beginning of a name. */
  q?: string;
}

/** Whoever staff appoint, change and end; joined to the functions' `accounts`. */
export interface StaffActions {
  staffList: Action<StaffFilter & { cursor?: string | null }, Paged<StaffRow>>;
  staffMember: Action<{ staffId: string }, { member: StaffMember }>;
  /** Another duty, phone or office. In another office the open work stays behind. */
  changeStaff: Action<
    {
      staffId: string;
      version: number;
      name: string;
      duty: string;
      phone: string;
      level: StaffLevel;
      villageId: string | null;
      /** The same change in the list of phones of the office. */
      alsoOnDuty: boolean;
    },
    { version: number; released: number }
  >;
  /** A new code; the old one stops working. */
  reissueInvite: Action<{ staffId: string; version: number }, { code: string; expiresAt: Millis }>;
  /**
   * Ends a duty at once, or takes an invitation back. Open work goes to `handTo` of the same office, or back to the office
   * for anybody there. `offDuty`: their phone leaves the list that residents call.
   */
  endStaff: Action<
    { staffId: string; handTo?: string | null; offDuty?: boolean },
    { ended: true; released: number }
  >;
}

/** One line of the audit, with what a person needs to read it as a sentence. */
export interface AuditRow {
  auditId: string;
  at: Millis;
  /** '谢家路村残协 陈安', '志愿者 王*', '系统'. */
  who: string;
  roleLabel: string;
  /** What was done, in words: '查看完整号码'. */
  what: string;
  outcome: 'done' | 'denied';
  /** Whom it was about. */
  whom: string;
  villageName: string;
  reason: string;
  /** The record's id, to look it up with a technician. */
  target: string;
}

export interface AuditFilter {
  from?: CalendarDate;
  to?: CalendarDate;
  staffId?: string;
  residentId?: string;
  /** 'registry.reveal'. */
  action?: string;
  outcome?: 'done' | 'denied';
}

export interface AuditActions {
  /** `actions` on the first page only: all there are, with their words. */
  audit: Action<
    AuditFilter & { cursor?: string | null },
    Paged<AuditRow> & { actions: { value: string; label: string }[] }
  >;
}

/** Who changed the phones of an office last: emergency numbers, so the town sees it. */
export interface PhonesChanged {
  at: Millis;
  by: string;
}

export interface PlaceSetUp {
  villageId: string;
  name: string;
  kind: 'community' | 'village';
  officers: Officer[];
  version: number;
  closed: boolean;
  residents: number;
  volunteers: number;
  staff: number;
  phonesChanged: PhonesChanged | null;
}

export interface OfficeSetUp {
  name: string;
  officers: Officer[];
  version: number;
  phonesChanged: PhonesChanged | null;
}

/** A field of a parameter's form, made from the schema of its value. `path` leads to it: 'share.numerator'. */
export type ParameterField = { path: string; label: string } & (
  | { kind: 'whole'; unit: string; min: number; max: number }
  /** Integer fen, typed in yuan. */
  | { kind: 'money'; min: number; max: number }
  | { kind: 'choices'; options: ParameterOption[] }
  /** A number for each of some keys; keys that are left out have none. */
  | { kind: 'numbers'; unit: string; min: number; max: number; keys: ParameterOption[] }
  /** Some of the keys for each of the keys. */
  | { kind: 'lists'; keys: ParameterOption[] }
);

export interface ParameterOption {
  value: string;
  label: string;
}

export interface ParameterVersion {
  parameterId: string;
  version: string;
  effectiveFrom: CalendarDate;
  source: string;
  value: unknown;
  by: string;
  at: Millis;
  state: 'past' | 'inForce' | 'future';
}

export interface ParameterRow {
  key: string;
  title: string;
  about: string;
  fields: ParameterField[];
  inForce: ParameterVersion | null;
  next: ParameterVersion | null;
}

export interface PlaceActions {
  /** Village staff: their own village only. Without the town's office for them. */
  places: Action<Nothing, { places: PlaceSetUp[]; town: OfficeSetUp | null }>;
  /** `version` 0: a new village. Without `officers` the phones stay as they are. */
  saveVillage: Action<
    {
      villageId: string;
      name: string;
      kind: 'community' | 'village';
      officers?: Officer[];
      version?: number;
    },
    { saved: true }
  >;
  /** Closes a village with nobody in it, or opens it again. */
  closeVillage: Action<{ villageId: string; closed: boolean; version: number }, { closed: boolean }>;
  /** All villages in their new order. */
  orderVillages: Action<{ villageIds: string[] }, { saved: true }>;
  /** The phones of a village in the order of duty. */
  saveVillagePhones: Action<{ villageId: string; officers: Officer[]; version: number }, { version: number }>;
  /** Whom to call at the town federation, in the order of duty. */
  saveTownOffice: Action<{ name: string; officers: Officer[]; version?: number }, { saved: true }>;
}

export interface ParameterActions {
  parameters: Action<Nothing, { parameters: ParameterRow[]; today: CalendarDate }>;
  /** `changes`: how often this parameter was changed, handed back with the next change. */
  parameter: Action<
    { key: string },
    { parameter: ParameterRow; versions: ParameterVersion[]; changes: number; today: CalendarDate }
  >;
  /**
   * A new version from a day on: today or later. Only the first version of a parameter may begin earlier, when nothing has
   * been decided by it. `changes` as read; left out by whoever sets a new installation up.
   */
  setParameter: Action<
    {
      key: string;
      version: string;
      effectiveFrom: CalendarDate;
      source: string;
      value: unknown;
      changes?: number;
    },
    { parameterId: string }
  >;
  /** Takes back a version that is not in force yet. */
  removeParameter: Action<{ parameterId: string; changes: number }, { removed: true }>;
}

/** A device as administrators see it. */
export interface CatalogueSetUp extends CatalogueItem {
  version: number;
  /** Of the thing itself; residents see it beside the drawing once it has passed its check. */
  photo: PhotoView | null;
  /** Months before it can be applied for again, of the rule in force; null without one. */
  serviceMonths: number | null;
}

/** What somebody would pay for a device of `priceFen` by the rule in force and by the one that is being written. */
export interface PaymentExample {
  age: number;
  status: LowIncomeKind | 'none';
  priceFen: Fen;
  /** null: no rule in force. */
  nowFen: Fen | null;
  newFen: Fen;
}

export interface CatalogueActions {
  catalogueSetUp: Action<Nothing, { items: CatalogueSetUp[]; kinds: DeviceKind[] }>;
  /** Applications under way that have this device: they go on when it is no longer offered. */
  catalogueUse: Action<{ itemId: string }, { open: number; more: boolean }>;
  /** `version` 0: a new device. `photoId` null: without a photo from now on; not given: as it was. */
  saveCatalogueItem: Action<CatalogueItem & { version?: number; photoId?: string | null }, { saved: true }>;
  previewPayment: Action<{ value: unknown }, { examples: PaymentExample[] }>;
}
