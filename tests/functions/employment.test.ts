/** Finding work: every step by every actor and failure, follow-ups, the outcome, and the figure of those in work. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { viewOf } from '../support/functions/case';
import {
  APPLICANT_ONLY,
  castOf,
  employmentIn,
  employmentWish,
  officersOnly,
  PLACE,
  refusals,
  type Cast,
} from '../support/functions/kinds';
import { newRequestId } from '../support/functions/client';
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

const DAY = 86_400_000;
const onDay = (days: number): string => chinaDate(Date.now() + days * DAY);
const placed = async (): Promise<number> => (await server.client.one('counters', VILLAGE)).placed;
const end = (openid: string, applicationId: string): Promise<unknown> =>
  server.client.ok(openid, 'applications', 'withdraw', { applicationId });

describe('who may', () => {
  const FORM = employmentWish();
  const OFFICERS = ['village', 'town'] as const;

  test('ask for help to find work: the resident or the guardian, one at a time', async () => {
    const others = await refusals(server, person, cast, 'applyEmployment', FORM, [
      'resident',
      'guardian',
      'otherResident',
    ]);
    expect(new Set(Object.values(others))).toEqual(new Set(['FORBIDDEN']));
    const { applicationId } = await server.client.ok(cast.guardian, 'applications', 'applyEmployment', FORM);
    await server.client.refused('ALREADY_OPEN', person.openid, 'applications', 'applyEmployment', FORM);
    const view = await viewOf(server, cast.village, applicationId);
    expect(view.onBehalfBy).not.toBeNull();
    expect(view.timeline[0]).toMatchObject({ action: 'submit', onBehalfOf: person.name });
    await end(person.openid, applicationId);
  });

  test.each([
    ['check', 'submitted', {}, ['village']],
    ['followUp', 'checked', { words: '打了电话' }, OFFICERS],
    ['recordPlacement', 'checked', PLACE, OFFICERS],
    ['closeUnplaced', 'checked', { reason: '不想找了' }, OFFICERS],
    ['reopenEmployment', 'placed', { reason: '不做了' }, OFFICERS],
  ] as const)('%s: nobody but officers of the place', async (action, state, more, may) => {
    const someone = await world.resident();
    const applicationId = await employmentIn(server, world, someone, state);
    const own = { ...cast, guardian: await world.guardianOf(someone) };
    const before = await server.client.dump();
    const input = { applicationId, ...more };
    expect(await refusals(server, someone, own, action, input, may)).toEqual(officersOnly(...may));
    expect(await server.client.dump(['audit'])).toEqual(before);
    for (const who of may.slice(0, 1))
      await server.client.ok(cast[who], 'applications', action, input as never);
  });

  test.each(['submitted', 'checked'] as const)('withdraw while %s: the applicant’s side', async (state) => {
    const someone = await world.resident();
    const applicationId = await employmentIn(server, world, someone, state);
    const own = { ...cast, guardian: await world.guardianOf(someone) };
    const answers = await refusals(server, someone, own, 'withdraw', { applicationId }, [
      'resident',
      'guardian',
    ]);
    expect(answers).toEqual(APPLICANT_ONLY);
    expect(await server.client.ok(own.guardian, 'applications', 'withdraw', { applicationId })).toEqual({
      state: 'withdrawn',
    });
  });

  test('an officer takes no step in the own case, nor in that of the own ward', async () => {
    const openid = await world.officer('village', VILLAGE);
    const self = await world.resident(undefined, [], VILLAGE, openid);
    const ward = await world.resident();
    await world.guardianOf(ward, openid);
    for (const someone of [self, ward]) {
      const applicationId = await employmentIn(server, world, someone, 'checked');
      const as = { role: 'villageStaff' } as const;
      const input = { applicationId, ...PLACE };
      await server.client.refused('OWN_CASE', openid, 'applications', 'recordPlacement', input, { as });
      await server.client.refused(
        'OWN_CASE',
        openid,
        'applications',
        'followUp',
        { applicationId, words: '好' },
        { as },
      );
    }
  });

  test('the first step waits until the applicant is known', async () => {
    const unknown = await world.bind(await world.registerOne());
    const { applicationId } = await server.client.ok(unknown.openid, 'applications', 'applyEmployment', FORM);
    await server.client.refused('IDENTITY_NOT_VERIFIED', cast.village, 'applications', 'check', {
      applicationId,
    });
  });
});

describe('follow-ups', () => {
  test('are written one after the other, with the day of the next one', async () => {
    const someone = await world.resident();
    const applicationId = await employmentIn(server, world, someone, 'checked');
    const today = onDay(0);
    const steps = [
      { openid: cast.village, words: '电话说过', nextOn: onDay(7) },
      { openid: cast.town, words: '问了厂里', nextOn: today },
      { openid: cast.village, words: '再等等', nextOn: null },
    ];
    for (const { openid, words, nextOn } of steps) {
      const input = { applicationId, words, ...(nextOn === null ? {} : { nextOn }) };
      expect(await server.client.ok(openid, 'applications', 'followUp', input)).toEqual({ state: 'checked' });
    }
    const { detail, timeline } = await viewOf(server, someone.openid, applicationId);
    if (detail.kind !== 'employment') throw new Error(detail.kind);
    expect(detail.followUps.map(({ words, nextOn }) => ({ words, nextOn }))).toEqual(
      steps.map(({ words, nextOn }) => ({ words, nextOn })),
    );
    expect(detail.nextOn).toBeNull();
    expect(timeline.filter(({ action }) => action === 'followUp').map(({ note }) => note)).toEqual(
      steps.map(({ words }) => words),
    );
  });

  test('a next day that has passed or does not exist is told at its field', async () => {
    const applicationId = await employmentIn(server, world, await world.resident(), 'checked');
    for (const nextOn of [onDay(-1), '2026-02-30', '明天']) {
      const answer = await server.client.refused('BAD_INPUT', cast.village, 'applications', 'followUp', {
        applicationId,
        words: '好',
        nextOn,
      });
      expect(Object.keys(answer.fields ?? {})).toEqual(['nextOn']);
    }
    const empty = { applicationId, words: '   ' };
    await server.client.refused('BAD_INPUT', cast.village, 'applications', 'followUp', empty);
  });

  test('the same request twice is one follow-up', async () => {
    const applicationId = await employmentIn(server, world, await world.resident(), 'checked');
    const requestId = newRequestId();
    const input = { applicationId, words: '一次' };
    await Promise.all(
      Array.from({ length: 8 }, () =>
        server.client.ok(cast.village, 'applications', 'followUp', input, { requestId }),
      ),
    );
    const { facts } = await server.client.one('applications', applicationId);
    expect(facts).toMatchObject({ followUps: [{ words: '一次' }] });
    expect((facts as { followUps: unknown[] }).followUps).toHaveLength(1);
  });
});

describe('the outcome', () => {
  test('in work, lost, in work again: the figure goes with it; feedback is given once and changes no state', async () => {
    const someone = await world.resident();
    const before = await placed();
    const applicationId = await employmentIn(server, world, someone, 'checked');
    await server.client.ok(cast.village, 'applications', 'followUp', {
      applicationId,
      words: '下周看',
      nextOn: onDay(7),
    });
    const requestId = newRequestId();
    const input = { applicationId, ...PLACE };
    for (let i = 0; i < 3; i += 1) {
      await server.client.ok(cast.town, 'applications', 'recordPlacement', input, { requestId });
    }
    expect(await placed()).toBe(before + 1);
    const view = await viewOf(server, someone.openid, applicationId);
    expect(view).toMatchObject({ state: 'placed', detail: { placement: PLACE, nextOn: null } });
    expect(view.actions).toEqual(['giveFeedback']);

    const rated = { applicationId, score: 5, words: '谢谢' };
    expect(await server.client.ok(someone.openid, 'applications', 'giveFeedback', rated)).toEqual({
      state: 'placed',
    });
    await server.client.refused('STATE_CHANGED', someone.openid, 'applications', 'giveFeedback', rated);
    // Asking after somebody who works is no new search.
    await server.client.ok(cast.village, 'applications', 'followUp', { applicationId, words: '做得好' });
    expect(await placed()).toBe(before + 1);

    await server.client.ok(cast.village, 'applications', 'reopenEmployment', {
      applicationId,
      reason: '厂里不要人了',
    });
    expect(await placed()).toBe(before);
    expect(await viewOf(server, someone.openid, applicationId)).toMatchObject({
      state: 'checked',
      detail: { placement: null },
    });
    await server.client.ok(cast.village, 'applications', 'recordPlacement', input);
    expect(await placed()).toBe(before + 1);
  });

  test('of two officers at once one places; the other is told who was first', async () => {
    const applicationId = await employmentIn(server, world, await world.resident(), 'checked');
    const before = await placed();
    const input = { applicationId, ...PLACE };
    const answers = await Promise.all(
      [cast.village, cast.town, world.staff.village2, world.staff.town2].map((openid) =>
        server.client.call(openid, 'applications', 'recordPlacement', input),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) {
      if (!answer.ok)
        expect(answer).toMatchObject({
          code: 'STATE_CHANGED',
          message: expect.stringContaining('找到工作') as string,
        });
    }
    expect(await placed()).toBe(before + 1);
  });

  test('ended without a place, and asked for again', async () => {
    const someone = await world.resident();
    const applicationId = await employmentIn(server, world, someone, 'checked');
    const before = await placed();
    await server.client.ok(cast.village, 'applications', 'closeUnplaced', {
      applicationId,
      reason: '没有合适的',
    });
    expect(await placed()).toBe(before);
    const view = await viewOf(server, someone.openid, applicationId);
    expect(view.state).toBe('notPlaced');
    expect(view.timeline[view.timeline.length - 1]).toMatchObject({ note: '没有合适的' });
    await employmentIn(server, world, someone, 'submitted');
  });

  test('a lost place is not searched for twice at once', async () => {
    const someone = await world.resident();
    const applicationId = await employmentIn(server, world, someone, 'placed');
    await employmentIn(server, world, someone, 'submitted');
    await server.client.refused('ALREADY_OPEN', cast.village, 'applications', 'reopenEmployment', {
      applicationId,
      reason: '不做了',
    });
  });

  test('a step of another kind does not exist', async () => {
    const applicationId = await employmentIn(server, world, await world.resident(), 'submitted');
    for (const [openid, action, more] of [
      [cast.village, 'survey', { items: ['ramp'], findings: '看', photoIds: [] }],
      [cast.village, 'publishWish', { publicText: '好', costFen: 100 }],
      [cast.village, 'takeRepair', {}],
      [cast.town, 'approveRenovation', {}],
      [cast.town, 'approve', { seenPayFen: 0 }],
      [cast.village, 'deliver', { photoIds: [] }],
    ] as const) {
      await server.client.refused('NOT_FOUND', openid, 'applications', action, { applicationId, ...more });
    }
  });
});
