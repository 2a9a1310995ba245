/** What village and town officers work through: cases, services, donations, goods, notices. */
import { ADMIN, at, caseIn, firstOf, STRANGER, TOWN, VILLAGE, withQuery, type Place } from './kinds';

export const CASEWORK: readonly Place[] = [
  {
    route: 'staff/queue/index',
    openid: STRANGER,
    note: 'no rights',
    query: () => ({ kind: 'device', tab: 'toCheck' }),
  },
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
    query: caseIn('device', 'toCheck', 'toCarryOut', 'done'),
  },
  {
    route: 'staff/case/index',
    openid: TOWN,
    note: 'renovation',
    query: caseIn('renovation', 'toApprove', 'done'),
  },
  {
    route: 'staff/case/index',
    openid: VILLAGE,
    note: 'work',
    query: caseIn('employment', 'toCarryOut', 'toCheck', 'done'),
  },
  ...withQuery(
    VILLAGE,
    caseIn('renovation', 'toCheck'),
    'staff/contacts/index',
    'staff/hand-on/index',
    'staff/survey/index',
  ),
  { route: 'staff/deliver/index', openid: VILLAGE, query: caseIn('device', 'toCarryOut') },
  { route: 'staff/building/index', openid: VILLAGE, query: caseIn('renovation', 'toCarryOut') },
  ...withQuery(
    VILLAGE,
    caseIn('employment', 'toCarryOut', 'toCheck'),
    'staff/follow-up/index',
    'staff/placement/index',
  ),
  { route: 'staff/publish-wish/index', openid: VILLAGE, query: caseIn('wish', 'toCheck') },
  ...at(
    VILLAGE,
    'staff/leave/index',
    'staff/emergencies/index',
    'staff/services/index',
    'staff/pairings/index',
    'staff/donations/index',
    'staff/needs/index',
    'staff/orders/index',
    'staff/goods/index',
    'staff/goods-edit/index',
    'staff/intentions/index',
    'staff/verify-certificate/index',
    'staff/signals/index',
    'staff/verifications/index',
    'staff/notices/index',
    'staff/notice-edit/index',
    'staff/pictures/index',
  ),
  ...withQuery(VILLAGE, () => ({ list: 'mine' }), 'staff/work/index'),
  { route: 'staff/work/index', openid: TOWN, note: 'overdue', query: () => ({ list: 'overdueAll' }) },
  ...at(TOWN, 'staff/villages/index'),
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
  {
    route: 'staff/job-people/index',
    openid: VILLAGE,
    query: async (ask) => {
      const { items } = await ask(VILLAGE, 'notices', 'list', { kinds: ['job', 'training'] });
      return { noticeId: firstOf(items, 'job').noticeId };
    },
  },
  { route: 'staff/goods/index', openid: ADMIN, note: 'town' },
];
