/** What residents and guardians see. */
import { at, byFirst, firstOf, RESIDENT, STRANGER, type Place } from './kinds';

export const RESIDENTS: readonly Place[] = [
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
  { route: 'resident/applications/index', openid: STRANGER, note: 'no rights' },
  { route: 'resident/device/index', openid: RESIDENT, query: () => ({ itemId: 'wheelchair' }) },
  { route: 'resident/apply/index', openid: RESIDENT, query: () => ({ itemIds: 'wheelchair,cane' }) },
  {
    route: 'resident/application/index',
    openid: RESIDENT,
    query: async (ask) => {
      const { items } = await ask(RESIDENT, 'applications', 'mine', {});
      return { applicationId: firstOf(items, 'application').applicationId };
    },
  },
  byFirst('resident', 'resident/service/index', async (ask, openid) => {
    const [one] = (await ask(openid, 'pairing', 'myServices', {})).items;
    return one && { serviceId: one.serviceId };
  }),
];
