/** Making homes fit: every step by every actor and failure, photos, dates, dispute and acceptance. */
import { photo, viewOf } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import {
  APPLICANT_ONLY,
  BUILDING,
  castOf,
  officersOnly,
  refusals,
  renovationIn,
  renovationRequest,
  type Cast,
} from '../support/functions/kinds';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let person: BoundPerson;
let cast: Cast;

beforeAll(async () => {
  ({ server, world } = await startTown());
  ({ person, cast } = await castOf(world));
});
afterAll(() => server.close());

const shot = (openid: string): Promise<string> => photo(server, openid, 'renovation');
const SURVEY = { items: ['ramp'], findings: '三级台阶' } as const;

/** A resident with a guardian, and the case of theirs. */
async function caseIn(state: Parameters<typeof renovationIn>[3]) {
  const someone = await world.resident();
  const own = { ...cast, guardian: await world.guardianOf(someone) };
  return { someone, own, applicationId: await renovationIn(server, world, someone, state) };
}

describe('who may', () => {
  test('ask: the resident or the guardian, one at a time, with a photo of their own', async () => {
    const mine = await shot(person.openid);
    const others = await refusals(server, person, cast, 'applyRenovation', renovationRequest([mine]), [
      'resident',
      'guardian',
      'otherResident',
    ]);
    expect(new Set(Object.values(others))).toEqual(new Set(['FORBIDDEN']));
    const apply = (openid: string, photoIds: string[]) =>
      server.client.call(openid, 'applications', 'applyRenovation', renovationRequest(photoIds));
    expect(await apply(person.openid, [])).toMatchObject({
      code: 'BAD_INPUT',
      fields: { photoIds: expect.any(String) as string },
    });
    // A photo that another person took is not mine to use.
    expect(await apply(cast.guardian, [mine])).toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    expect(await apply(person.openid, [await photo(server, person.openid, 'delivery')])).toMatchObject({
      code: 'PHOTO_NOT_FOUND',
    });
    expect(await apply(person.openid, [mine])).toMatchObject({ ok: true });
    expect(await apply(cast.guardian, [await shot(cast.guardian)])).toMatchObject({ code: 'ALREADY_OPEN' });
  });

  test.each([
    ['survey', 'submitted', ['village']],
    ['approveRenovation', 'surveyed', ['town']],
    ['startBuilding', 'approved', ['village']],
    ['finishBuilding', 'building', ['village']],
  ] as const)('%s: nobody but officers of the place', async (action, state, may) => {
    const { someone, own, applicationId } = await caseIn(state);
    const [who] = may;
    const photoIds = [await shot(cast[who])];
    const input = {
      survey: { applicationId, ...SURVEY, photoIds },
      approveRenovation: { applicationId },
      startBuilding: { applicationId, ...BUILDING },
      finishBuilding: { applicationId, photoIds },
    }[action];
    const before = await server.client.dump();
    expect(await refusals(server, someone, own, action, input, may)).toEqual(officersOnly(...may));
    expect(await server.client.dump()).toEqual(before);
    await server.client.ok(cast[who], 'applications', action, input as never);
  });

  test.each([
    ['acceptWork', 'built', {}],
    ['dispute', 'built', { reason: '坡道太陡' }],
    ['giveFeedback', 'received', { score: 4, words: '' }],
    ['withdraw', 'surveyed', {}],
  ] as const)('%s: the applicant’s side', async (action, state, more) => {
    const { someone, own, applicationId } = await caseIn(state);
    const input = { applicationId, ...more };
    const before = await server.client.dump();
    const answers = await refusals(server, someone, own, action, input, ['resident', 'guardian']);
    expect(answers).toEqual(APPLICANT_ONLY);
    expect(await server.client.dump()).toEqual(before);
    await server.client.ok(own.guardian, 'applications', action, input as never);
    const { timeline } = await viewOf(server, someone.openid, applicationId);
    expect(timeline[timeline.length - 1]).toMatchObject({ onBehalfOf: someone.name });
  });

  test('a town officer does not approve the own case', async () => {
    const openid = await world.officer('town', null);
    const self = await world.resident(undefined, [], VILLAGE, openid);
    const applicationId = await renovationIn(server, world, self, 'surveyed');
    const as = { role: 'townStaff' } as const;
    await server.client.refused(
      'OWN_CASE',
      openid,
      'applications',
      'approveRenovation',
      { applicationId },
      { as },
    );
  });

  test('the survey waits until the applicant is known', async () => {
    const unknown = await world.bind(await world.registerOne());
    const { applicationId } = await server.client.ok(
      unknown.openid,
      'applications',
      'applyRenovation',
      renovationRequest([await shot(unknown.openid)]),
    );
    const input = { applicationId, ...SURVEY, photoIds: [await shot(cast.village)] };
    await server.client.refused('IDENTITY_NOT_VERIFIED', cast.village, 'applications', 'survey', input);
  });
});

describe('photos', () => {
  test('the survey and the end of building need one, and one of the officer’s own', async () => {
    const { applicationId, someone } = await caseIn('submitted');
    const survey = (photoIds: string[]) =>
      server.client.call(cast.village, 'applications', 'survey', {
        applicationId,
        items: ['ramp'],
        findings: '看过',
        photoIds,
      });
    expect(await survey([])).toMatchObject({ code: 'PHOTO_REQUIRED' });
    expect(await survey([await shot(someone.openid)])).toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    const used = await shot(cast.village);
    expect(await survey([used])).toMatchObject({ ok: true });
    await server.client.ok(cast.town, 'applications', 'approveRenovation', { applicationId });
    await server.client.ok(cast.village, 'applications', 'startBuilding', { applicationId, ...BUILDING });
    const finish = (photoIds: string[]) =>
      server.client.call(cast.village, 'applications', 'finishBuilding', { applicationId, photoIds });
    expect(await finish([])).toMatchObject({ code: 'PHOTO_REQUIRED' });
    // A photo belongs to one record and one step.
    expect(await finish([used])).toMatchObject({ code: 'PHOTO_NOT_FOUND' });
    expect(await finish([await shot(cast.village)])).toMatchObject({ ok: true });
    const { detail } = await viewOf(server, someone.openid, applicationId);
    expect(detail).toMatchObject({
      items: ['ramp', 'grab-bar'],
      before: [{ url: expect.any(String) as string }],
      survey: { items: ['ramp'], photos: [{ url: expect.any(String) as string }] },
      after: [{ url: expect.any(String) as string }],
    });
  });

  test('a survey without an item, with one twice or an unknown one is refused', async () => {
    const { applicationId } = await caseIn('submitted');
    const photoIds = [await shot(cast.village)];
    for (const items of [[], ['ramp', 'ramp'], ['pool']]) {
      const input = { applicationId, items, findings: '看过', photoIds };
      await server.client.refused('BAD_INPUT', cast.village, 'applications', 'survey', input);
    }
  });
});

describe('dates', () => {
  test('the end is not before the beginning; both may be the same day; they can be changed while building', async () => {
    const { applicationId, someone } = await caseIn('approved');
    const start = (from: string, to: string) =>
      server.client.call(cast.village, 'applications', 'startBuilding', {
        applicationId,
        builder: '张师傅',
        from,
        to,
      });
    expect(await start('2026-12-05', '2026-12-04')).toMatchObject({
      code: 'BAD_INPUT',
      fields: { to: expect.any(String) as string },
    });
    expect(await start('2026-02-29', '2026-03-01')).toMatchObject({
      code: 'BAD_INPUT',
      fields: { from: expect.any(String) as string },
    });
    expect(await start('2026-12-31', '2026-12-31')).toMatchObject({ data: { state: 'building' } });
    expect(await start('2027-01-02', '2027-01-05')).toMatchObject({ data: { state: 'building' } });
    expect(await viewOf(server, someone.openid, applicationId)).toMatchObject({
      state: 'building',
      detail: { building: { from: '2027-01-02', to: '2027-01-05' } },
    });
  });
});

test('a dispute sends it back to building, the second end is accepted and rated', async () => {
  const { applicationId, someone } = await caseIn('built');
  const photoIds = [await photo(server, someone.openid, 'feedback')];
  const dispute = { applicationId, reason: '扶手松', photoIds };
  expect(await server.client.ok(someone.openid, 'applications', 'dispute', dispute)).toEqual({
    state: 'building',
  });
  await server.client.refused('STATE_CHANGED', someone.openid, 'applications', 'acceptWork', {
    applicationId,
  });
  await server.client.ok(cast.village, 'applications', 'finishBuilding', {
    applicationId,
    photoIds: [await shot(cast.village)],
    note: '已拧紧',
  });
  await server.client.ok(someone.openid, 'applications', 'acceptWork', { applicationId });
  const rated = { applicationId, score: 5, words: '好' };
  expect(await server.client.ok(someone.openid, 'applications', 'giveFeedback', rated)).toEqual({
    state: 'closed',
  });
});

test('asked for more after the survey, it comes back to the town', async () => {
  const { applicationId, someone } = await caseIn('surveyed');
  await server.client.ok(cast.town, 'applications', 'return', { applicationId, reason: '请补拍' });
  const answer = {
    applicationId,
    answer: '补拍了',
    photoIds: [await shot(someone.openid)],
  };
  expect(await server.client.ok(someone.openid, 'applications', 'resubmit', answer)).toEqual({
    state: 'surveyed',
  });
  await server.client.ok(cast.town, 'applications', 'approveRenovation', { applicationId });
});

test('the same approval sent ten times, and two officers at once: one approval', async () => {
  const { applicationId } = await caseIn('surveyed');
  const requestId = newRequestId();
  const mine = Array.from({ length: 10 }, () =>
    server.client.call(cast.town, 'applications', 'approveRenovation', { applicationId }, { requestId }),
  );
  const theirs = server.client.call(world.staff.town2, 'applications', 'approveRenovation', {
    applicationId,
  });
  const [other, ...answers] = await Promise.all([theirs, ...mine]);
  const { timeline } = await server.client.one('applications', applicationId);
  expect(timeline.filter(({ action }) => action === 'approve')).toHaveLength(1);
  // All repeats are answered alike: either mine was first, or the other officer was.
  expect(new Set(answers.map(({ ok }) => ok)).size).toBe(1);
  expect(answers[0]?.ok).toBe(!other.ok);
});
