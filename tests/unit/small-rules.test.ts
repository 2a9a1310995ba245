/** Rules of a few lines each: order and life of texts, who is told of what offer, the screen, scope, months, keys. */
import type { EmergencyCallDoc, VolunteerDoc } from '../../cloudfunctions/core/collections';
import { instantKey, minutesKey } from '../../cloudfunctions/core/pure/keys';
import { needParts } from '../../cloudfunctions/dashboard/rules/needs';
import {
  askedAgain,
  BLOCK_MS,
  ASLEEP_SECONDS,
  isTooFast,
  secondsToWait,
  MOST_IN_WINDOW,
  WINDOW_MS,
} from '../../cloudfunctions/dashboard/rules/pace';
import { inScope, type StaffActor } from '../../cloudfunctions/emergency/rules/scope';
import { fitOf, ranked, type Able } from '../../cloudfunctions/employment/rules/match';
import { monthRange } from '../../cloudfunctions/exchange/rules/months';
import { cursorOf, inOrder, orderOf, placeOf } from '../../cloudfunctions/notices/rules/order';
import {
  afterCheck,
  nextStoryState,
  STORY_STEPS,
  wordsOf,
  type StoryAction,
} from '../../cloudfunctions/notices/rules/story-life';
import { isPicky, isWanted, type Wishes } from '../../cloudfunctions/notices/rules/wanted';
import { endObstacle } from '../../cloudfunctions/registry/rules/volunteers';
import { lowIncomeOn } from '../../miniprogram/shared/low-income';
import { ABILITY_LABELS, WORK_DISTANCE_LABELS, WORK_HOURS_LABELS } from '../../miniprogram/shared/work';
import type { NoticeState, WorkOffer } from '../../typings/api/notices';
import type { CaseState, LowIncomePeriod } from '../../typings/domain';

test('keys sort as what they stand for', () => {
  expect(instantKey(null)).toBe('0000000000000');
  expect(instantKey(1_700_000_000_000)).toBe('1700000000000');
  expect(instantKey(5) < instantKey(1_700_000_000_000)).toBe(true);
  expect([minutesKey(7.6), minutesKey(-3), minutesKey(100)]).toEqual(['000000008', '000000000', '000000100']);
});

describe('notices', () => {
  const notice = {
    state: 'published' as NoticeState,
    pinned: false,
    publishedAt: 5_000,
    expiresOn: null,
    updatedAt: 9_000,
  };

  test('stand by the day they were published, pinned ones before all, unpublished ones by their last change', () => {
    const on = '2026-03-05';
    expect(orderOf(notice, on)).toBe(5_000);
    expect(orderOf({ ...notice, pinned: true }, on)).toBe(1e14 + 5_000);
    expect(orderOf({ ...notice, pinned: true, expiresOn: on }, on)).toBe(1e14 + 5_000);
    // It is pinned until its last day has passed.
    expect(orderOf({ ...notice, pinned: true, expiresOn: '2026-03-04' }, on)).toBe(5_000);
    expect(orderOf({ ...notice, state: 'draft', pinned: true }, on)).toBe(9_000);
    expect(orderOf({ ...notice, publishedAt: null }, on)).toBe(9_000);
  });

  test('of two of the same moment always the same one is first', () => {
    const all = ['b', 'c', 'a'].map((_id) => ({ _id, order: _id === 'a' ? 9 : 5 }));
    expect([...all].sort(inOrder).map(({ _id }) => _id)).toEqual(['a', 'c', 'b']);
    expect(
      [...all]
        .reverse()
        .sort(inOrder)
        .map(({ _id }) => _id),
    ).toEqual(['a', 'c', 'b']);
    expect(inOrder({ _id: 'a', order: 1 }, { _id: 'a', order: 1 })).toBe(0);
  });

  test('a cursor names a place, and nothing else does', () => {
    expect(placeOf(cursorOf({ _id: 'n-1_a', order: 100_000_000_005_000 }))).toEqual({
      _id: 'n-1_a',
      order: 100_000_000_005_000,
    });
    for (const cursor of [
      null,
      undefined,
      '',
      '5',
      '5.',
      '.a',
      'x5.a',
      '5.a b',
      '5.a!',
      '12345678901234567.a',
      `5.${'a'.repeat(65)}`,
    ])
      expect(placeOf(cursor)).toBeNull();
    expect(placeOf(`1234567890123456.${'a'.repeat(64)}`)).not.toBeNull();
  });
});

describe('stories', () => {
  const STATES: NoticeState[] = ['draft', 'submitted', 'held', 'returned', 'published', 'withdrawn'];
  const LIFE: Record<string, NoticeState> = {
    'submitted submit author': 'submitted',
    'held submit author': 'submitted',
    'returned submit author': 'submitted',
    'submitted withdraw author': 'withdrawn',
    'held withdraw author': 'withdrawn',
    'returned withdraw author': 'withdrawn',
    'submitted return staff': 'returned',
    'held return staff': 'returned',
  };

  test('do what their life says, and nothing else', () => {
    for (const state of STATES)
      for (const action of ['submit', 'return', 'withdraw'] as StoryAction[])
        for (const who of ['author', 'staff'] as const)
          expect([state, action, who, nextStoryState(state, action, who)]).toEqual([
            state,
            action,
            who,
            LIFE[`${state} ${action} ${who}`] ?? null,
          ]);
    expect(STORY_STEPS).toHaveLength(Object.keys(LIFE).length);
  });

  test('are held until their check has passed, title and text', () => {
    expect(afterCheck('published', 'pass')).toEqual({ state: 'published', heldFor: null });
    expect(afterCheck('submitted', 'held')).toEqual({ state: 'held', heldFor: 'submitted' });
    expect(wordsOf({ title: '一', body: '二' })).toBe('一\n二');
  });
});

describe('offers of work', () => {
  const OFFER: WorkOffer = {
    organiser: '泗门纸箱厂',
    place: '工业园',
    distance: 'village',
    hours: ['halfDay', 'fewHours'],
    abilities: ['handwork', 'sewing'],
    pay: '',
    contactPhone: '',
    places: 0,
  };
  const notice = { title: '招手工 Packing', offer: OFFER };
  const wanted = (wishes: Wishes, one: { title: string; offer: WorkOffer | null } = notice): boolean =>
    isWanted(one, wishes);

  test('are found by all the words, in any order, of title, employer and place', () => {
    for (const q of ['手工', '纸箱厂 手工', 'packing', 'PACKING 工业园', ''])
      expect(wanted({ q })).toBe(true);
    for (const q of ['保洁', '手工 保洁', 'undefined']) expect(wanted({ q })).toBe(false);
    expect(wanted({ q: '手工' }, { title: '手工', offer: null })).toBe(true);
  });

  test('fit by hours, at most so far, and by what one can', () => {
    expect([wanted({ hours: 'halfDay' }), wanted({ hours: 'fullTime' })]).toEqual([true, false]);
    expect([
      wanted({ distance: 'village' }),
      wanted({ distance: 'city' }),
      wanted({ distance: 'home' }),
    ]).toEqual([true, true, false]);
    expect([wanted({ ability: 'sewing' }), wanted({ ability: 'computer' })]).toEqual([true, false]);
    expect(wanted({ ability: 'computer' }, { ...notice, offer: { ...OFFER, abilities: [] } })).toBe(true);
  });

  test('what is no offer is not asked for by hours, distance or ability', () => {
    const plain = { title: '通知', offer: null };
    expect(wanted({}, plain)).toBe(true);
    for (const wishes of [{ hours: 'halfDay' }, { distance: 'city' }, { ability: 'sewing' }] as Wishes[]) {
      expect(wanted(wishes, plain)).toBe(false);
      expect(isPicky(wishes)).toBe(true);
    }
    expect([isPicky({}), isPicky({ q: '' }), isPicky({ q: '手工' })]).toEqual([false, false, true]);
  });

  const ANYBODY: Able = { abilities: [], hours: null, distance: null };

  test('cannot be taken at other hours, further away, or without any of what it asks', () => {
    const able: Able = { abilities: ['sewing'], hours: 'halfDay', distance: 'village' };
    expect(fitOf(able, OFFER)).toEqual({
      score: 15,
      reasons: [`会${ABILITY_LABELS.sewing}`, WORK_HOURS_LABELS.halfDay, WORK_DISTANCE_LABELS.village],
    });
    expect(fitOf({ ...able, hours: 'fullTime' }, OFFER)).toBeNull();
    expect(fitOf({ ...able, distance: 'home' }, OFFER)).toBeNull();
    expect(fitOf({ ...able, distance: 'city' }, OFFER)?.score).toBe(15);
    expect(fitOf({ ...able, abilities: ['computer'] }, OFFER)).toBeNull();
    expect(fitOf({ ...able, abilities: ['sewing', 'handwork'] }, OFFER)?.score).toBe(25);
  });

  test('what one has not said is no reason against; an offer for everybody fits', () => {
    expect(fitOf({ ...ANYBODY, abilities: ['sewing'] }, OFFER)).toMatchObject({
      score: 9,
      reasons: [`会${ABILITY_LABELS.sewing}`],
    });
    expect(fitOf(ANYBODY, { ...OFFER, abilities: [], distance: 'home' })).toEqual({ score: 0, reasons: [] });
    expect(fitOf(ANYBODY, OFFER)).toBeNull();
  });

  test('the best first, equal ones as they came, those that do not fit not at all', () => {
    const scores: Record<string, number | null> = { a: 1, b: 5, c: null, d: 5 };
    const fit = (one: string) => (scores[one] === null ? null : { score: scores[one] ?? 0, reasons: [] });
    expect(ranked(['a', 'b', 'c', 'd'], fit).map(({ one }) => one)).toEqual(['b', 'd', 'a']);
  });
});

test('where applications stand on the screen: every state in one of four', () => {
  const PARTS: Record<string, CaseState[]> = {
    open: ['submitted', 'returned'],
    underWay: [
      'checked',
      'approved',
      'delivered',
      'surveyed',
      'building',
      'built',
      'published',
      'claimed',
      'underWay',
      'repaired',
    ],
    done: ['received', 'closed', 'placed'],
    unmet: ['notPlaced', 'rejected', 'withdrawn', 'expired', 'ended'],
  };
  for (const [part, states] of Object.entries(PARTS))
    for (const state of states)
      expect(needParts({ [state]: 3 })).toEqual({ open: 0, underWay: 0, done: 0, unmet: 0, [part]: 3 });
  expect(needParts({ submitted: 1, returned: 2 }).open).toBe(3);
});

test('a screen that asks too often is told to wait, and a minute later may ask again', () => {
  expect([WINDOW_MS, BLOCK_MS]).toEqual([60_000, 60_000]);
  let window = askedAgain(undefined, 1_000);
  expect(window).toEqual({ from: 1_000, asked: 1 });
  for (let n = 1; n < MOST_IN_WINDOW; n += 1) window = askedAgain(window, 1_000 + n);
  expect(isTooFast(window)).toBe(false);
  window = askedAgain(window, 60_999);
  expect(isTooFast(window)).toBe(true);
  expect(askedAgain(window, 61_000)).toEqual({ from: 61_000, asked: 1 });
});

test('while the office sleeps a screen is asked to wait, unless somebody has called for help', () => {
  const at = (time: string) => Date.parse(`2026-11-29T${time}:00+08:00`);
  const day = '06:30-21:00';
  expect(
    ['06:29', '06:30', '12:00', '20:59', '21:00', '00:00'].map((time) => secondsToWait(day, at(time), 0)),
  ).toEqual([ASLEEP_SECONDS, 0, 0, 0, ASLEEP_SECONDS, ASLEEP_SECONDS]);
  expect(secondsToWait(day, at('23:00'), 1)).toBe(0);
  // Over midnight.
  const late = '18:00-02:00';
  expect(['17:59', '18:00', '01:59', '02:00'].map((time) => secondsToWait(late, at(time), 0))).toEqual([
    ASLEEP_SECONDS,
    0,
    0,
    ASLEEP_SECONDS,
  ]);
  // Not said, or not understood: always awake.
  for (const text of ['', '6-21', '25:00-26:00']) expect(secondsToWait(text, at('03:00'), 0)).toBe(0);
});

test('a call for help is there for its village and the town', () => {
  const call = { villageId: 'v1' } as EmergencyCallDoc;
  const village = (villageId: string) => ({ role: 'villageStaff', villageId }) as StaffActor;
  const town = { role: 'townStaff' } as StaffActor;
  expect([inScope(village('v1'), call), inScope(village('v2'), call), inScope(town, call)]).toEqual([
    call,
    null,
    call,
  ]);
  expect([inScope(village('v1'), null), inScope(town, null)]).toEqual([null, null]);
});

test('a month is that of China, and December is followed by January', () => {
  const start = (text: string): number => Date.parse(`${text}T00:00:00+08:00`);
  expect(monthRange('2026-09')).toEqual({ from: start('2026-09-01'), to: start('2026-10-01') });
  expect(monthRange('2026-01')).toEqual({ from: start('2026-01-01'), to: start('2026-02-01') });
  expect(monthRange('2026-12')).toEqual({ from: start('2026-12-01'), to: start('2027-01-01') });
});

test('a volunteer is not ended while something would be left with nobody', () => {
  const free = {
    state: 'active',
    running: null,
    toDescribe: [],
    claimedWishes: [],
  } as unknown as VolunteerDoc;
  expect(endObstacle(free)).toBe('');
  expect(endObstacle({ ...free, state: 'left' })).toMatch(/已经不是志愿者/);
  expect(endObstacle({ ...free, running: {} as VolunteerDoc['running'] })).toMatch(/没有结束/);
  expect(endObstacle({ ...free, toDescribe: ['s1'] as never })).toMatch(/没写内容/);
  expect(endObstacle({ ...free, claimedWishes: ['a1'] as never })).toMatch(/微心愿没送到/);
});

describe('low income on a day', () => {
  const period = (kind: 'dibao' | 'dibian', from: string, to: string | null): LowIncomePeriod => ({
    kind,
    from,
    to,
  });

  test('not asked yet is not none', () => {
    expect([lowIncomeOn(null, '2026-01-01'), lowIncomeOn([], '2026-01-01')]).toEqual(['unknown', 'none']);
  });

  test('from its first to its last day, without an end for ever', () => {
    const periods = [period('dibian', '2026-01-01', '2026-06-30')];
    const days = ['2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'];
    expect(days.map((day) => lowIncomeOn(periods, day))).toEqual(['none', 'dibian', 'dibian', 'none']);
    expect(lowIncomeOn([period('dibao', '2026-01-01', null)], '2099-01-01')).toBe('dibao');
  });

  test('where they overlap 低保 counts', () => {
    const periods = [period('dibian', '2026-01-01', null), period('dibao', '2026-03-01', '2026-03-31')];
    expect(['2026-02-28', '2026-03-15', '2026-04-01'].map((day) => lowIncomeOn(periods, day))).toEqual([
      'dibian',
      'dibao',
      'dibian',
    ]);
  });
});
