/**
 * Every page of the app: who opens it in the demo village and with what. A page that is not here fails the audit, so a new
 * page comes with its line.
 */
import type { ActionName, FunctionName, Input, Output } from '../../typings/api';

/** Asks a function as somebody of the demo village. */
export type Ask = <F extends FunctionName, A extends ActionName<F>>(
  openid: string,
  fn: F,
  action: A,
  input: Input<F, A>,
) => Promise<Output<F, A>>;

export interface Place {
  /** As in app.json. */
  route: string;
  openid: string;
  /** Said in the report when a page is visited more than once. */
  note?: string;
  query?: (ask: Ask) => Promise<Record<string, string>> | Record<string, string>;
  /** Instead of `openid` and `query`, when who has such a record must be looked for. */
  chooses?: (ask: Ask) => Promise<{ openid: string; query: Record<string, string> }>;
}

const STRANGER = 'demo-stranger';
const RESIDENT = 'demo-resident-01';
const GUARDIAN = 'demo-guardian-1';
const VOLUNTEER = 'demo-volunteer-01';
const VILLAGE = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';
const ADMIN = 'demo-admin';

function firstOf<T>(items: readonly T[], what: string): T {
  const [first] = items;
  if (first === undefined) throw new Error(`the demo village has no ${what}`);
  return first;
}

/** The first case of a kind in one of the queues of the village. */
const caseIn =
  (kind: Input<'applications', 'queue'>['kind'], tabs: Input<'applications', 'queue'>['tab'][]) =>
  async (ask: Ask): Promise<Record<string, string>> => {
    for (const tab of tabs) {
      const answer = await ask(VILLAGE, 'applications', 'queue', { kind, tab });
      if (!answer.unchanged && answer.items[0]) return { applicationId: answer.items[0].applicationId };
    }
    throw new Error(`the demo village has no ${kind} in ${tabs.join(', ')}`);
  };

const ownApplication = async (ask: Ask): Promise<Record<string, string>> => {
  const { items } = await ask(RESIDENT, 'applications', 'mine', {});
  return { applicationId: firstOf(items, 'application').applicationId };
};

const someResident = async (ask: Ask): Promise<Record<string, string>> => {
  const { items } = await ask(VILLAGE, 'registry', 'residents', {});
  return { residentId: firstOf(items, 'resident').residentId };
};

/** A page of a record that only some volunteers have: the first of them opens it. */
function byVolunteer(
  route: string,
  find: (ask: Ask, openid: string) => Promise<Record<string, string> | undefined>,
): Place {
  return {
    route,
    openid: VOLUNTEER,
    chooses: async (ask) => {
      for (let n = 1; n <= 30; n += 1) {
        const openid = `demo-volunteer-${String(n).padStart(2, '0')}`;
        const query = await find(ask, openid).catch(() => undefined);
        if (query) return { openid, query };
      }
      throw new Error(`no volunteer of the demo village can open ${route}`);
    },
  };
}

const at = (openid: string, ...routes: string[]): Place[] => routes.map((route) => ({ route, openid }));

export const PLACES: readonly Place[] = [
  { route: 'pages/home/index', openid: STRANGER, note: 'nobody yet' },
  { route: 'pages/home/index', openid: RESIDENT, note: 'resident' },
  { route: 'pages/home/index', openid: GUARDIAN, note: 'guardian' },
  { route: 'pages/home/index', openid: VOLUNTEER, note: 'volunteer' },
  { route: 'pages/home/index', openid: VILLAGE, note: 'village' },
  { route: 'pages/home/index', openid: TOWN, note: 'town' },
  { route: 'pages/home/index', openid: ADMIN, note: 'administrator' },
  ...at(RESIDENT, 'pages/emergency/index', 'pages/me/index', 'pages/contact/index'),
  ...at(
    STRANGER,
    'pages/bind/index',
    'join/guardian-ask/index',
    'join/staff-join/index',
    'volunteer/register/index',
  ),
  ...at(RESIDENT, 'info/notices/index', 'info/my-data/index'),
  {
    route: 'info/notice/index',
    openid: RESIDENT,
    query: async (ask) => {
      const { items } = await ask(RESIDENT, 'notices', 'list', {});
      return { noticeId: firstOf(items, 'notice').noticeId };
    },
  },
  ...at(
    RESIDENT,
    'resident/devices/index',
    'resident/repair/index',
    'resident/applications/index',
    'resident/work/index',
    'resident/work-apply/index',
    'resident/renovation/index',
    'resident/wish/index',
    'resident/code/index',
    'resident/helpers/index',
  ),
  { route: 'resident/device/index', openid: RESIDENT, query: () => ({ itemId: 'wheelchair' }) },
  { route: 'resident/apply/index', openid: RESIDENT, query: () => ({ itemIds: 'wheelchair,cane' }) },
  { route: 'resident/application/index', openid: RESIDENT, query: ownApplication },
  {
    route: 'resident/service/index',
    openid: RESIDENT,
    query: async (ask) => {
      const { items } = await ask(RESIDENT, 'pairing', 'myServices', {});
      return { serviceId: firstOf(items, 'service of the resident').serviceId };
    },
  },
  ...at(
    VOLUNTEER,
    'volunteer/intention/index',
    'volunteer/profile/index',
    'volunteer/stories/index',
    'volunteer/story/index',
    'volunteer/my-record/index',
    'volunteer/wishes/index',
    'volunteer/donate/index',
    'volunteer/donations/index',
    'volunteer/scan/index',
    'volunteer/points/index',
    'volunteer/shop/index',
    'volunteer/orders/index',
    'volunteer/ranking/index',
    'volunteer/pairings/index',
    'volunteer/services/index',
  ),
  {
    route: 'volunteer/wish/index',
    openid: VOLUNTEER,
    query: async (ask) => {
      const { items } = await ask(VOLUNTEER, 'applications', 'wishes', {});
      return { wishId: firstOf(items, 'published wish').wishId };
    },
  },
  {
    route: 'volunteer/promise/index',
    openid: VOLUNTEER,
    query: async (ask) => {
      const { items } = await ask(VOLUNTEER, 'donations', 'needs', {});
      return { needId: firstOf(items, 'published need').needId };
    },
  },
  { route: 'volunteer/promise/index', openid: VOLUNTEER, note: 'to the town', query: () => ({ to: 'town' }) },
  byVolunteer('volunteer/donation/index', async (ask, openid) => {
    const [one] = (await ask(openid, 'donations', 'mine', {})).items;
    return one && { donationId: one.donationId };
  }),
  byVolunteer('volunteer/service/index', async (ask, openid) => {
    const [one] = (await ask(openid, 'pairing', 'myServices', {})).items;
    return one && { serviceId: one.serviceId };
  }),
  byVolunteer('volunteer/record/index', async (ask, openid) => {
    const one = (await ask(openid, 'pairing', 'myPairings', {})).items.find(
      ({ state }) => state === 'active',
    );
    return one && { pairingId: one.pairingId };
  }),
  byVolunteer('volunteer/certificate/index', async (ask, openid) => {
    const { certificates } = await ask(openid, 'pairing', 'myRecord', {});
    return certificates[0] && { certificateId: certificates[0].certificateId };
  }),
  {
    route: 'staff/queue/index',
    openid: VILLAGE,
    note: 'devices',
    query: () => ({ kind: 'device', tab: 'toCheck' }),
  },
  {
    route: 'staff/queue/index',
    openid: TOWN,
    note: 'renovation',
    query: () => ({ kind: 'renovation', tab: 'toApprove' }),
  },
  {
    route: 'staff/case/index',
    openid: VILLAGE,
    note: 'device',
    query: caseIn('device', ['toCheck', 'toCarryOut', 'done']),
  },
  {
    route: 'staff/case/index',
    openid: TOWN,
    note: 'renovation',
    query: caseIn('renovation', ['toApprove', 'done']),
  },
  {
    route: 'staff/case/index',
    openid: VILLAGE,
    note: 'work',
    query: caseIn('employment', ['toCarryOut', 'toCheck', 'done']),
  },
  { route: 'staff/deliver/index', openid: VILLAGE, query: caseIn('device', ['toCarryOut']) },
  { route: 'staff/survey/index', openid: VILLAGE, query: caseIn('renovation', ['toCheck']) },
  { route: 'staff/building/index', openid: VILLAGE, query: caseIn('renovation', ['toCarryOut']) },
  { route: 'staff/follow-up/index', openid: VILLAGE, query: caseIn('employment', ['toCarryOut', 'toCheck']) },
  { route: 'staff/placement/index', openid: VILLAGE, query: caseIn('employment', ['toCarryOut', 'toCheck']) },
  { route: 'staff/publish-wish/index', openid: VILLAGE, query: caseIn('wish', ['toCheck']) },
  ...at(
    VILLAGE,
    'staff/emergencies/index',
    'staff/services/index',
    'staff/pairings/index',
    'staff/donations/index',
    'staff/needs/index',
    'staff/cards/index',
    'staff/orders/index',
    'staff/goods/index',
    'staff/goods-edit/index',
    'staff/intentions/index',
    'staff/verify-certificate/index',
    'staff/signals/index',
    'staff/pictures/index',
    'staff/verifications/index',
    'staff/residents/index',
    'staff/notices/index',
    'staff/notice-edit/index',
  ),
  {
    route: 'staff/service/index',
    openid: VILLAGE,
    query: async (ask) => {
      for (const tab of ['toCheck', 'disputed', 'decided'] as const) {
        const answer = await ask(VILLAGE, 'pairing', 'serviceQueue', { tab });
        if (!answer.unchanged && answer.items[0]) return { serviceId: answer.items[0].serviceId };
      }
      throw new Error('the demo village has no service for staff');
    },
  },
  {
    route: 'staff/donation/index',
    openid: VILLAGE,
    query: async (ask) => {
      for (const tab of ['toAccept', 'toReceive', 'toHandOut', 'done'] as const) {
        const answer = await ask(VILLAGE, 'donations', 'queue', { tab, directed: true });
        if (!answer.unchanged && answer.items[0]) return { donationId: answer.items[0].donationId };
      }
      throw new Error('the demo village has no donation');
    },
  },
  { route: 'staff/resident/index', openid: VILLAGE, query: someResident },
  { route: 'staff/leaving/index', openid: VILLAGE, query: someResident },
  ...at(ADMIN, 'staff/invite/index', 'staff/goods/index'),
];
