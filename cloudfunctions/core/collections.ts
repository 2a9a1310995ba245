/** What is stored, collection by collection; documents/ has what a document of each is. Indexes and access: schema.json. */
import type { ApplicationDoc } from './documents/applications';
import type { AssistConsentDoc } from './documents/assist';
import type { AttemptDoc, AuditDoc, CommandDoc } from './documents/commands';
import type { CounterDoc } from './documents/counters';
import type { AllotmentDoc, DonationDoc, NeedDoc } from './documents/donations';
import type { EmergencyCallDoc } from './documents/emergency';
import type { EmploymentFileDoc } from './documents/employment-file';
import type { ExchangeCollections } from './documents/exchange';
import type { PhotoDoc, VoiceDoc } from './documents/media';
import type { BoardDoc, NoticeDoc } from './documents/notices';
import type { DailyReportDoc, IncidentDoc, TimerRunDoc } from './documents/operations';
import type { CertificateDoc, CodeDoc, IntentionDoc, PairingDoc, ServiceDoc } from './documents/pairing';
import type {
  IdentityDoc,
  OpenSlotDoc,
  ResidentDoc,
  StaffDoc,
  UserDoc,
  VerificationDoc,
  VolunteerDoc,
} from './documents/people';
import type {
  GoodsDoc,
  OrderCodeDoc,
  OrderDoc,
  PointAccountDoc,
  PointDayDoc,
  PointEntryDoc,
} from './documents/points';
import type { FindingDoc, MergeDoc, ResidentChangeDoc, SavedViewsDoc } from './documents/register';
import type { FileRemovalDoc, MessageDoc, ProgressDoc } from './documents/safeguard';
import type { MiniCodeDoc, ScreenLinkDoc } from './documents/screen';
import type { CatalogueDoc, ParameterDoc, ParameterHeadDoc, VillageDoc } from './documents/set-up';
import type { SignalDoc } from './documents/signals';
import type { UpkeepReportDoc } from './documents/upkeep';

export type * from './documents/applications';
export type * from './documents/commands';
export type * from './documents/counters';
export type * from './documents/donations';
export type * from './documents/emergency';
export type * from './documents/media';
export type * from './documents/notices';
export type * from './documents/pairing';
export type * from './documents/people';
export type * from './documents/points';
export type * from './documents/screen';
export type * from './documents/set-up';

export interface Collections extends ExchangeCollections {
  users: UserDoc;
  residents: ResidentDoc;
  identities: IdentityDoc;
  volunteers: VolunteerDoc;
  staff: StaffDoc;
  verifications: VerificationDoc;
  villages: VillageDoc;
  catalogue: CatalogueDoc;
  parameterHeads: ParameterHeadDoc;
  applications: ApplicationDoc;
  openSlots: OpenSlotDoc;
  photos: PhotoDoc;
  voices: VoiceDoc;
  parameters: ParameterDoc;
  counters: CounterDoc;
  commands: CommandDoc;
  audit: AuditDoc;
  attempts: AttemptDoc;
  screenLinks: ScreenLinkDoc;
  codes: CodeDoc;
  emergencyCalls: EmergencyCallDoc;
  notices: NoticeDoc;
  boards: BoardDoc;
  pairings: PairingDoc;
  services: ServiceDoc;
  signals: SignalDoc;
  pointAccounts: PointAccountDoc;
  pointEntries: PointEntryDoc;
  pointDays: PointDayDoc;
  goods: GoodsDoc;
  orders: OrderDoc;
  orderCodes: OrderCodeDoc;
  needs: NeedDoc;
  donations: DonationDoc;
  allotments: AllotmentDoc;
  intentions: IntentionDoc;
  certificates: CertificateDoc;
  assistConsents: AssistConsentDoc;
  employmentFiles: EmploymentFileDoc;
  upkeepReports: UpkeepReportDoc;
  miniCodes: MiniCodeDoc;
  residentChanges: ResidentChangeDoc;
  findings: FindingDoc;
  merges: MergeDoc;
  savedViews: SavedViewsDoc;
  messages: MessageDoc;
  progress: ProgressDoc;
  fileRemovals: FileRemovalDoc;
  incidents: IncidentDoc;
  timerRuns: TimerRunDoc;
  dailyReports: DailyReportDoc;
}

export type CollectionName = keyof Collections;
