/** The addresses of all pages in one place. */

function address(path: string, query: Record<string, string> = {}): string {
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

export const ROUTES = {
  home: () => '/pages/home/index',
  bind: () => '/join/bind/index',
  guardianAsk: () => '/join/guardian-ask/index',
  staffJoin: () => '/join/staff-join/index',
  me: () => '/pages/me/index',
  contact: () => '/pages/contact/index',
  emergency: () => '/pages/emergency/index',
  notices: (kind?: string) => address('/info/notices/index', kind ? { kind } : {}),
  notice: (noticeId: string) => address('/info/notice/index', { noticeId }),
  myData: () => '/info/my-data/index',
  privacyAsk: (use: string) => address('/info/privacy-ask/index', { use }),
  guide: () => '/info/guide/index',
  volunteerCopy: () => '/info/volunteer-copy/index',
  volunteerRegister: () => '/volunteer/register/index',
  scan: () => '/volunteer/scan/index',
  volunteerPairings: () => '/volunteer/pairings/index',
  volunteerServices: () => '/volunteer/services/index',
  volunteerService: (serviceId: string) => address('/volunteer/service/index', { serviceId }),
  recordService: (pairingId: string) => address('/volunteer/record/index', { pairingId }),
  intention: () => '/volunteer/intention/index',
  volunteerProfile: () => '/volunteer/profile/index',
  stories: () => '/volunteer/stories/index',
  story: (noticeId?: string) => address('/volunteer/story/index', noticeId ? { noticeId } : {}),
  myRecord: () => '/volunteer/my-record/index',
  certificate: (certificateId: string) => address('/volunteer/certificate/index', { certificateId }),
  staffIntentions: () => '/staff/intentions/index',
  verifyCertificate: () => '/staff/verify-certificate/index',
  wishes: () => '/volunteer/wishes/index',
  points: () => '/volunteer/points/index',
  shop: () => '/volunteer/shop/index',
  volunteerOrders: () => '/volunteer/orders/index',
  ranking: () => '/volunteer/ranking/index',
  publicWish: (wishId: string) => address('/volunteer/wish/index', { wishId }),
  donate: () => '/volunteer/donate/index',
  promise: (whom: { needId: string } | { to: 'village' | 'town' }) =>
    address('/volunteer/promise/index', whom),
  donations: () => '/volunteer/donations/index',
  donation: (donationId: string) => address('/volunteer/donation/index', { donationId }),
  devices: () => '/resident/devices/index',
  device: (itemId: string) => address('/resident/device/index', { itemId }),
  apply: (itemIds: readonly string[]) => address('/resident/apply/index', { itemIds: itemIds.join(',') }),
  repair: (applicationId?: string, itemId?: string) =>
    address('/resident/repair/index', applicationId && itemId ? { applicationId, itemId } : {}),
  work: () => '/resident/work/index',
  workApply: (noticeId?: string) => address('/resident/work-apply/index', noticeId ? { noticeId } : {}),
  renovation: () => '/resident/renovation/index',
  wish: () => '/resident/wish/index',
  code: () => '/resident/code/index',
  helpers: () => '/resident/helpers/index',
  service: (serviceId: string) => address('/resident/service/index', { serviceId }),
  applications: () => '/resident/applications/index',
  application: (applicationId: string) => address('/resident/application/index', { applicationId }),
  queue: (kind: string, tab: string, villageId?: string) =>
    address('/staff/queue/index', { kind, tab, ...(villageId === undefined ? {} : { villageId }) }),
  staffWork: (list: 'mine' | 'overdue' | 'overdueAll', villageId?: string) =>
    address('/staff/work/index', { list, ...(villageId === undefined ? {} : { villageId }) }),
  staffVillages: () => '/staff/villages/index',
  leave: (staffId?: string) => address('/staff/leave/index', staffId ? { staffId } : {}),
  case: (applicationId: string) => address('/staff/case/index', { applicationId }),
  contacts: (applicationId: string) => address('/staff/contacts/index', { applicationId }),
  handOn: (applicationId: string) => address('/staff/hand-on/index', { applicationId }),
  deliver: (applicationId: string) => address('/staff/deliver/index', { applicationId }),
  survey: (applicationId: string) => address('/staff/survey/index', { applicationId }),
  building: (applicationId: string) => address('/staff/building/index', { applicationId }),
  followUp: (applicationId: string) => address('/staff/follow-up/index', { applicationId }),
  placement: (applicationId: string) => address('/staff/placement/index', { applicationId }),
  publishWish: (applicationId: string) => address('/staff/publish-wish/index', { applicationId }),
  emergencies: () => '/staff/emergencies/index',
  staffPictures: () => '/staff/pictures/index',
  staffNotices: (state?: string) => address('/staff/notices/index', state ? { state } : {}),
  noticeEdit: (noticeId?: string) => address('/staff/notice-edit/index', noticeId ? { noticeId } : {}),
  staffServices: () => '/staff/services/index',
  staffService: (serviceId: string) => address('/staff/service/index', { serviceId }),
  staffPairings: () => '/staff/pairings/index',
  staffDonations: () => '/staff/donations/index',
  staffDonation: (donationId: string) => address('/staff/donation/index', { donationId }),
  staffNeeds: () => '/staff/needs/index',
  cards: () => '/staff/cards/index',
  staffExchange: (query: Record<string, string> = {}) => address('/staff/exchange/index', query),
  staffImport: (jobId: string) => address('/staff/import/index', { jobId }),
  staffLists: () => '/staff/lists/index',
  staffOrders: () => '/staff/orders/index',
  staffGoods: () => '/staff/goods/index',
  goodsEdit: (goodsId?: string) => address('/staff/goods-edit/index', goodsId ? { goodsId } : {}),
  verifications: () => '/staff/verifications/index',
  /** `filter` as text of JSON, for a number whose list is to be seen. */
  residents: (filter?: string) => address('/staff/residents/index', filter ? { filter } : {}),
  resident: (residentId: string) => address('/staff/resident/index', { residentId }),
  residentEdit: (residentId: string, field?: string) =>
    address('/staff/resident-edit/index', { residentId, ...(field ? { field } : {}) }),
  residentLog: (residentId: string) => address('/staff/resident-log/index', { residentId }),
  comingBack: (residentId: string) => address('/staff/coming-back/index', { residentId }),
  merge: (a: string, b: string) => address('/staff/merge/index', { a, b }),
  counts: () => '/staff/counts/index',
  signals: () => '/staff/signals/index',
  findings: (kind?: string) => address('/staff/findings/index', kind ? { kind } : {}),
  staffVolunteers: () => '/staff/volunteers/index',
  staffVolunteer: (volunteerId: string) => address('/staff/volunteer/index', { volunteerId }),
  leaving: (residentId: string) => address('/staff/leaving/index', { residentId }),
  assist: (residentId?: string) => address('/staff/assist/index', residentId ? { residentId } : {}),
  jobFiles: () => '/staff/job-files/index',
  jobFile: (residentId: string) => address('/staff/job-file/index', { residentId }),
  jobEdit: (residentId: string) => address('/staff/job-edit/index', { residentId }),
  jobPlan: (residentId: string) => address('/staff/job-plan/index', { residentId }),
  jobContact: (residentId: string, what: 'followUp' | 'outcome') =>
    address('/staff/job-contact/index', { residentId, what }),
  jobPeople: (noticeId: string) => address('/staff/job-people/index', { noticeId }),
  awaiting: () => '/staff/awaiting/index',
  assistLog: () => '/staff/assist-log/index',
  setUp: () => '/set-up/home/index',
  dailyReport: () => '/set-up/daily/index',
} as const;

/** WeChat keeps ten pages at most; past that the new page takes the place of the top one. */
const STACK_LIMIT = 10;

/** Opens a page on top. */
export function go(url: string): void {
  if (getCurrentPages().length >= STACK_LIMIT) void wx.redirectTo({ url });
  else void wx.navigateTo({ url });
}

/** Opens a page instead of this one: going back does not lead to a form that is already sent. */
export function replace(url: string): void {
  void wx.redirectTo({ url });
}

/** To the home page, with nothing to go back to. */
export function goHome(): void {
  void wx.reLaunch({ url: ROUTES.home() });
}

/** One page back, or home when this is the first one. */
export function back(): void {
  if (getCurrentPages().length > 1) void wx.navigateBack();
  else goHome();
}

/** Dials after WeChat's own question; hanging up or saying no is not an error. */
export async function dial(phoneNumber: string): Promise<void> {
  try {
    await wx.makePhoneCall({ phoneNumber });
  } catch {
    // The person decided not to call.
  }
}
