import type {
  Ability,
  CalendarDate,
  CaseAction,
  CaseKind,
  CaseState,
  CaseTab,
  DeviceKind,
  DeviceQuote,
  Fen,
  Millis,
  Officer,
  PhotoView,
  QuoteReason,
  RenovationItem,
  TimelineEntry,
  VoiceView,
  WishCategory,
  WorkDistance,
  WorkHours,
} from '../domain';
import type { Action, Nothing, Paged } from '../wire';
import type { CatalogueActions } from './set-up';
import type { AssistScope } from './assist';

export interface CatalogueItem {
  itemId: string;
  name: string;
  kind: DeviceKind;
  /** One sentence in plain words: for whom, what for. */
  summary: string;
  /** Key of the picture in miniprogram/images/devices. */
  image: string;
  priceFen: Fen;
  active: boolean;
}

/** A quote, or why none can be given (never a guess). */
export type QuoteView =
  | { quotable: true; quote: DeviceQuote }
  | { quotable: false; code: string; message: string };

/** Why an item cannot be applied for now, although an amount can be told. */
export interface DeviceObstacle {
  code: 'ALREADY_OPEN' | 'SERVICE_LIFE' | 'ITEM_WITHDRAWN';
  message: string;
  /** The open application, or the one by which the device came. */
  applicationId: string | null;
  /** Service life: the first day on which it can be applied for again. */
  until: CalendarDate | null;
}

export interface QuotedItem {
  item: CatalogueItem;
  /** How the thing looks; null when nobody has photographed it. */
  photo: PhotoView | null;
  view: QuoteView;
  obstacle: DeviceObstacle | null;
}

/** A device that the resident has received, for repair. */
export interface ReceivedDevice {
  applicationId: string;
  itemId: string;
  itemName: string;
  image: string;
  receivedOn: CalendarDate;
  /** An open repair request, if any. */
  repairId: string | null;
}

export interface ApplicationRow {
  applicationId: string;
  kind: CaseKind;
  /** What it is about: '轮椅、拐杖', '坡道、扶手', '找工作', '微心愿：电饭锅'. */
  title: string;
  /** Path of a picture below miniprogram/images, e.g. 'devices/wheelchair'. */
  image: string;
  state: CaseState;
  /** Devices only: what the resident pays, of the decision where there is one. */
  payFen: Fen | null;
  createdAt: Millis;
  updatedAt: Millis;
  /** Staff queues: who and where; absent in the resident's own list. */
  residentName?: string;
  villageName?: string;
  overdue?: boolean;
  number?: string;
  /** By when the step is promised; null: nothing is promised. */
  dueAt?: Millis | null;
  /** Whose work it is: the officer's name, and whether that is the caller or somebody the caller stands in for. */
  assignee?: { name: string; mine: boolean } | null;
  /** Acting guardian or officer, shown as '由 G 代办'. */
  onBehalfBy?: string;
  /** Filed by an officer of the village for the resident. */
  assisted?: true;
}

/** What the decision changed against the quote, told to both sides. */
export interface QuoteDifference {
  quotedFen: Fen;
  decidedFen: Fen;
  /** Reasons now, in words. */
  reasons: QuoteReason[];
}

/** One device of an application with its own amount. */
export interface DeviceItemView {
  itemId: string;
  name: string;
  image: string;
  /** Given at application. */
  quote: DeviceQuote;
  /** Taken at approval, with the version of the rule it used. */
  decision: DeviceQuote | null;
}

export interface DeviceDetail {
  kind: 'device';
  items: DeviceItemView[];
  /** Sum of the items. */
  quotedFen: Fen;
  decidedFen: Fen | null;
  difference: QuoteDifference | null;
  deliverTo: string;
}

export interface RepairDetail {
  kind: 'repair';
  deviceApplicationId: string;
  itemId: string;
  itemName: string;
  receivedOn: CalendarDate;
}

/** What a resident can do and wants, as told by them. */
export interface EmploymentWish {
  abilities: Ability[];
  hours: WorkHours;
  distance: WorkDistance;
  /** In their own words: what kind of work, what to take care of. */
  wishes: string;
  /** The notice that they answered, if any. */
  noticeId: string | null;
}

/** One contact of staff with the resident or an employer. */
export interface FollowUp {
  at: Millis;
  by: string;
  words: string;
  /** When to ask again. */
  nextOn: CalendarDate | null;
}

export interface Placement {
  employer: string;
  post: string;
  since: CalendarDate;
}

export interface EmploymentDetail extends EmploymentWish {
  kind: 'employment';
  noticeTitle: string;
  followUps: FollowUp[];
  nextOn: CalendarDate | null;
  placement: Placement | null;
}

export interface RenovationDetail {
  kind: 'renovation';
  items: RenovationItem[];
  address: string;
  before: PhotoView[];
  /** What staff found: items that will be made, in words, and photos. */
  survey: { items: RenovationItem[]; findings: string; photos: PhotoView[]; at: Millis } | null;
  building: { builder: string; from: CalendarDate; to: CalendarDate } | null;
  after: PhotoView[];
}

export interface WishDetail {
  kind: 'wish';
  category: WishCategory;
  /** About how much it costs. */
  costFen: Fen;
  /** What volunteers read: written by staff, without anything that says whose wish it is. */
  publicText: string | null;
  /** Open to volunteers until this day. */
  openUntil: CalendarDate | null;
  /** Masked for the resident and the village's public; full for staff. */
  volunteerName: string | null;
}

export type CaseDetail = DeviceDetail | RepairDetail | EmploymentDetail | RenovationDetail | WishDetail;

export interface CaseFeedback {
  score: number;
  words: string;
  at: Millis;
  photos: PhotoView[];
  voice: VoiceView | null;
}

/** What officers do among themselves about a case; residents do not read it. */
export type StaffEntryKind = 'take' | 'handOn' | 'release' | 'note' | 'remind' | 'escalate';

/** Whom an officer may want to call about a case. Numbers of people are masked; showing one is logged with a reason. */
export interface CaseContact {
  contactId: string;
  /** resident: the phone of the register; the number given with the application is on the page itself. */
  who: 'resident' | 'guardian' | 'volunteer' | 'colleague';
  name: string;
  /** '女儿，监护人', '结对志愿者', '谢家路村 主席'. */
  what: string;
  phoneMasked: string;
  /** Colleagues only: their duty phones are public in the program. */
  phone: string | null;
}

/** The officers' side of a case. */
export interface CaseDesk {
  number: string;
  dueAt: Millis | null;
  overdue: boolean;
  assignee: { staffId: string; name: string; mine: boolean; at: Millis } | null;
  /** The caller's office acts on it now: it can be taken. */
  mayTake: boolean;
  log: { at: Millis; what: StaffEntryKind; by: string; to: string; note: string }[];
  /** The caller's own last step, as long as it can be taken back. */
  undo: { action: CaseAction; until: Millis } | null;
  /** Other cases of the same person, newest first. */
  others: ApplicationRow[];
}

/** An officer to whom a case can be handed on. */
export interface Colleague {
  staffId: string;
  name: string;
  duty: string;
  orgName: string;
  /** On leave today: who stands in. */
  substitute: string | null;
}

/** What staff see of the person besides. */
export interface StaffPart {
  residentId: string;
  residentName: string;
  idNumberMasked: string;
  age: number;
  birthDate: CalendarDate;
  villageName: string;
  categoryLabel: string;
  levelLabel: string;
  lowIncomeLabel: string;
  /** The applicant's own binding must be verified before the village's first step. */
  identityVerified: boolean;
  /** Open verification to decide from the case page, if any. */
  verificationId: string | null;
  /** Devices: each item's amount by today's facts and rule, for the check before approval, in the order of the items. */
  today: QuoteView[];
  desk: CaseDesk;
  /** Consents of the resident under which officers acted in this case. */
  assists: AssistProof[];
  /** The viewer filed it for the resident: what decides on it is left to a second person. */
  secondPerson: boolean;
}

/** A resident's consent to be acted for, as recorded: a photo of the signature or the own voice. */
export interface AssistProof {
  at: Millis;
  by: string;
  scopes: AssistScope[];
  words: string;
  photo: PhotoView | null;
  voice: VoiceView | null;
}

export interface ApplicationView {
  applicationId: string;
  kind: CaseKind;
  version: number;
  title: string;
  image: string;
  state: CaseState;
  createdAt: Millis;
  updatedAt: Millis;
  detail: CaseDetail;
  contactPhone: string;
  /** The applicant's own words. */
  reason: string;
  voice: VoiceView | null;
  timeline: (TimelineEntry & { photos: PhotoView[] })[];
  feedback: CaseFeedback | null;
  /** What the viewer may do now, from the table of steps. */
  actions: CaseAction[];
  /** By whom it was filed for the resident, if not by the resident. */
  onBehalfBy: string | null;
  /** Whether that was an officer of the village. */
  assisted: boolean;
  /** Only for staff. */
  staff: StaffPart | null;
}

/** A wish as volunteers see it: nothing in it says whose it is. */
export interface PublicWish {
  wishId: string;
  category: WishCategory;
  text: string;
  costFen: Fen;
  villageName: string;
  openUntil: CalendarDate;
  state: CaseState;
  /** The caller has claimed it. */
  mine: boolean;
  version: number;
  /** For the volunteer who claimed it: whom to call to hand it over, and the masked name. */
  handOver: { officers: Officer[]; residentMasked: string; until: CalendarDate } | null;
  actions: CaseAction[];
}

type OnCase<More = object> = { applicationId: string } & More;
type Moved = { state: CaseState };

export interface ApplicationsApi extends CatalogueActions {
  catalogue: Action<Nothing, { items: CatalogueItem[] }>;
  quote: Action<
    { itemIds: string[] },
    {
      items: QuotedItem[];
      /** Sum, null when any item has no amount. */
      payFen: Fen | null;
      deliverTo: string;
      contactPhone: string;
    }
  >;
  applyDevice: Action<
    {
      itemIds: string[];
      contactPhone: string;
      deliverTo: string;
      reason: string;
      voiceId?: string;
      /** The sum the person read and agreed to; another sum by now is refused with QUOTE_CHANGED. */
      agreedPayFen: Fen;
    },
    { applicationId: string; payFen: Fen }
  >;
  /** Devices that came through the program and can be repaired. */
  myDevices: Action<Nothing, { devices: ReceivedDevice[]; contactPhone: string }>;
  applyRepair: Action<
    OnCase<{
      /** The device, one of the application's items. */
      itemId: string;
      reason: string;
      photoIds: string[];
      voiceId?: string;
      contactPhone: string;
    }>,
    { applicationId: string }
  >;
  applyEmployment: Action<
    Omit<EmploymentWish, 'noticeId'> & {
      noticeId?: string;
      contactPhone: string;
      voiceId?: string;
      /** Version of the consent text for finding work that was agreed to. */
      consentVersion: string;
    },
    { applicationId: string }
  >;
  applyRenovation: Action<
    {
      items: RenovationItem[];
      address: string;
      reason: string;
      voiceId?: string;
      photoIds: string[];
      contactPhone: string;
      consentVersion: string;
    },
    { applicationId: string }
  >;
  makeWish: Action<
    {
      category: WishCategory;
      costFen: Fen;
      reason: string;
      voiceId?: string;
      contactPhone: string;
      consentVersion: string;
    },
    { applicationId: string }
  >;
  /** What a form needs before it is filled in: known facts, limits, and why nothing can be asked for now. */
  formFacts: Action<
    { kind: 'employment' | 'renovation' | 'wish' },
    {
      contactPhone: string;
      address: string;
      /** Wish only, in fen; 0 otherwise. */
      maxFen: Fen;
      /** The open application of this kind that stands in the way, if any. */
      openApplicationId: string | null;
      obstacle: string;
    }
  >;
  mine: Action<{ kind?: CaseKind; open?: boolean; cursor?: string | null }, Paged<ApplicationRow>>;
  get: Action<
    { applicationId: string; knownVersion?: number },
    { unchanged: true } | { unchanged: false; application: ApplicationView }
  >;
  /**
   * `q`: the beginning of a name; or of a number ('261127-K7'), which is looked for in all queues. Names come in their own
   * order, all else in the order asked for: what is due first, oldest or newest (the usual one: oldest, of done ones newest).
   */
  queue: Action<
    {
      kind: CaseKind;
      tab: CaseTab;
      q?: string;
      villageId?: string;
      who?: 'mine' | 'nobody';
      overdue?: boolean;
      sort?: 'due' | 'oldest' | 'newest';
      cursor?: string | null;
      knownVersion?: number;
    },
    | { unchanged: true }
    | ({
        unchanged: false;
        version: number;
        counts: Record<CaseTab, number>;
        /** Overdue ones of this tab. */
        overdue: number;
      } & Paged<ApplicationRow>)
  >;
  /** What officers filed for residents and a second person has to decide on, the oldest first. */
  secondPerson: Action<{ villageId?: string; cursor?: string | null }, Paged<ApplicationRow>>;
  /**
   * Cases of all kinds, what is due first. mine: taken by or handed to the caller, or to somebody the caller stands in for.
   * overdue: what waits for the caller's own office. overdueAll: in the whole village or town, whoever it waits for.
   */
  work: Action<
    {
      list: 'mine' | 'overdue' | 'overdueAll';
      villageId?: string;
      cursor?: string | null;
      knownVersion?: number;
    },
    { unchanged: true } | ({ unchanged: false; version: number } & Paged<ApplicationRow>)
  >;
  /** The case becomes the caller's work; the second of two is told who was first. */
  takeCase: Action<OnCase, { taken: true }>;
  /** Nobody's work again. */
  releaseCase: Action<OnCase, { released: true }>;
  /** `seenStaffId`: whose work it was when the officer decided; another one by now is refused. The colleague is told. */
  handOn: Action<
    OnCase<{ toStaffId: string; seenStaffId: string | null; note: string }>,
    { to: string; substitute: string | null }
  >;
  colleagues: Action<OnCase, { colleagues: Colleague[] }>;
  /** For staff only. */
  addNote: Action<OnCase<{ words: string }>, { noted: true }>;
  /** Takes the caller's own last step back: within five minutes, if it told nobody and nobody went on. */
  undoStep: Action<OnCase, Moved>;
  contacts: Action<OnCase, { contacts: CaseContact[] }>;
  /** The whole number of a contact, for a reason that is logged. */
  revealContact: Action<OnCase<{ contactId: string; reason: string }>, { phone: string }>;

  /** The village has looked at it (devices, employment). */
  check: Action<OnCase<{ note?: string }>, Moved>;
  return: Action<OnCase<{ reason: string }>, Moved>;
  resubmit: Action<OnCase<{ answer: string; photoIds?: string[] }>, Moved>;
  reject: Action<OnCase<{ reason: string }>, Moved>;
  withdraw: Action<OnCase<{ reason?: string }>, Moved>;
  confirmReceipt: Action<OnCase, Moved>;
  /** Something is wrong with what was delivered, repaired or built: back to whoever carries it out. */
  dispute: Action<OnCase<{ reason: string; photoIds?: string[] }>, Moved>;
  giveFeedback: Action<
    OnCase<{ score: number; words: string; photoIds?: string[]; voiceId?: string }>,
    Moved
  >;

  /** Devices. `seenPayFen`: the sum the officer saw; another one by now is refused with QUOTE_CHANGED. */
  approve: Action<
    OnCase<{ seenPayFen: Fen; note?: string }>,
    Moved & { decidedFen: Fen; difference: QuoteDifference | null }
  >;
  deliver: Action<OnCase<{ photoIds: string[]; note?: string }>, Moved>;

  takeRepair: Action<OnCase<{ note?: string }>, Moved>;
  finishRepair: Action<OnCase<{ note: string; photoIds?: string[] }>, Moved>;

  survey: Action<OnCase<{ items: RenovationItem[]; findings: string; photoIds: string[] }>, Moved>;
  approveRenovation: Action<OnCase<{ note?: string }>, Moved>;
  startBuilding: Action<OnCase<{ builder: string; from: CalendarDate; to: CalendarDate }>, Moved>;
  finishBuilding: Action<OnCase<{ photoIds: string[]; note?: string }>, Moved>;
  acceptWork: Action<OnCase, Moved>;

  followUp: Action<OnCase<{ words: string; nextOn?: CalendarDate }>, Moved>;
  recordPlacement: Action<OnCase<Placement & { note?: string }>, Moved>;
  closeUnplaced: Action<OnCase<{ reason: string }>, Moved>;
  reopenEmployment: Action<OnCase<{ reason: string }>, Moved>;

  publishWish: Action<OnCase<{ publicText: string; costFen: Fen }>, Moved>;
  /** For volunteers: open ones, or those the caller has claimed. */
  wishes: Action<
    { mine?: boolean; villageId?: string; category?: WishCategory; cursor?: string | null },
    Paged<PublicWish>
  >;
  wish: Action<{ wishId: string }, { wish: PublicWish }>;
  claimWish: Action<{ wishId: string }, Moved>;
  /** The claim is given back, by the volunteer or by staff. */
  releaseWish: Action<{ wishId: string; reason: string }, Moved>;
  deliverWish: Action<{ wishId: string; photoIds: string[]; note?: string }, Moved>;
}
