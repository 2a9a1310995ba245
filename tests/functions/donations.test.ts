/** Needs and donations: every step by every actor and failure, what each viewer gets, stock that never runs below nothing. */
import type { ErrorCode } from '../../cloudfunctions/core/errors';
import { runTimer } from '../../cloudfunctions/core/timers';
import { donationsTimers } from '../../cloudfunctions/donations/timers';
import { openStage } from '../../demo/actors';
import { seededRandom } from '../../demo/random';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { maskName } from '../../miniprogram/shared/mask';
import type { ActionName, Input } from '../../typings/api';
import type { DonationView } from '../../typings/api/donations';
import { photo } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import { newRequestId, type CallOptions } from '../support/functions/client';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

const DAY = 86_400_000;
const inDays = (days: number): string => chinaDate(Date.now() + days * DAY);

let server: TestServer;
let world: World;
let donor: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  donor = await world.volunteer();
  // Points the SDK of this process at the server, for the timer with a clock of its own.
  openStage(server.local.url, server.env, seededRandom(1));
});
afterAll(() => server.close());
// Timers run in this process write their log here.
beforeEach(() => void jest.spyOn(console, 'log').mockReturnValue());

type Promised = Input<'donations', 'promise'>;

const gift = (over: Partial<Promised> = {}): Promised => ({
  needId: null,
  villageId: VILLAGE,
  kind: 'goods',
  what: '大米',
  quantity: 10,
  unit: '袋',
  valueFen: null,
  promisedUntil: inDays(7),
  words: '一点心意',
  ...over,
});
const townGift = (over: Partial<Promised> = {}): Promised => gift({ villageId: null, ...over });

const promise = async (over: Promised = gift(), openid = donor): Promise<string> =>
  (await server.client.ok(openid, 'donations', 'promise', over)).donationId;

const needInput = (over: object = {}) => ({
  what: '棉被',
  quantity: 6,
  unit: '床',
  openUntil: inDays(30),
  residentId: null,
  open: true,
  ...over,
});
const publish = async (over: object = {}): Promise<string> =>
  (await server.client.ok(world.staff.village, 'donations', 'saveNeed', needInput(over))).needId;

async function accepted(over: Promised = gift()): Promise<string> {
  const donationId = await promise(over);
  await server.client.ok(world.staff.village, 'donations', 'accept', { donationId });
  return donationId;
}
async function received(over: Promised = gift(), quantity = 10): Promise<string> {
  const donationId = await accepted(over);
  await server.client.ok(world.staff.village, 'donations', 'receive', { donationId, quantity });
  return donationId;
}
async function inTown(quantity = 10): Promise<string> {
  const donationId = await promise(townGift());
  await server.client.ok(world.staff.town, 'donations', 'receive', { donationId, quantity });
  return donationId;
}
const shot = async (openid = world.staff.village): Promise<string[]> => [
  await photo(server, openid, 'donation'),
];
const delivery = async (donationId: string, quantity: number, over: object = {}) => ({
  donationId,
  allotmentId: null,
  quantity,
  residentId: null,
  photoIds: await shot(),
  ...over,
});
const part = (donationId: string, villageId = VILLAGE, quantity = 4, residentId: string | null = null) => ({
  donationId,
  villageId,
  residentId,
  quantity,
});

async function viewOf(openid: string, donationId: string): Promise<DonationView> {
  const answer = await server.client.ok(openid, 'donations', 'get', { donationId });
  if (answer.unchanged) throw new Error('nothing was known before');
  return answer.donation;
}
const promised = async (needId: string): Promise<number> =>
  (await server.client.one('needs', needId)).promised;
const refused = (
  code: ErrorCode,
  openid: string,
  fn: 'donations',
  action: ActionName<'donations'>,
  input: unknown,
  options?: CallOptions,
) => server.client.refused(code, openid, fn, action, input, options);

describe('needs', () => {
  test('nothing that volunteers get says whose it is; the village knows', async () => {
    const person = await world.registerOne();
    const needId = await publish({ residentId: person.residentId });
    const { need } = await server.client.ok(donor, 'donations', 'need', { needId });
    expect(need).toEqual({
      needId,
      villageId: VILLAGE,
      villageName: '谢家路村',
      what: '棉被',
      quantity: 6,
      unit: '床',
      promised: 0,
      openUntil: inDays(30),
    });
    const { items } = await server.client.ok(donor, 'donations', 'needs', { villageId: VILLAGE });
    expect(items.find((one) => one.needId === needId)).toEqual(need);
    const own = await server.client.ok(world.staff.village, 'donations', 'manageNeeds', { open: true });
    expect(own.items.find((one) => one.needId === needId)).toMatchObject({ residentName: person.name });
    const other = await server.client.ok(world.staff.otherVillage, 'donations', 'manageNeeds', {
      open: true,
    });
    expect(other.items).toEqual([]);
  });

  test('words with the name, a long number or the address are refused', async () => {
    const person = await world.registerOne();
    for (const what of [`${person.name}的棉被`, '棉被13800000000']) {
      const answer = await refused('BAD_INPUT', world.staff.village, 'donations', 'saveNeed', {
        ...needInput({ what, residentId: person.residentId }),
      });
      expect(Object.keys(answer.fields ?? {})).toEqual(['what']);
    }
  });

  test('only for residents of the own village, not for oneself, not for yesterday', async () => {
    const far = await world.registerOne('1950-01-01', [], OTHER_VILLAGE);
    const { village } = world.staff;
    await refused('NOT_FOUND', village, 'donations', 'saveNeed', needInput({ residentId: far.residentId }));
    const left = await world.registerOne();
    await server.client.ok(village, 'registry', 'recordLeaving', {
      residentId: left.residentId,
      why: 'moved',
      on: inDays(0),
      note: '户口迁移单',
    });
    await refused('NOT_ACTIVE', village, 'donations', 'saveNeed', needInput({ residentId: left.residentId }));
    expect(await server.client.all('needs', { residentId: left.residentId })).toEqual([]);
    const self = await world.resident();
    await world.officer('village', VILLAGE, self.openid);
    const own = needInput({ residentId: self.residentId });
    await refused('OWN_CASE', self.openid, 'donations', 'saveNeed', own);
    await refused('BAD_INPUT', village, 'donations', 'saveNeed', needInput({ openUntil: inDays(-1) }));
  });

  test('changed as it was seen, by the own village only; what is promised stays what it is', async () => {
    const needId = await publish();
    const { village, village2, otherVillage } = world.staff;
    const change = { ...needInput({ quantity: 8 }), needId, version: 1 };
    await refused('NOT_FOUND', otherVillage, 'donations', 'saveNeed', change);
    await server.client.ok(village, 'donations', 'saveNeed', change);
    await refused('STATE_CHANGED', village2, 'donations', 'saveNeed', change);
    await promise(gift({ needId, villageId: null, quantity: 5 }));
    const version = (await server.client.one('needs', needId)).version;
    for (const over of [{ what: '电视' }, { unit: '台' }, { quantity: 4 }]) {
      const wrong = { ...needInput({ quantity: 8, ...over }), needId, version };
      await refused('BAD_INPUT', village, 'donations', 'saveNeed', wrong);
    }
    await server.client.ok(village, 'donations', 'saveNeed', {
      ...needInput({ quantity: 8, open: false }),
      needId,
      version,
    });
    await refused(
      'NEED_CLOSED',
      donor,
      'donations',
      'promise',
      gift({ needId, villageId: null, quantity: 1 }),
    );
    await refused('NEED_CLOSED', donor, 'donations', 'need', { needId });
  });

  test('the screen, which hangs in public, says who promised with a masked name', async () => {
    const donationId = await promise();
    const { feed } = await server.client.one('counters', VILLAGE);
    const { volunteerName } = await server.client.one('donations', donationId);
    expect(feed.filter(({ id }) => id === donationId)).toMatchObject([
      { kind: 'donationPromised', what: maskName(volunteerName) },
    ]);
  });

  test('20 promise the last 6 at once: six pieces are promised, the others are told', async () => {
    const needId = await publish();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.client.call(donor, 'donations', 'promise', gift({ needId, villageId: null, quantity: 1 })),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(codes.filter((code) => !['NEED_CLOSED', 'BUSY'].includes(code))).toEqual([]);
    expect(await promised(needId)).toBe(6);
  });

  test('nobody gives to their own need', async () => {
    const person = await world.resident();
    const needId = await publish({ residentId: person.residentId });
    const self = await world.volunteer(VILLAGE, person.openid);
    await refused('OWN_CASE', self, 'donations', 'promise', gift({ needId, villageId: null, quantity: 1 }));
    const { items } = await server.client.ok(self, 'donations', 'needs', {});
    expect(items.map((one) => one.needId)).not.toContain(needId);
  });
});

describe('promise', () => {
  test('takes what and unit from the need; money is no piece of it', async () => {
    const needId = await publish();
    const goods = await promise(gift({ needId, villageId: null, quantity: 2, what: '别的', unit: '个' }));
    expect(await server.client.one('donations', goods)).toMatchObject({
      what: '棉被',
      unit: '床',
      directed: true,
      villageId: VILLAGE,
    });
    const money = await promise(gift({ needId, villageId: null, kind: 'money', quantity: 50_000 }));
    expect(await server.client.one('donations', money)).toMatchObject({ unit: '元', valueFen: 50_000 });
    expect(await promised(needId)).toBe(2);
    await refused('BAD_INPUT', donor, 'donations', 'promise', gift({ needId, villageId: null, quantity: 5 }));
    await refused('BAD_INPUT', donor, 'donations', 'promise', gift({ needId, quantity: 1 }));
  });

  test.each<[string, Partial<Promised>, string]>([
    ['nothing', { quantity: 0 }, 'quantity'],
    ['half a piece', { quantity: 1.5 }, 'quantity'],
    ['no name of the thing', { what: ' ' }, 'what'],
    ['no unit', { unit: '' }, 'unit'],
    ['yesterday', { promisedUntil: inDays(-1) }, 'promisedUntil'],
    ['far off', { promisedUntil: inDays(91) }, 'promisedUntil'],
    ['no such village', { villageId: 'nowhere' }, 'villageId'],
    ['the office as a village', { villageId: 'town' }, 'villageId'],
    ['a phone number', { what: '找13800000000' }, 'what'],
  ])('refused: %s', async (_, over, field) => {
    const answer = await refused('BAD_INPUT', donor, 'donations', 'promise', gift(over));
    expect(Object.keys(answer.fields ?? {})).toEqual([field]);
  });

  test('only volunteers that staff have verified', async () => {
    const openid = newOpenid('volunteer');
    await server.client.ok(openid, 'accounts', 'registerVolunteer', {
      name: '王小红',
      phone: '13900000004',
      villageId: VILLAGE,
      kind: 'other',
      skills: [],
      consentVersion: CONSENT_VERSION,
    });
    await refused('VOLUNTEER_NOT_VERIFIED', openid, 'donations', 'promise', gift());
  });

  test('sent ten times with one request id it is one donation', async () => {
    const before = (await server.client.all('donations')).length;
    const requestId = newRequestId();
    await Promise.all(
      Array.from({ length: 10 }, () =>
        server.client.call(donor, 'donations', 'promise', gift(), { requestId }),
      ),
    );
    expect((await server.client.all('donations')).length).toBe(before + 1);
  });

  test('taken back before anything came, by the donor only; the need is open again', async () => {
    const needId = await publish();
    const donationId = await promise(gift({ needId, villageId: null, quantity: 6 }));
    expect(await promised(needId)).toBe(6);
    const stranger = await world.volunteer();
    const input = { donationId, reason: '来不及' };
    await refused('NOT_FOUND', stranger, 'donations', 'cancel', input);
    expect(await server.client.ok(donor, 'donations', 'cancel', input)).toEqual({ state: 'cancelled' });
    expect(await promised(needId)).toBe(0);
    await refused('STEP_NOT_ALLOWED', donor, 'donations', 'cancel', input);
    await refused('STEP_NOT_ALLOWED', donor, 'donations', 'cancel', {
      donationId: await received(),
      reason: '晚了',
    });
  });
});

describe('directed', () => {
  test('from promise to proof: partly, then wholly; the donor is told each time', async () => {
    const giver = await world.volunteer();
    const person = await world.registerOne();
    const needId = await publish({ residentId: person.residentId });
    const donationId = await promise(gift({ needId, villageId: null, quantity: 6 }), giver);
    const { village } = world.staff;
    expect((await viewOf(giver, donationId)).residentName).toBeNull();
    await server.client.ok(village, 'donations', 'accept', { donationId, note: '送到办公室' });
    expect((await viewOf(giver, donationId)).residentName).toBe(maskName(person.name));
    await server.client.ok(village, 'donations', 'receive', { donationId, quantity: 5 });
    expect(await promised(needId)).toBe(5);
    const first = await server.client.ok(village, 'donations', 'deliver', await delivery(donationId, 2));
    expect(first).toEqual({ state: 'partlyDelivered' });
    await refused('STOCK_LEFT', village, 'donations', 'deliver', await delivery(donationId, 4));
    const last = await server.client.ok(village, 'donations', 'deliver', await delivery(donationId, 3));
    expect(last).toEqual({ state: 'delivered' });
    await refused('STEP_NOT_ALLOWED', village, 'donations', 'deliver', await delivery(donationId, 1));
    const states = (await server.client.outbox(giver)).map(
      ({ request }) => (request.data as { phrase2: { value: string } }).phrase2.value,
    );
    expect(states.slice(-4)).toEqual(['已接受', '已收到', '已送到', '已送到']);
  });

  test('what the donor gets, field by field', async () => {
    const person = await world.registerOne();
    const needId = await publish({ residentId: person.residentId });
    const donationId = await received(gift({ needId, villageId: null, quantity: 6, words: '保暖' }), 4);
    await server.client.ok(
      world.staff.village,
      'donations',
      'deliver',
      await delivery(donationId, 4, { note: '铺上了' }),
    );
    const view = await viewOf(donor, donationId);
    const photos = [{ photoId: expect.any(String) as string, url: expect.stringMatching(/^http/) as string }];
    const { volunteerName } = await server.client.one('donations', donationId);
    expect(view).toEqual({
      donationId,
      version: 4,
      directed: true,
      kind: 'goods',
      what: '棉被',
      quantity: 6,
      unit: '床',
      valueFen: null,
      words: '保暖',
      villageName: '谢家路村',
      villageId: VILLAGE,
      residentName: maskName(person.name),
      donorName: volunteerName,
      state: 'delivered',
      received: 4,
      allotted: 4,
      delivered: 4,
      promisedAt: expect.any(Number) as number,
      promisedUntil: inDays(7),
      picturesHeld: 0,
      allotments: [
        {
          allotmentId: expect.any(String) as string,
          villageId: VILLAGE,
          villageName: '谢家路村',
          residentName: maskName(person.name),
          quantity: 4,
          deliveredAt: expect.any(Number) as number,
          photos,
          note: '铺上了',
          canDeliver: false,
        },
      ],
      timeline: (['promise', 'accept', 'receive', 'deliver'] as const).map((action) => ({
        at: expect.any(Number) as number,
        action,
        state: expect.any(String) as string,
        quantity: { promise: 6, accept: null, receive: 4, deliver: 4 }[action],
        actorName: expect.any(String) as string,
        note: { promise: '保暖', accept: '', receive: '', deliver: '铺上了' }[action],
        photos: action === 'deliver' ? photos : [],
      })),
      can: { accept: false, decline: false, receive: false, allot: false, deliver: false, cancel: false },
    });
    const words = JSON.stringify(view);
    for (const secret of [person.name, person.residentId, person.idNumber, person.phone, person.address]) {
      expect(words).not.toContain(secret);
    }
    expect((await viewOf(world.staff.village, donationId)).residentName).toBe(person.name);
  });

  test('words for the donor that say whose it is are refused', async () => {
    const person = await world.registerOne();
    const needId = await publish({ residentId: person.residentId });
    const donationId = await accepted(gift({ needId, villageId: null, quantity: 2 }));
    const { village } = world.staff;
    const note = `送给${person.name}`;
    await refused('BAD_INPUT', village, 'donations', 'receive', { donationId, quantity: 2, note });
    await server.client.ok(village, 'donations', 'receive', { donationId, quantity: 2 });
    await refused('BAD_INPUT', village, 'donations', 'deliver', await delivery(donationId, 2, { note }));
  });

  test('another village, the town and other volunteers cannot; the other village and volunteers cannot even see it', async () => {
    const donationId = await promise();
    const { otherVillage, town } = world.staff;
    const stranger = await world.volunteer();
    await refused('NOT_FOUND', otherVillage, 'donations', 'accept', { donationId });
    await refused('STEP_NOT_ALLOWED', town, 'donations', 'accept', { donationId });
    await refused('NOT_FOUND', otherVillage, 'donations', 'get', { donationId });
    await refused('NOT_FOUND', stranger, 'donations', 'get', { donationId });
    expect((await viewOf(town, donationId)).can.accept).toBe(false);
    const queue = { tab: 'toAccept', directed: true } as const;
    const seen = await server.client.ok(otherVillage, 'donations', 'queue', queue);
    expect(seen).toMatchObject({ items: [] });
  });

  test('officers decide nothing about a donation of their own', async () => {
    const self = await world.volunteer();
    await world.officer('village', VILLAGE, self);
    const donationId = await promise(gift(), self);
    const as = { as: { role: 'villageStaff' } } as const;
    await refused('OWN_DONATION', self, 'donations', 'accept', { donationId }, as);
    await refused('OWN_DONATION', self, 'donations', 'decline', { donationId, reason: '不要' }, as);
    const answer = await server.client.ok(self, 'donations', 'get', { donationId }, as);
    if (answer.unchanged) throw new Error('nothing was known before');
    expect(answer.donation.can).toEqual({
      accept: false,
      decline: false,
      receive: false,
      allot: false,
      deliver: false,
      cancel: false,
    });
  });

  test('declined with a reason, and open to others again', async () => {
    const needId = await publish();
    const donationId = await promise(gift({ needId, villageId: null, quantity: 6 }));
    const { village } = world.staff;
    await refused('BAD_INPUT', village, 'donations', 'decline', { donationId, reason: ' ' });
    await server.client.ok(village, 'donations', 'decline', { donationId, reason: '已经够了' });
    expect(await promised(needId)).toBe(0);
    expect((await viewOf(donor, donationId)).timeline.at(-1)).toMatchObject({ note: '已经够了' });
  });

  test('nothing is handed over without a photo, before it came, or with a photo of something else', async () => {
    const { village } = world.staff;
    const donationId = await accepted();
    await refused('STEP_NOT_ALLOWED', village, 'donations', 'deliver', await delivery(donationId, 1));
    await server.client.ok(village, 'donations', 'receive', { donationId, quantity: 3 });
    await refused(
      'PHOTO_REQUIRED',
      village,
      'donations',
      'deliver',
      await delivery(donationId, 1, { photoIds: [] }),
    );
    const wrong = [await photo(server, village, 'service')];
    await refused(
      'PHOTO_NOT_FOUND',
      village,
      'donations',
      'deliver',
      await delivery(donationId, 1, { photoIds: wrong }),
    );
    const stranger = await world.registerOne('1950-01-01', [], OTHER_VILLAGE);
    const far = await delivery(donationId, 1, { residentId: stranger.residentId });
    await refused('NOT_FOUND', village, 'donations', 'deliver', far);
  });
});

describe('undirected', () => {
  test('the town receives and allots, each village hands out its part, the donor sees where all of it went', async () => {
    const donationId = await inTown();
    const { town, village, otherVillage } = world.staff;
    const person = await world.registerOne();
    const one = await server.client.ok(
      town,
      'donations',
      'allot',
      part(donationId, VILLAGE, 6, person.residentId),
    );
    expect(one.left).toBe(4);
    const two = await server.client.ok(town, 'donations', 'allot', part(donationId, OTHER_VILLAGE, 4));
    expect(two.left).toBe(0);
    expect((await viewOf(village, donationId)).allotments).toMatchObject([
      { allotmentId: one.allotmentId, residentName: person.name, canDeliver: true },
    ]);
    const queue = { tab: 'toHandOut', directed: false } as const;
    expect(await server.client.ok(otherVillage, 'donations', 'queue', queue)).toMatchObject({
      items: [{ donationId, quantity: 4, allotmentId: two.allotmentId }],
    });
    const foreign = await delivery(donationId, 4, { allotmentId: two.allotmentId });
    await refused('NOT_FOUND', village, 'donations', 'deliver', foreign);
    // Nor a part of another donation, though it is the village's own.
    const other = await inTown();
    const own = await server.client.ok(town, 'donations', 'allot', part(other, VILLAGE, 6));
    const mixed = await delivery(donationId, 6, { allotmentId: own.allotmentId });
    await refused('NOT_FOUND', village, 'donations', 'deliver', mixed);
    expect((await server.client.one('allotments', own.allotmentId)).state).toBe('open');
    const half = await delivery(donationId, 3, { allotmentId: one.allotmentId });
    await refused('BAD_INPUT', village, 'donations', 'deliver', half);
    const whole = await delivery(donationId, 6, { allotmentId: one.allotmentId });
    await server.client.ok(village, 'donations', 'deliver', whole);
    const again = await delivery(donationId, 6, { allotmentId: one.allotmentId });
    await refused('STATE_CHANGED', village, 'donations', 'deliver', again);
    const last = await delivery(donationId, 4, {
      allotmentId: two.allotmentId,
      photoIds: await shot(otherVillage),
    });
    expect(await server.client.ok(otherVillage, 'donations', 'deliver', last)).toEqual({
      state: 'delivered',
    });
    const seen = await viewOf(donor, donationId);
    expect(
      seen.allotments.map(({ villageName, residentName, quantity }) => [villageName, residentName, quantity]),
    ).toEqual([
      ['谢家路村', maskName(person.name), 6],
      ['夹塘村', null, 4],
    ]);
    expect(JSON.stringify(await viewOf(otherVillage, donationId))).not.toContain(person.name);
  });

  test('12 officers allot at once: never more than came', async () => {
    const donationId = await inTown(10);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        server.client.call(
          n % 2 ? world.staff.town : world.staff.town2,
          'donations',
          'allot',
          part(donationId, n % 3 ? VILLAGE : OTHER_VILLAGE, 3),
        ),
      ),
    );
    const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
    expect(codes.filter((code) => !['STOCK_LEFT', 'BUSY'].includes(code))).toEqual([]);
    const parts = (await server.client.all('allotments')).filter((one) => one.donationId === donationId);
    expect(parts).toHaveLength(answers.filter(({ ok }) => ok).length);
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.length).toBeLessThanOrEqual(3);
    expect((await server.client.one('donations', donationId)).allotted).toBe(parts.length * 3);
  });

  test('villages neither take nor allot it, and see it only once they have a part', async () => {
    const donationId = await promise(townGift());
    const { village, town } = world.staff;
    await refused('STEP_NOT_ALLOWED', village, 'donations', 'accept', { donationId });
    await refused('FORBIDDEN', village, 'donations', 'allot', part(donationId));
    await refused('NOT_FOUND', village, 'donations', 'get', { donationId });
    await refused('STEP_NOT_ALLOWED', town, 'donations', 'allot', part(donationId));
    await server.client.ok(town, 'donations', 'receive', { donationId, quantity: 10 });
    await server.client.ok(town, 'donations', 'allot', part(donationId));
    expect((await viewOf(village, donationId)).allotments).toHaveLength(1);
  });

  test('only to residents who live in that village, and not to oneself', async () => {
    const donationId = await inTown();
    const { town } = world.staff;
    const person = await world.registerOne();
    const elsewhere = part(donationId, OTHER_VILLAGE, 1, person.residentId);
    await refused('NOT_FOUND', town, 'donations', 'allot', elsewhere);
    await refused('BAD_INPUT', town, 'donations', 'allot', part(donationId, 'town', 1));
    const self = await world.resident();
    await world.officer('town', null, self.openid);
    const own = part(donationId, VILLAGE, 1, self.residentId);
    await refused('OWN_CASE', self.openid, 'donations', 'allot', own);
  });
});

describe('expiry', () => {
  const fire = (days: number): Promise<void> =>
    runTimer('donations', donationsTimers, 'expire', { clock: { now: () => Date.now() + days * DAY } });
  const stateOf = async (donationId: string): Promise<string> =>
    (await server.client.one('donations', donationId)).state;

  test('a week after the promised day, what came stays, twice is once', async () => {
    const needId = await publish();
    const late = await promise(gift({ needId, villageId: null, quantity: 6, promisedUntil: inDays(1) }));
    const held = await received(gift({ promisedUntil: inDays(1) }));
    await fire(8);
    expect(await stateOf(late)).toBe('promised');
    await fire(9);
    expect([await stateOf(late), await stateOf(held)]).toEqual(['expired', 'received']);
    expect(await promised(needId)).toBe(0);
    const { version } = await server.client.one('donations', late);
    await fire(9);
    expect((await server.client.one('donations', late)).version).toBe(version);
    expect(await promised(needId)).toBe(0);
  });
});

test('what waits on the home pages of the village and the town', async () => {
  const waiting = async (openid: string): Promise<number> => {
    const { home } = await server.client.ok(openid, 'accounts', 'home', {});
    return home.role === 'villageStaff' || home.role === 'townStaff' ? home.waiting.donations : -1;
  };
  const { otherVillage, town } = world.staff;
  const village = await waiting(otherVillage);
  const townWaiting = await waiting(town);
  await promise(gift({ villageId: OTHER_VILLAGE }));
  const donationId = await inTown(10);
  expect([await waiting(otherVillage), await waiting(town)]).toEqual([village + 1, townWaiting + 1]);
  await server.client.ok(town, 'donations', 'allot', part(donationId, OTHER_VILLAGE, 10));
  expect([await waiting(otherVillage), await waiting(town)]).toEqual([village + 2, townWaiting]);
});
