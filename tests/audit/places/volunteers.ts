/** What volunteers see. */
import { at, byFirst, firstOf, STRANGER, VOLUNTEER, type Place } from './kinds';

export const VOLUNTEERS: readonly Place[] = [
  ...at(STRANGER, 'volunteer/register/index'),
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
  byFirst('volunteer', 'volunteer/donation/index', async (ask, openid) => {
    const [one] = (await ask(openid, 'donations', 'mine', {})).items;
    return one && { donationId: one.donationId };
  }),
  byFirst('volunteer', 'volunteer/service/index', async (ask, openid) => {
    const [one] = (await ask(openid, 'pairing', 'myServices', {})).items;
    return one && { serviceId: one.serviceId };
  }),
  byFirst('volunteer', 'volunteer/record/index', async (ask, openid) => {
    const { items } = await ask(openid, 'pairing', 'myPairings', {});
    const one = items.find(({ state }) => state === 'active');
    return one && { pairingId: one.pairingId };
  }),
  byFirst('volunteer', 'volunteer/certificate/index', async (ask, openid) => {
    const { certificates } = await ask(openid, 'pairing', 'myRecord', {});
    return certificates[0] && { certificateId: certificates[0].certificateId };
  }),
];
