/** What the function makes of the counters for the screen: every figure in its place, and nobody in any of them. */
import fc from 'fast-check';
import type { CounterDoc } from '../../cloudfunctions/core/collections';
import { emptyCounters } from '../../cloudfunctions/core/counters';
import { feedWhat } from '../../cloudfunctions/dashboard/rules/feed-words';
import { needParts } from '../../cloudfunctions/dashboard/rules/needs';
import { screenData } from '../../cloudfunctions/dashboard/screen';
import { parseScreenData } from '../../dashboard/src/data/schema';
import { FEED_KINDS } from '../../dashboard/src/format/feed-sentence';
import { CASE_KINDS, CASE_STATES } from '../../miniprogram/shared/case-states';
import type { FeedKind } from '../../typings/api/dashboard';
import type { CaseState } from '../../typings/domain';
import { NOW } from './support/samples';

const VILLAGES = new Map([
  ['town', '泗门镇残联'],
  ['xiejialu', '谢家路村'],
  ['hubei', '湖北村'],
  ['wansheng', '万圣村'],
]);

function village(id: string, change: Partial<CounterDoc> = {}): CounterDoc {
  return { ...emptyCounters(id), ...change };
}

/** The trial village as its counters say it. */
function trial(): CounterDoc {
  return village('xiejialu', {
    residents: 183,
    boundUsers: 12,
    volunteers: 97,
    placed: 2,
    pairings: 30,
    serviceMinutes: 12_899,
    donations: {
      directed: { delivered: 1, expired: 2 },
      undirected: { promised: 4 },
      toAllot: 0,
      toHandOut: 1,
    },
    cases: {
      device: { submitted: 1, checked: 1, delivered: 1, received: 1, closed: 4, rejected: 1 },
      repair: { underWay: 1, repaired: 1, closed: 2 },
      employment: { submitted: 1, checked: 2, placed: 2, notPlaced: 1 },
      renovation: {
        submitted: 6,
        surveyed: 4,
        approved: 3,
        building: 3,
        built: 2,
        received: 3,
        closed: 10,
        withdrawn: 1,
      },
      wish: { submitted: 1, published: 3, claimed: 2, delivered: 1, closed: 5, expired: 1 },
    },
    months: {
      '2026-11': { submitted: 8, done: 5 },
      '2025-12': { submitted: 3, done: 1 },
      '2025-11': { submitted: 9, done: 9 },
    },
    version: 400,
  });
}

describe('one village', () => {
  const data = screenData([trial()], VILLAGES, 'xiejialu', NOW);

  test('the headline of the trial', () =>
    expect(data.headline).toEqual({
      residents: 183,
      volunteers: 97,
      placed: 2,
      deviceApplications: 9,
      pairings: 30,
      renovationApplications: 32,
      boundUsers: 12,
      // 214 hours and 59 minutes: only whole hours are told.
      serviceHours: 214,
      directedDonations: 1,
    }));

  test('needs of all five kinds', () =>
    expect(data.needs.map(({ kind: _, ...need }) => need)).toEqual([
      { label: '辅具器材', open: 1, underWay: 2, done: 5, unmet: 1 },
      { label: '辅具维修', open: 0, underWay: 2, done: 2, unmet: 0 },
      { label: '就业支持', open: 1, underWay: 2, done: 2, unmet: 1 },
      { label: '无障碍改造', open: 6, underWay: 12, done: 13, unmet: 1 },
      { label: '微心愿', open: 1, underWay: 6, done: 5, unmet: 1 },
    ]));

  test('wishes that wait for somebody are those that are published', () => expect(data.openWishes).toBe(3));

  test('the last twelve months of all kinds, oldest first', () => {
    expect(data.months).toHaveLength(12);
    expect(data.months[0]).toEqual({ month: '2025-12', submitted: 3, done: 1 });
    expect(data.months[11]).toEqual({ month: '2026-11', submitted: 8, done: 5 });
    expect(data.months.reduce((sum, { submitted }) => sum + submitted, 0)).toBe(11);
  });

  test('no other villages; the page takes it', () => {
    expect(data.villages).toEqual([]);
    expect(parseScreenData(data)).toEqual(data);
  });
});

describe('the town', () => {
  const hubei = village('hubei', {
    residents: 40,
    volunteers: 3,
    pairings: 1,
    serviceMinutes: 61,
    version: 9,
  });
  hubei.cases.device = { closed: 2 };
  hubei.cases.wish = { published: 2 };
  const data = screenData([hubei, trial()], VILLAGES, null, NOW);

  test('adds its villages up', () => {
    expect(data.headline).toMatchObject({
      residents: 223,
      pairings: 31,
      deviceApplications: 11,
      serviceHours: 216,
    });
    expect(data.openWishes).toBe(5);
    expect(data.version).toBe('409');
  });

  test('lists all villages by applications of all kinds, those without anything too, its own office not', () =>
    expect(data.villages).toEqual([
      { name: '谢家路村', residents: 183, volunteers: 97, applications: 64 },
      { name: '湖北村', residents: 40, volunteers: 3, applications: 4 },
      { name: '万圣村', residents: 0, volunteers: 0, applications: 0 },
    ]));
});

test('nothing has been counted yet: zeros that the page takes', () => {
  const data = screenData([], VILLAGES, 'xiejialu', NOW);
  expect(data.needs.every(({ open, underWay, done, unmet }) => open + underWay + done + unmet === 0)).toBe(
    true,
  );
  expect(parseScreenData(data)).toEqual(data);
});

test('whatever the counters are, the parts of each kind add up to all its applications', () => {
  const cases = fc.record(
    Object.fromEntries(
      CASE_KINDS.map((kind) => [
        kind,
        fc.dictionary(fc.constantFrom<string>(...CASE_STATES[kind]), fc.nat(1_000)),
      ]),
    ),
  );
  fc.assert(
    fc.property(cases, (counted) => {
      const counter = village('xiejialu', { cases: counted as CounterDoc['cases'] });
      const data = screenData([counter], VILLAGES, 'xiejialu', NOW);
      for (const { kind, open, underWay, done, unmet } of data.needs) {
        const all = Object.values(counted[kind] ?? {}).reduce((sum, count) => sum + count, 0);
        expect(open + underWay + done + unmet).toBe(all);
      }
      const device = data.devices.reduce((sum, { count }) => sum + count, 0);
      expect(data.headline.deviceApplications).toBe(device);
    }),
  );
});

test('received is done, rated or not', () =>
  expect(needParts({ received: 1, closed: 4 } satisfies Partial<Record<CaseState, number>>).done).toBe(5));

describe('the feed', () => {
  const entry = (kind: FeedKind, what: string): CounterDoc['feed'][number] => ({
    id: `${kind}-${what}`,
    at: NOW,
    kind,
    what,
  });
  const shown = (kind: FeedKind, what: string): string =>
    screenData([village('xiejialu', { feed: [entry(kind, what)] })], VILLAGES, 'xiejialu', NOW).feed[0]
      ?.what ?? 'none';

  test.each([
    ['deviceSubmitted', '轮椅', '轮椅'],
    ['deviceSubmitted', '轮椅、拐杖', '轮椅、拐杖'],
    ['deviceDelivered', '轮椅、拐杖、助行器', '轮椅等3件'],
    ['serviceDone', '陈**', '陈**'],
    ['paired', '王*', '王*'],
    ['volunteerJoined', '欧阳小明', ''],
    ['serviceStarted', '张三', ''],
    ['repairSubmitted', '老王家的轮椅', ''],
    ['employmentSubmitted', '裁缝', ''],
    ['renovationDone', '谢家路12号的坡道', ''],
    ['wishPublished', '想要一台收音机', ''],
    ['feedbackGiven', '张三', ''],
    ['residentJoined', '张三', ''],
  ] as const)('%s "%s" shows "%s"', (kind, what, expected) => expect(shown(kind, what)).toBe(expected));

  test('no name that is not masked gets out by a line about people', () => {
    const aboutPeople = FEED_KINDS.filter((kind) => !kind.startsWith('device'));
    fc.assert(
      fc.property(fc.constantFrom(...aboutPeople), fc.string({ unit: 'grapheme' }), (kind, what) => {
        const left = feedWhat(kind, what);
        return left === '' || /^.\*+$/su.test(left);
      }),
    );
  });

  test('newest first, twenty of all villages at most, and the page knows each kind', () => {
    const lines = FEED_KINDS.map((kind, index) => ({ ...entry(kind, ''), at: NOW - index }));
    const data = screenData(
      [village('xiejialu', { feed: lines.slice(0, 15) }), village('hubei', { feed: lines.slice(15) })],
      VILLAGES,
      null,
      NOW,
    );
    expect(data.feed.map(({ kind }) => kind)).toEqual(FEED_KINDS.slice(0, 20));
    expect(parseScreenData(data)?.feed).toHaveLength(20);
  });
});
