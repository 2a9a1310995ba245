/** What administrators set: staff, villages, devices, rules, screens. */
import { ADMIN, at, firstOf, TOWN, type Ask, type Place, type Query } from './kinds';

const officer = async (ask: Ask): Promise<Query> => {
  const { items } = await ask(ADMIN, 'accounts', 'staffList', { state: 'active', office: 'xiejialu' });
  return { staffId: firstOf(items, 'officer').staffId };
};
const village = (): Query => ({ villageId: 'xiejialu' });

export const SET_UP: readonly Place[] = [
  ...at(
    ADMIN,
    'set-up/home/index',
    'set-up/staff/index',
    'set-up/places/index',
    'set-up/devices/index',
    'set-up/rules/index',
    'set-up/screens/index',
    'set-up/audit/index',
    'set-up/nights/index',
    'set-up/health/index',
    'set-up/incidents/index',
    'set-up/texts/index',
  ),
  { route: 'set-up/daily/index', openid: TOWN },
  { route: 'set-up/member/index', openid: ADMIN, query: officer },
  { route: 'set-up/member-edit/index', openid: ADMIN, query: officer },
  { route: 'set-up/place/index', openid: ADMIN, query: village },
  { route: 'set-up/phones/index', openid: ADMIN, query: village },
  { route: 'set-up/device/index', openid: ADMIN, query: () => ({ itemId: 'wheelchair' }) },
  { route: 'set-up/rule/index', openid: ADMIN, query: () => ({ key: 'wishLimit' }) },
  { route: 'set-up/rule-edit/index', openid: ADMIN, query: () => ({ key: 'devicePayment' }) },
];
