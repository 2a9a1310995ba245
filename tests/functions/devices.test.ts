/** Devices: several at once, what stands in the way, who may take which step, disputes, photos and feedback. */
import type { DeviceDetail } from '../../typings/api/applications';
import { monthsLater } from '../../cloudfunctions/applications/rules/service-life';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn, photo, submission, viewOf } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { APPLICANT_ONLY, castOf, officersOnly, refusals, type Cast } from '../support/functions/kinds';
import { putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { DIBAO, GONE, WALKER, WHEELCHAIR, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let cast: Cast;

beforeAll(async () => {
  ({ server, world } = await startTown());
  ({ cast } = await castOf(world));
});
afterAll(() => server.close());

const BOTH = [WHEELCHAIR.itemId, WALKER.itemId];
const SUM = WHEELCHAIR.halfFen + WALKER.halfFen;

async function detail(openid: string, applicationId: string): Promise<DeviceDetail> {
  const view = await viewOf(server, openid, applicationId);
  if (view.detail.kind !== 'device') throw new Error('no device application');
  return view.detail;
}

async function writesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await server.client.dump();
  await work();
  expect(await server.client.dump()).toEqual(before);
}

const ofResident = async ({ residentId }: { residentId: string }) =>
  (await server.client.all('applications')).filter((doc) => doc.residentId === residentId);

/** What the village wrote about the family. */
const recordDibao = (residentId: string): Promise<unknown> =>
  server.client.ok(world.staff.village, 'registry', 'recordLowIncome', {
    residentId,
    periods: DIBAO,
    note: '民政名单',
  });

/** The device came so long ago that it may be had again on `on`. */
async function receivedFor(person: BoundPerson, months: number, daysMore: number): Promise<void> {
  const doc = await server.client.one('residents', person.residentId);
  const today = chinaDate(Date.now());
  // The last day whose end of service life is today, counted from the rule itself.
  let receivedOn = today;
  const back = (day: string): string => chinaDate(Date.parse(`${day}T12:00:00+08:00`) - 86_400_000);
  while (monthsLater(receivedOn, months) > today) receivedOn = back(receivedOn);
  for (let i = 0; i < -daysMore; i += 1)
    receivedOn = chinaDate(Date.parse(`${receivedOn}T12:00:00+08:00`) + 86_400_000);
  await putDoc(server, 'residents', {
    ...doc,
    devices: doc.devices.map((device) => ({ ...device, receivedOn })),
  });
}

describe('several at once', () => {
  test('are quoted one by one with a sum, filed as one, decided one by one', async () => {
    const person = await world.resident();
    const quoted = await server.client.ok(person.openid, 'applications', 'quote', { itemIds: BOTH });
    expect(quoted.payFen).toBe(SUM);
    expect(quoted.items.map(({ obstacle }) => obstacle)).toEqual([null, null]);
    await writesNothing(() =>
      server.client.refused(
        'QUOTE_CHANGED',
        person.openid,
        'applications',
        'applyDevice',
        submission(WHEELCHAIR.halfFen, ...BOTH),
      ),
    );
    const applicationId = await applicationIn(server, world, person, 'checked', SUM, ...BOTH);
    expect(await viewOf(server, person.openid, applicationId)).toMatchObject({
      title: '轮椅、助行器',
      image: 'devices/wheelchair',
      detail: { quotedFen: SUM, decidedFen: null, difference: null },
    });

    await recordDibao(person.residentId);
    const seen = await viewOf(server, world.staff.town, applicationId);
    expect(seen.staff?.today).toMatchObject([{ quote: { payFen: 0 } }, { quote: { payFen: 0 } }]);
    const approve = (seenPayFen: number) => ({ applicationId, seenPayFen });
    await server.client.refused('QUOTE_CHANGED', world.staff.town, 'applications', 'approve', approve(SUM));
    await server.client.ok(world.staff.town, 'applications', 'approve', approve(0));
    expect(await detail(person.openid, applicationId)).toMatchObject({
      items: [
        { name: '轮椅', quote: { payFen: WHEELCHAIR.halfFen }, decision: { payFen: 0 } },
        { name: '助行器', quote: { payFen: WALKER.halfFen }, decision: { payFen: 0 } },
      ],
      decidedFen: 0,
      difference: { quotedFen: SUM, decidedFen: 0 },
    });
  });

  test('one of them already open: nothing is filed, the other alone can be', async () => {
    const person = await world.resident();
    const first = await applicationIn(server, world, person, 'submitted', WALKER.halfFen, WALKER.itemId);
    const { items } = await server.client.ok(person.openid, 'applications', 'quote', { itemIds: BOTH });
    expect(items.map(({ obstacle }) => obstacle)).toMatchObject([
      null,
      { code: 'ALREADY_OPEN', applicationId: first },
    ]);
    await writesNothing(() =>
      server.client.refused(
        'ALREADY_OPEN',
        person.openid,
        'applications',
        'applyDevice',
        submission(SUM, ...BOTH),
      ),
    );
    await applicationIn(server, world, person, 'submitted');
  });

  test('one is withdrawn while the form is open: told which, and the price of filed ones stays', async () => {
    const person = await world.resident();
    const filed = await applicationIn(server, world, person, 'checked', WALKER.halfFen, WALKER.itemId);
    const item = { name: '助行器', kind: 'mobility', summary: '走得稳', image: 'walker' } as const;
    const save = async (priceFen: number, active: boolean): Promise<unknown> =>
      server.client.ok(world.staff.admin, 'applications', 'saveCatalogueItem', {
        itemId: WALKER.itemId,
        ...item,
        priceFen,
        active,
        version: (await server.client.one('catalogue', WALKER.itemId)).version,
      });
    await save(99_000, false);
    const other = await world.resident();
    const { items } = await server.client.ok(other.openid, 'applications', 'quote', { itemIds: BOTH });
    expect(items.map(({ obstacle }) => obstacle?.code ?? null)).toEqual([null, 'ITEM_WITHDRAWN']);
    await writesNothing(() =>
      server.client.refused(
        'ITEM_WITHDRAWN',
        other.openid,
        'applications',
        'applyDevice',
        submission(SUM, ...BOTH),
      ),
    );
    await server.client.ok(world.staff.town, 'applications', 'approve', {
      applicationId: filed,
      seenPayFen: WALKER.halfFen,
    });
    await save(WALKER.priceFen, true);
  });

  test('two guardians and the resident at once: one record', async () => {
    const person = await world.resident();
    const guardians = [await world.guardianOf(person), await world.guardianOf(person)];
    const answers = await Promise.all(
      [person.openid, ...guardians, ...guardians].map((openid, i) =>
        server.client.call(
          openid,
          'applications',
          'applyDevice',
          i % 2 === 0 ? submission(SUM, ...BOTH) : submission(WHEELCHAIR.halfFen),
        ),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(new Set(answers.flatMap((one) => (one.ok ? [] : [one.code])))).toEqual(new Set(['ALREADY_OPEN']));
    expect(await ofResident(person)).toHaveLength(1);
  });
});

describe('service life', () => {
  test('until its last day a device is repaired, not had again; on the next it can be', async () => {
    const person = await world.resident();
    await applicationIn(server, world, person, 'closed', WALKER.halfFen, WALKER.itemId);
    const quote = async () =>
      (await server.client.ok(person.openid, 'applications', 'quote', { itemIds: [WALKER.itemId] })).items[0]
        ?.obstacle;
    const today = chinaDate(Date.now());
    expect(await quote()).toMatchObject({ code: 'SERVICE_LIFE', until: monthsLater(today, 12) });
    const refusal = await server.client.refused(
      'SERVICE_LIFE',
      person.openid,
      'applications',
      'applyDevice',
      submission(WALKER.halfFen, WALKER.itemId),
    );
    expect(refusal.message).toMatch(/助行器您在.*领过.*坏了可以申请维修/);

    await receivedFor(person, 12, -1);
    expect(await quote()).toMatchObject({ code: 'SERVICE_LIFE' });
    await receivedFor(person, 12, 0);
    expect(await quote()).toBeNull();
    await applicationIn(server, world, person, 'submitted', WALKER.halfFen, WALKER.itemId);
  });

  test('what was refused or taken back was not received', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'checked');
    await server.client.ok(world.staff.town, 'applications', 'reject', { applicationId, reason: '不符合' });
    expect((await server.client.one('residents', person.residentId)).devices).toEqual([]);
    await applicationIn(server, world, person, 'submitted');
  });
});

/** A resident with a guardian, and the case of theirs. */
async function caseIn(state: Parameters<typeof applicationIn>[3]) {
  const someone = await world.resident();
  const own = { ...cast, guardian: await world.guardianOf(someone) };
  return { someone, own, applicationId: await applicationIn(server, world, someone, state) };
}

describe('who may', () => {
  test('quote and apply: the applicant side only', async () => {
    const someone = await world.resident();
    const asked = [
      ['quote', { itemIds: BOTH }],
      ['applyDevice', submission(SUM, ...BOTH)],
      ['myDevices', {}],
    ] as const;
    for (const [action, input] of asked) {
      const answers = await refusals(server, someone, cast, action, input, [
        'resident',
        'guardian',
        'otherResident',
      ]);
      expect(new Set(Object.values(answers))).toEqual(new Set(['FORBIDDEN']));
    }
    expect(await ofResident(someone)).toEqual([]);
  });

  test.each([
    ['check', 'submitted', 'village', {}],
    ['approve', 'checked', 'town', { seenPayFen: WHEELCHAIR.halfFen }],
    ['deliver', 'approved', 'village', { photoIds: ['none'] }],
  ] as const)('%s: nobody but the officers of the step', async (action, state, may, more) => {
    const { someone, own, applicationId } = await caseIn(state);
    await writesNothing(async () => {
      const answers = await refusals(server, someone, own, action, { applicationId, ...more }, [may]);
      expect(answers).toEqual(
        Object.fromEntries(Object.entries(officersOnly(may)).filter(([who]) => who !== may)),
      );
    });
  });

  test.each([
    ['confirmReceipt', 'delivered', {}],
    ['dispute', 'delivered', { reason: '轮子坏的' }],
    ['giveFeedback', 'received', { score: 5, words: '' }],
    ['withdraw', 'submitted', {}],
  ] as const)('%s: nobody but the resident and the guardian', async (action, state, more) => {
    const { someone, own, applicationId } = await caseIn(state);
    const input = { applicationId, ...more };
    await writesNothing(async () => {
      expect(await refusals(server, someone, own, action, input, ['resident', 'guardian'])).toEqual(
        APPLICANT_ONLY,
      );
    });
    await server.client.ok(own.guardian, 'applications', action, input as never);
    const last = (await viewOf(server, someone.openid, applicationId)).timeline.at(-1);
    expect(last).toMatchObject({ action, actorRole: 'guardian', onBehalfOf: someone.name });
  });

  test('officers do not decide for themselves or for whom they guard', async () => {
    const ward = await world.resident();
    await world.guardianOf(ward, world.staff.village2);
    const applicationId = await applicationIn(server, world, ward, 'submitted');
    await server.client.refused(
      'OWN_CASE',
      world.staff.village2,
      'applications',
      'check',
      { applicationId },
      { as: { role: 'villageStaff' } },
    );
  });
});

describe('what came is not right', () => {
  test('a dispute sends it back to be delivered, with the words and photos; then it can be confirmed', async () => {
    const { someone, own, applicationId } = await caseIn('delivered');
    const { client } = server;
    const mine = await photo(server, someone.openid, 'feedback');
    const dispute = (photoIds: string[]) => ({ applicationId, reason: '左边轮子是歪的', photoIds });
    for (const bad of [
      await photo(server, own.guardian, 'feedback'),
      await photo(server, someone.openid, 'repair'),
    ]) {
      await writesNothing(() =>
        client.refused('PHOTO_NOT_FOUND', someone.openid, 'applications', 'dispute', dispute([bad])),
      );
    }
    const requestId = newRequestId();
    const send = () => client.ok(someone.openid, 'applications', 'dispute', dispute([mine]), { requestId });
    expect(await send()).toEqual({ state: 'approved' });
    expect(await send()).toEqual({ state: 'approved' });
    const view = await viewOf(server, world.staff.village, applicationId);
    expect(view).toMatchObject({ state: 'approved', actions: ['deliver'] });
    expect(view.timeline.filter(({ action }) => action === 'dispute')).toMatchObject([
      { note: '左边轮子是歪的', photos: [{ photoId: mine }] },
    ]);
    expect((await client.one('residents', someone.residentId)).devices).toEqual([]);
    await client.ok(world.staff.village, 'applications', 'deliver', {
      applicationId,
      photoIds: [await photo(server, world.staff.village)],
    });
    await client.ok(someone.openid, 'applications', 'confirmReceipt', { applicationId });
    expect((await client.one('residents', someone.residentId)).devices).toHaveLength(1);
  });
});

test("feedback is given once, with photos of one's own, also by two at once", async () => {
  const { someone, own, applicationId } = await caseIn('received');
  const { client } = server;
  const feedback = (photoIds: string[] = []) => ({ applicationId, score: 4, words: '好', photoIds });
  await client.refused(
    'PHOTO_NOT_FOUND',
    someone.openid,
    'applications',
    'giveFeedback',
    feedback([await photo(server, own.guardian, 'feedback')]),
  );
  await client.refused('VOICE_NOT_FOUND', someone.openid, 'applications', 'giveFeedback', {
    ...feedback(),
    voiceId: 'nobodys',
  });
  const answers = await Promise.all(
    [someone.openid, own.guardian].map((openid) =>
      client.call(openid, 'applications', 'giveFeedback', feedback()),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(await client.call(someone.openid, 'applications', 'giveFeedback', feedback())).toMatchObject({
    ok: false,
    code: 'STATE_CHANGED',
  });
  const view = await viewOf(server, someone.openid, applicationId);
  expect(view).toMatchObject({ state: 'closed', feedback: { score: 4 }, actions: [] });
});

test('an item that was never there, or is gone, is refused in words', async () => {
  const person = await world.resident();
  await server.client.refused('NOT_FOUND', person.openid, 'applications', 'quote', { itemIds: ['nothing'] });
  const { items } = await server.client.ok(person.openid, 'applications', 'quote', {
    itemIds: [GONE.itemId],
  });
  expect(items[0]?.obstacle).toMatchObject({ code: 'ITEM_WITHDRAWN', until: null });
});
