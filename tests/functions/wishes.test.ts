/** Wishes: every step by every actor and failure, exactly one claim, nothing that says whose it is, and what timers do. */
import { openStore } from '../../cloudfunctions/core/database';
import { runTimer } from '../../cloudfunctions/core/timers';
import { applicationsTimers } from '../../cloudfunctions/applications/timers';
import { openStage } from '../../demo/actors';
import { seededRandom } from '../../demo/random';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { maskName } from '../../miniprogram/shared/mask';
import { applicationIn, photo, viewOf } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import {
  APPLICANT_ONLY,
  castOf,
  officersOnly,
  PUBLIC_TEXT,
  refusals,
  wishIn,
  wishOf,
  type Cast,
} from '../support/functions/kinds';
import { runTwice } from '../support/functions/late-timer';
import { tamperedWith, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let person: BoundPerson;
let cast: Cast;

beforeAll(async () => {
  ({ server, world } = await startTown());
  ({ person, cast } = await castOf(world));
  // Points the SDK of this process at the server, for timers with a clock of their own.
  openStage(server.local.url, server.env, seededRandom(1));
});
afterAll(() => server.close());
// Timers run in this process write their log here.
beforeEach(() => void jest.spyOn(console, 'log').mockReturnValue());

const DAY = 86_400_000;
const fire = (trigger: string, at: number): Promise<void> =>
  runTimer('applications', applicationsTimers, trigger, { clock: { now: () => at } });
const inDays = (days: number): number => Date.now() + days * DAY;

const shot = (openid: string): Promise<string> => photo(server, openid, 'wish');
const publish = (applicationId: string, over: object = {}, openid = cast.village) =>
  server.client.call(openid, 'applications', 'publishWish', {
    applicationId,
    publicText: PUBLIC_TEXT,
    costFen: 12_000,
    ...over,
  });
const claim = (wishId: string, openid: string, requestId = newRequestId()) =>
  server.client.call(openid, 'applications', 'claimWish', { wishId }, { requestId });
const claimedBy = async (openid: string): Promise<string[]> => {
  const found = (await server.client.all('volunteers')).find((doc) => doc.openid === openid);
  return found?.claimedWishes ?? [];
};

/** A resident with a guardian, their wish, and a volunteer of their own. */
async function caseIn(state: Parameters<typeof wishIn>[3]) {
  const someone = await world.resident();
  const volunteer = await world.volunteer();
  const own = { ...cast, guardian: await world.guardianOf(someone) };
  return { someone, own, volunteer, wishId: await wishIn(server, world, someone, state, volunteer) };
}

describe('who may', () => {
  test('make a wish: the resident or the guardian', async () => {
    const others = await refusals(server, person, cast, 'makeWish', wishOf(), [
      'resident',
      'guardian',
      'otherResident',
    ]);
    expect(new Set(Object.values(others))).toEqual(new Set(['FORBIDDEN']));
    const { applicationId } = await server.client.ok(cast.guardian, 'applications', 'makeWish', wishOf());
    await server.client.ok(person.openid, 'applications', 'withdraw', { applicationId });
  });

  test('publish and reject: the village; give a claim back: the village or the claimant', async () => {
    const { someone, own, volunteer, wishId } = await caseIn('submitted');
    const words = { applicationId: wishId, publicText: PUBLIC_TEXT, costFen: 12_000 };
    const before = await server.client.dump();
    expect(await refusals(server, someone, own, 'publishWish', words, ['village'])).toEqual(
      officersOnly('village'),
    );
    expect(await server.client.dump()).toEqual(before);
    await publish(wishId);
    await claim(wishId, volunteer);
    const given = { wishId, reason: '没有时间' };
    expect(await refusals(server, someone, own, 'releaseWish', given, ['village'])).toEqual({
      ...officersOnly('village'),
      // Another volunteer does not learn that the wish exists.
      volunteer: 'NOT_FOUND',
      unverifiedVolunteer: 'NOT_FOUND',
    });
    expect(await server.client.ok(volunteer, 'applications', 'releaseWish', given)).toEqual({
      state: 'published',
    });
    await claim(wishId, volunteer);
    expect(await server.client.ok(cast.village, 'applications', 'releaseWish', given)).toEqual({
      state: 'published',
    });
    expect(await claimedBy(volunteer)).toEqual([]);
  });

  test('claim: a verified volunteer, not for the own wish nor that of a ward', async () => {
    const { someone, own, wishId } = await caseIn('published');
    const before = await server.client.dump();
    const answers = await refusals(server, someone, own, 'claimWish', { wishId }, ['volunteer']);
    expect(answers).toEqual({
      ...Object.fromEntries(Object.keys(answers).map((who) => [who, 'FORBIDDEN'])),
      unverifiedVolunteer: 'VOLUNTEER_NOT_VERIFIED',
    });
    expect(await server.client.dump()).toEqual(before);
    const as = { role: 'volunteer' } as const;
    for (const openid of [someone.openid, own.guardian]) {
      await world.volunteer(VILLAGE, openid);
      await server.client.refused('OWN_CASE', openid, 'applications', 'claimWish', { wishId }, { as });
      const { items } = await server.client.ok(openid, 'applications', 'wishes', {}, { as });
      expect(items.map((item) => item.wishId)).not.toContain(wishId);
    }
  });

  test('claim: nothing but wishes', async () => {
    const volunteer = await world.volunteer();
    const device = await applicationIn(server, world, await world.resident(), 'submitted');
    const before = await server.client.dump();
    expect(await claim(device, volunteer)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await server.client.dump()).toEqual(before);
  });

  test('deliver: only who has claimed it, with a photo of the own', async () => {
    const { someone, own, volunteer, wishId } = await caseIn('claimed');
    const mine = [await shot(volunteer)];
    const answers = await refusals(server, someone, own, 'deliverWish', { wishId, photoIds: mine }, []);
    expect(answers).toEqual({
      ...Object.fromEntries(Object.keys(answers).map((who) => [who, 'FORBIDDEN'])),
      volunteer: 'NOT_FOUND',
      unverifiedVolunteer: 'NOT_FOUND',
    });
    const deliver = (photoIds: string[]) =>
      server.client.call(volunteer, 'applications', 'deliverWish', { wishId, photoIds });
    expect(await deliver([])).toMatchObject({ code: 'PHOTO_REQUIRED' });
    expect(await deliver([await shot(cast.volunteer)])).toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    expect(await deliver(mine)).toMatchObject({ data: { state: 'delivered' } });
    expect(await claimedBy(volunteer)).toEqual([]);
  });

  test.each([
    ['confirmReceipt', 'delivered', {}],
    ['dispute', 'delivered', { reason: '没有收到' }],
    ['giveFeedback', 'received', { score: 5, words: '' }],
    ['withdraw', 'published', {}],
  ] as const)('%s: the applicant’s side', async (action, state, more) => {
    const { someone, own, wishId, volunteer } = await caseIn(state);
    const input = { applicationId: wishId, ...more };
    expect(await refusals(server, someone, own, action, input, ['resident', 'guardian'])).toEqual(
      APPLICANT_ONLY,
    );
    await server.client.ok(own.guardian, 'applications', action, input as never);
    // What did not come is the claimant's again.
    if (action === 'dispute') expect(await claimedBy(volunteer)).toEqual([wishId]);
  });

  test('an officer does not publish the own wish; the applicant must be known', async () => {
    const openid = await world.officer('village', VILLAGE);
    const self = await world.resident(undefined, [], VILLAGE, openid);
    const input = {
      applicationId: await wishIn(server, world, self, 'submitted'),
      publicText: PUBLIC_TEXT,
      costFen: 100,
    };
    const as = { role: 'villageStaff' } as const;
    await server.client.refused('OWN_CASE', openid, 'applications', 'publishWish', input, { as });
    const unknown = await world.bind(await world.registerOne());
    expect(await publish(await wishIn(server, world, unknown, 'submitted'))).toMatchObject({
      code: 'IDENTITY_NOT_VERIFIED',
    });
  });
});

describe('limits', () => {
  test('one at once, four in a year, not above the amount; the form says so beforehand', async () => {
    const someone = await world.resident();
    const make = (costFen: number) =>
      server.client.call(someone.openid, 'applications', 'makeWish', wishOf(costFen));
    expect(await make(20_001)).toMatchObject({
      code: 'BAD_INPUT',
      fields: { costFen: expect.stringContaining('200元') as string },
    });
    for (const costFen of [0, -1, 1.5]) expect(await make(costFen)).toMatchObject({ code: 'BAD_INPUT' });
    for (let n = 1; n <= 4; n += 1) {
      const answer = await make(20_000);
      if (!answer.ok) throw new Error(answer.message);
      expect(await make(100)).toMatchObject({ code: 'LIMIT_REACHED' });
      const { applicationId } = answer.data;
      await server.client.ok(someone.openid, 'applications', 'withdraw', { applicationId });
    }
    expect(await make(100)).toMatchObject({ code: 'LIMIT_REACHED' });
    const facts = await server.client.ok(someone.openid, 'applications', 'formFacts', { kind: 'wish' });
    expect(facts).toMatchObject({ maxFen: 20_000, openApplicationId: null });
    expect(facts.obstacle).toContain('今年已经许过4个');
  });

  test('a volunteer holds two claims at most', async () => {
    const volunteer = await world.volunteer();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push((await caseIn('published')).wishId);
    const [first = '', second = '', third = ''] = ids;
    expect(await claim(first, volunteer)).toMatchObject({ ok: true });
    expect(await claim(second, volunteer)).toMatchObject({ ok: true });
    expect(await claim(third, volunteer)).toMatchObject({ code: 'LIMIT_REACHED' });
    const reason = '送不了';
    await server.client.ok(volunteer, 'applications', 'releaseWish', { wishId: first, reason });
    expect(await claim(third, volunteer)).toMatchObject({ ok: true });
  });

  test('the amount of what is published is limited too', async () => {
    const { wishId } = await caseIn('submitted');
    expect(await publish(wishId, { costFen: 20_001 })).toMatchObject({
      code: 'BAD_INPUT',
      fields: { costFen: expect.any(String) as string },
    });
  });
});

describe('nothing says whose it is', () => {
  test('words that name the person, a number or the door are refused at their field', async () => {
    const { someone, wishId } = await caseIn('submitted');
    const [a = '', b = ''] = [someone.name.slice(0, 1), someone.name.slice(1)];
    for (const publicText of [
      `${someone.name}想要收音机`,
      `${a} ${b}想要收音机`,
      `打电话${someone.phone}`,
      `打电话139 0000 0009`,
      `证号${someone.idNumber}`,
      `送到${someone.address}`,
      '   ',
      '长'.repeat(101),
    ]) {
      expect({ publicText, answer: await publish(wishId, { publicText }) }).toMatchObject({
        publicText,
        answer: { code: 'BAD_INPUT', fields: { publicText: expect.any(String) as string } },
      });
    }
    expect(await publish(wishId)).toMatchObject({ ok: true });
  });

  test('a volunteer gets the words, the village and, after the claim, a masked name; the resident a masked volunteer', async () => {
    const { someone, volunteer, wishId } = await caseIn('published');
    const secrets = [someone.name, someone.phone, someone.idNumber, someone.address, someone.residentId];
    const listed = await server.client.ok(cast.volunteer, 'applications', 'wishes', {});
    expect(listed.items.find((item) => item.wishId === wishId)).toMatchObject({
      text: PUBLIC_TEXT,
      villageName: '谢家路村',
      mine: false,
      handOver: null,
      actions: ['claim'],
    });
    await claim(wishId, volunteer);
    const mine = await server.client.ok(volunteer, 'applications', 'wish', { wishId });
    expect(mine.wish.handOver).toMatchObject({ residentMasked: maskName(someone.name) });
    expect(mine.wish.handOver?.officers.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(JSON.stringify([listed, mine])).not.toContain(secret);
    await server.client.refused('NOT_FOUND', cast.volunteer, 'applications', 'wish', { wishId });
    await server.client.refused('FORBIDDEN', volunteer, 'applications', 'get', { applicationId: wishId });

    const name = (await server.client.all('volunteers')).find((doc) => doc.openid === volunteer)?.name ?? '';
    const seen = await viewOf(server, someone.openid, wishId);
    expect(seen.detail).toMatchObject({ volunteerName: maskName(name) });
    expect(JSON.stringify(seen)).not.toContain(name);
    expect((await viewOf(server, cast.village, wishId)).detail).toMatchObject({ volunteerName: name });
    // The village screen's feed says that a wish was claimed, not which.
    const { feed } = await server.client.one('counters', VILLAGE);
    for (const secret of [...secrets, PUBLIC_TEXT]) expect(JSON.stringify(feed)).not.toContain(secret);
  });
});

test('of a hundred volunteers at once exactly one has the wish, the others are told kindly', async () => {
  const { wishId } = await caseIn('published');
  const volunteers: string[] = [];
  for (let n = 0; n < 100; n += 1) volunteers.push(await world.volunteer());
  const answers = await Promise.all(volunteers.map((openid) => claim(wishId, openid)));
  const winners = volunteers.filter((_, i) => answers[i]?.ok);
  expect(winners).toHaveLength(1);
  for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('WISH_TAKEN');
  const doc = await server.client.one('applications', wishId);
  expect(doc.timeline.filter(({ action }) => action === 'claim')).toHaveLength(1);
  const holders = (await server.client.all('volunteers')).filter((one) => one.claimedWishes.includes(wishId));
  expect(holders.map(({ openid }) => openid)).toEqual(winners);
});

test('the same claim sent again after a lost answer is one claim, and answered the same', async () => {
  const { wishId, volunteer } = await caseIn('published');
  const requestId = newRequestId();
  const answers = await Promise.all(Array.from({ length: 6 }, () => claim(wishId, volunteer, requestId)));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, data: { state: 'claimed' } });
  expect(await claimedBy(volunteer)).toEqual([wishId]);
  expect(await claim(wishId, volunteer)).toMatchObject({ code: 'WISH_TAKEN' });
});

describe('timers', () => {
  const stateOf = async (wishId: string) => (await server.client.one('applications', wishId)).state;

  test('nobody claimed it in time: it ends on the day after the last, once, and another wish can be made', async () => {
    const { someone, wishId, volunteer } = await caseIn('published');
    await fire('wishes', inDays(30));
    expect(await stateOf(wishId)).toBe('published');
    await fire('wishes', inDays(31));
    await fire('wishes', inDays(31));
    const doc = await server.client.one('applications', wishId);
    expect(doc.state).toBe('expired');
    expect(doc.timeline.filter(({ action }) => action === 'expire')).toHaveLength(1);
    expect(await claim(wishId, volunteer)).toMatchObject({ code: 'WISH_TAKEN' });
    await wishIn(server, world, someone, 'submitted');
  });

  test('a wish whose last day has passed is nobody’s to claim, also before the timer has come', async () => {
    const { wishId, volunteer } = await caseIn('published');
    const doc = await server.client.one('applications', wishId);
    const facts = { ...doc.facts, openUntil: chinaDate(inDays(-1)) } as typeof doc.facts;
    await server.client.put('applications', { ...doc, facts });
    expect(await claim(wishId, volunteer)).toMatchObject({
      ok: false,
      code: 'WISH_TAKEN',
      message: expect.stringContaining('到期') as string,
    });
    expect(await claimedBy(volunteer)).toEqual([]);
    await server.client.put('applications', doc);
  });

  test('a claim that was not kept is given back; the wish is open again for a while', async () => {
    const { wishId, volunteer } = await caseIn('claimed');
    await fire('wishes', inDays(14));
    expect(await stateOf(wishId)).toBe('claimed');
    await fire('wishes', inDays(15));
    await fire('wishes', inDays(15));
    const doc = await server.client.one('applications', wishId);
    expect(doc).toMatchObject({ state: 'published', facts: { claim: null } });
    expect(doc.timeline.filter(({ action }) => action === 'release')).toHaveLength(1);
    expect(await claimedBy(volunteer)).toEqual([]);
    await fire('wishes', inDays(15 + 30));
    expect(await stateOf(wishId)).toBe('published');
    await fire('wishes', inDays(15 + 31));
    expect(await stateOf(wishId)).toBe('expired');
  });

  test('a claim that meets the timer: the claim holds or the wish has ended, never both', async () => {
    const { wishId, volunteer } = await caseIn('published');
    const [answer] = await Promise.all([claim(wishId, volunteer), fire('wishes', inDays(31))]);
    const { state, timeline } = await server.client.one('applications', wishId);
    // By the timer's clock, a month ahead, a claim that it still meets was not kept: it is given back.
    const givenBack = answer.ok && state === 'published';
    expect(state).toBe(answer.ok ? (givenBack ? 'published' : 'claimed') : 'expired');
    expect(timeline.slice(givenBack ? -2 : -1).map(({ action }) => action)).toEqual(
      answer.ok ? ['claim', ...(givenBack ? ['release'] : [])] : ['expire'],
    );
    expect(await claimedBy(volunteer)).toEqual(state === 'claimed' ? [wishId] : []);
  });

  test('what waits for the applicant’s word is reminded of twice, three days apart, then left', async () => {
    const { someone, wishId } = await caseIn('delivered');
    const reminded = async () => (await server.client.one('applications', wishId)).reminded;
    const told = async () =>
      (await server.client.outbox(someone.openid)).filter((entry) => JSON.stringify(entry).includes('还等您'))
        .length;
    const days: [number, number][] = [
      [2.9, 0],
      [3.1, 1],
      [3.2, 1],
      [5.9, 1],
      [6.1, 2],
      [9.1, 2],
      [60, 2],
    ];
    let before = 0;
    for (const [day, times] of days) {
      const remind = { fn: 'applications', table: applicationsTimers, trigger: 'remind', at: inDays(day) };
      if (times > before) await runTwice(server, { ...remind, collection: 'applications' });
      else await fire('remind', inDays(day));
      expect({ day, times: await reminded(), told: await told() }).toEqual({ day, times, told: times });
      before = times;
    }
    // The reminder is no step: the applicant may still say that it came.
    await server.client.ok(someone.openid, 'applications', 'confirmReceipt', { applicationId: wishId });
  });

  test('hundreds that never answer are in nobody’s way', async () => {
    const { wishId } = await caseIn('delivered');
    const doc = await server.client.one('applications', wishId);
    tamperedWith(server);
    for (let n = 1; n <= 210; n += 1) {
      await openStore().append('applications', {
        ...doc,
        _id: `silent-${n}`,
        places: [`silent-${n}`],
        reminded: 2,
        updatedAt: doc.updatedAt - 100 * DAY,
      });
    }
    await fire('remind', doc.updatedAt + 3 * DAY);
    expect((await server.client.one('applications', wishId)).reminded).toBe(1);
    // After a long pause of the timer as well: one reminder at a time.
    const { wishId: other } = await caseIn('delivered');
    const { updatedAt } = await server.client.one('applications', other);
    await fire('remind', updatedAt + 30 * DAY);
    expect((await server.client.one('applications', other)).reminded).toBe(1);
  });

  test('the triggers of the cloud do the same', async () => {
    const { wishId } = await caseIn('published');
    for (const trigger of ['wishes', 'remind']) {
      const response = await fetch(`${server.local.url}/timers/applications/${trigger}`, { method: 'POST' });
      expect(response.status).toBe(200);
    }
    expect(await stateOf(wishId)).toBe('published');
  });
});
