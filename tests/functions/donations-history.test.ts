/** After whatever happened, in any order: stock, what needs are promised and figures are what a recount gives. */
import fc from 'fast-check';
import type { DonationDoc } from '../../cloudfunctions/core/collections';
import { runTimer } from '../../cloudfunctions/core/timers';
import { donationsTimers } from '../../cloudfunctions/donations/timers';
import { openStage } from '../../demo/actors';
import { seededRandom } from '../../demo/random';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { DonationState } from '../../typings/api/donations';
import type { CallResult } from '../../typings/wire';
import { photo } from '../support/functions/case';
import { expectRecountEqual } from '../support/functions/recount';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

const DAY = 86_400_000;
let server: TestServer;
let world: World;
let donors: string[];

beforeAll(async () => {
  ({ server, world } = await startTown());
  donors = [await world.volunteer(), await world.volunteer(OTHER_VILLAGE)];
  // Points the SDK of this process at the server, for the timer with a clock of its own.
  openStage(server.local.url, server.env, seededRandom(1));
});
afterAll(() => server.close());
beforeEach(() => void jest.spyOn(console, 'log').mockReturnValue());

const ENDED: readonly DonationState[] = ['cancelled', 'expired', 'declined'];

async function expectInStep(): Promise<void> {
  const { client } = server;
  const [needs, donations, allotments] = await Promise.all([
    client.all('needs'),
    client.all('donations'),
    client.all('allotments'),
  ]);
  const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0);
  for (const donation of donations) {
    const parts = allotments.filter(({ donationId }) => donationId === donation._id);
    const handed = parts.filter(({ state }) => state === 'delivered');
    expect([donation.allotted, donation.delivered]).toEqual([
      sum(parts.map(({ quantity }) => quantity)),
      sum(handed.map(({ quantity }) => quantity)),
    ]);
    expect(donation.delivered).toBeLessThanOrEqual(donation.allotted);
    expect(donation.allotted).toBeLessThanOrEqual(donation.received);
    for (const { photoIds } of handed) expect(photoIds.length).toBeGreaterThan(0);
    expect(donation.timeline.at(-1)?.state).toBe(donation.state);
    if (donation.state === 'delivered') expect(donation.delivered).toBe(donation.received);
  }
  for (const need of needs) {
    const counted = donations.filter(({ needId, state }) => needId === need._id && !ENDED.includes(state));
    expect(need.promised).toBe(sum(counted.map(({ received, quantity }) => received || quantity)));
  }
}

const DEEDS = [
  'need',
  'promiseNeed',
  'promiseTown',
  'accept',
  'decline',
  'receive',
  'allot',
  'deliver',
  'deliverPart',
  'cancel',
  'expire',
] as const;
type Deed = (typeof DEEDS)[number];

/** Deeds that were accepted at least once: histories of refusals show nothing. */
const happened = new Set<Deed>();

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}
const officeOf = ({ villageId }: { villageId: string }): string =>
  villageId === 'town' ? world.staff.town : world.officerOf(villageId);

async function perform(deed: Deed, n: number, m: number): Promise<CallResult<unknown> | null> {
  const { client } = server;
  const donor = pick(donors, n) ?? '';
  const inState = async (...states: DonationState[]): Promise<DonationDoc | undefined> =>
    pick(
      (await client.all('donations')).filter(({ state }) => states.includes(state)),
      n + m,
    );
  const promised = {
    needId: null,
    villageId: null,
    kind: 'goods' as const,
    what: '大米',
    quantity: 1 + m,
    unit: '袋',
    valueFen: null,
    promisedUntil: chinaDate(Date.now() + DAY),
    words: '',
  };
  switch (deed) {
    case 'need':
      return client.call(
        pick([world.staff.village, world.staff.otherVillage], n) ?? '',
        'donations',
        'saveNeed',
        {
          what: '棉被',
          quantity: 5 + m,
          unit: '床',
          openUntil: chinaDate(Date.now() + 30 * DAY),
          residentId: null,
          open: true,
        },
      );
    case 'promiseNeed': {
      const need = pick(await client.all('needs'), n + m);
      return need ? client.call(donor, 'donations', 'promise', { ...promised, needId: need._id }) : null;
    }
    case 'promiseTown':
      return client.call(donor, 'donations', 'promise', promised);
    case 'accept':
    case 'decline': {
      const found = await inState('promised');
      if (!found) return null;
      const donationId = found._id;
      return deed === 'accept'
        ? client.call(officeOf(found), 'donations', 'accept', { donationId })
        : client.call(officeOf(found), 'donations', 'decline', { donationId, reason: '已经够了' });
    }
    case 'receive': {
      const found = await inState('accepted');
      if (!found) return null;
      const quantity = Math.max(1, found.quantity + (n % 5) - 2);
      return client.call(officeOf(found), 'donations', 'receive', { donationId: found._id, quantity });
    }
    case 'allot': {
      const found = await inState('received', 'partlyDelivered');
      if (!found) return null;
      const villageId = pick([VILLAGE, OTHER_VILLAGE], n) ?? '';
      const part = { donationId: found._id, villageId, residentId: null, quantity: 1 + (m % 4) };
      return client.call(world.staff.town, 'donations', 'allot', part);
    }
    case 'deliver': {
      const found = await inState('received', 'partlyDelivered');
      if (!found?.directed) return null;
      const officer = officeOf(found);
      return client.call(officer, 'donations', 'deliver', {
        donationId: found._id,
        allotmentId: null,
        quantity: 1 + (m % 4),
        residentId: null,
        photoIds: [await photo(server, officer, 'donation')],
      });
    }
    case 'deliverPart': {
      const part = pick(
        (await client.all('allotments')).filter(({ state }) => state === 'open'),
        n + m,
      );
      if (!part) return null;
      const officer = world.officerOf(part.villageId);
      return client.call(officer, 'donations', 'deliver', {
        donationId: part.donationId,
        allotmentId: part._id,
        quantity: part.quantity,
        residentId: null,
        photoIds: [await photo(server, officer, 'donation')],
      });
    }
    case 'cancel': {
      const found = await inState('promised', 'accepted', 'received');
      if (!found) return null;
      return client.call(found.volunteerOpenid, 'donations', 'cancel', {
        donationId: found._id,
        reason: '来不及',
      });
    }
    case 'expire': {
      // Seldom: it ends everything that is still open.
      if (m !== 0) return null;
      await runTimer('donations', donationsTimers, 'expire', {
        clock: { now: () => Date.now() + 10 * DAY },
      });
      return { ok: true, data: null };
    }
  }
}

const command = fc.record({ deed: fc.constantFrom(...DEEDS), n: fc.nat(11), m: fc.nat(11) });

test('random histories', async () => {
  // A first life that goes well, so that there is something to happen to.
  for (const deed of ['need', 'promiseNeed', 'promiseTown'] as const) await perform(deed, 0, 1);
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 20 }), async (commands) => {
      for (const { deed, n, m } of commands) {
        const answer = await perform(deed, n, m);
        if (answer?.ok) happened.add(deed);
        if (answer && !answer.ok) expect(['INTERNAL', 'FORBIDDEN']).not.toContain(answer.code);
      }
      await expectInStep();
    }),
    { numRuns: 30, seed: 20261125, endOnFailure: true },
  );
  // All histories happened in one town: what one of them put wrong is wrong now.
  await expectRecountEqual(server.client);
  expect(DEEDS.filter((deed) => !happened.has(deed))).toEqual([]);
});
