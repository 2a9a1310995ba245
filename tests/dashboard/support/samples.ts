/** Answers of the data endpoint as a village has them on day one, in the trial, and after decades. */
import type { FeedKind, FeedLine, ScreenData } from '../../../typings/api/dashboard';
import type { CaseState } from '../../../typings/domain';

/** 24 November 2026, 14:20:00 in China. */
export const NOW = Date.UTC(2026, 10, 24, 6, 20, 0);
const MINUTE = 60_000;

const STATES: [CaseState, string][] = [
  ['submitted', '待村核实'],
  ['checked', '待镇审批'],
  ['approved', '待发放'],
  ['delivered', '待确认收到'],
  ['received', '待评价'],
  ['closed', '已办结'],
  ['returned', '待补充'],
  ['rejected', '未通过'],
  ['withdrawn', '已撤回'],
  ['ended', '已终止'],
];

const LABELS = {
  categories: ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'],
  levels: ['一级', '二级', '三级', '四级'],
  ages: ['18岁以下', '18-44岁', '45-59岁', '60-69岁', '70-79岁', '80岁以上'],
  volunteerKinds: ['党员', '村民代表', '退役军人', '村级骨干', '其他'],
};

const VILLAGES = [
  '谢家路', '西大街', '东大街', '汝湖', '后塘河', '小路下', '湖北', '楝树下', '夹塘', '陶家路',
  '相公潭', '万圣', '上新屋', '海南', '镇北', '泗北', '镇南', '东蒲', '大庙周', '水阁周',
]; // prettier-ignore

function cells(labels: string[], counts: (number | null)[]): ScreenData['categories'] {
  return labels.map((label, index) => ({ label, count: counts[index] === undefined ? 0 : counts[index] }));
}

/** Rows of open, under way, done, unmet: devices, repairs, work, renovations, wishes. */
function needs(rows: readonly (readonly [number, number, number, number])[]): ScreenData['needs'] {
  const kinds: [ScreenData['needs'][number]['kind'], string][] = [
    ['device', '辅具器材'],
    ['repair', '辅具维修'],
    ['employment', '就业支持'],
    ['renovation', '无障碍改造'],
    ['wish', '微心愿'],
  ];
  return kinds.map(([kind, label], index) => {
    const [open, underWay, done, unmet] = rows[index] ?? [0, 0, 0, 0];
    return { kind, label, open, underWay, done, unmet };
  });
}

const NO_HEADLINE: ScreenData['headline'] = {
  residents: 0,
  volunteers: 0,
  placed: 0,
  deviceApplications: 0,
  pairings: 0,
  renovationApplications: 0,
  boundUsers: 0,
  serviceHours: 0,
  directedDonations: 0,
};

function months(submitted: number[], done: number[]): ScreenData['months'] {
  return submitted.map((count, index) => {
    const date = new Date(Date.UTC(2025, 11 + index, 1));
    return { month: date.toISOString().slice(0, 7), submitted: count, done: done[index] ?? 0 };
  });
}

/** One line of the feed, `minutesAgo` before NOW. */
export function feedLine(
  id: string,
  kind: FeedKind,
  what: string,
  minutesAgo: number,
  villageName = '谢家路村',
): FeedLine {
  return { id, kind, what, villageName, at: NOW - minutesAgo * MINUTE };
}

const NONE = Array.from({ length: 12 }, () => 0);

/** Nothing has happened yet. */
export function emptyData(): ScreenData {
  return {
    title: '谢家路村智慧助残',
    scope: 'village',
    asOf: NOW,
    version: '0',
    headline: NO_HEADLINE,
    devices: STATES.map(([state, label]) => ({ state, label, count: 0 })),
    needs: needs([]),
    openWishes: 0,
    months: months(NONE, NONE),
    categories: cells(LABELS.categories, []),
    levels: cells(LABELS.levels, []),
    ages: cells(LABELS.ages, []),
    volunteerKinds: cells(LABELS.volunteerKinds, []),
    villages: [],
    feed: [],
  };
}

/** The trial village: 183 residents, 97 volunteers, 2 in work, 9 devices, 30 pairings, 32 renovations. */
export function trialData(): ScreenData {
  const counts = [1, 1, 1, 1, 1, 2, 1, 1, 0, 0];
  return {
    ...emptyData(),
    version: '412',
    headline: {
      residents: 183,
      volunteers: 97,
      placed: 2,
      deviceApplications: 9,
      pairings: 30,
      renovationApplications: 32,
      boundUsers: 61,
      serviceHours: 214,
      directedDonations: 1,
    },
    devices: STATES.map(([state, label], index) => ({ state, label, count: counts[index] ?? 0 })),
    needs: needs([
      [2, 3, 3, 1],
      [1, 1, 2, 0],
      [2, 3, 2, 1],
      [6, 12, 13, 1],
      [1, 7, 9, 2],
    ]),
    openWishes: 4,
    months: months([0, 0, 0, 0, 0, 3, 8, 11, 14, 12, 13, 8], [0, 0, 0, 0, 0, 0, 2, 4, 5, 7, 6, 5]),
    categories: cells(LABELS.categories, [18, 21, null, 97, 22, 15, 7]),
    levels: cells(LABELS.levels, [24, 43, 61, 55]),
    ages: cells(LABELS.ages, [null, 19, 48, 51, 40, 22]),
    volunteerKinds: cells(LABELS.volunteerKinds, [38, 17, 9, 12, 21]),
    feed: [
      feedLine('f9', 'deviceSubmitted', '轮椅', 0.4),
      feedLine('f8', 'serviceDone', '陈**', 26),
      feedLine('f7', 'wishPublished', '', 95),
      feedLine('f6', 'renovationDone', '', 200),
      feedLine('f5', 'paired', '王*', 1_300),
      feedLine('f4', 'workFound', '', 1_420),
      feedLine('f3', 'feedbackGiven', '', 4_400),
      feedLine('f2', 'deviceDelivered', '洗澡椅', 5_900),
      feedLine('f1', 'volunteerJoined', '欧***', 9_900),
    ],
  };
}

/** A first handful of people: nearly every group is hidden. */
export function smallData(): ScreenData {
  return {
    ...emptyData(),
    version: '7',
    headline: { ...NO_HEADLINE, residents: 5, volunteers: 3, deviceApplications: 1, boundUsers: 1 },
    devices: STATES.map(([state, label]) => ({ state, label, count: state === 'submitted' ? 1 : 0 })),
    needs: needs([[1, 0, 0, 0]]),
    months: months([...NONE.slice(1), 1], NONE),
    categories: cells(LABELS.categories, [0, null, 0, null, 0, 0, 0]),
    levels: cells(LABELS.levels, [null, 0, null, 0]),
    ages: cells(LABELS.ages, [0, null, 0, null, null, 0]),
    volunteerKinds: cells(LABELS.volunteerKinds, [null, 0, 0, 0, null]),
    feed: [feedLine('f1', 'deviceSubmitted', '轮椅', 3)],
  };
}

/** Half a million of everything. */
export function hugeData(): ScreenData {
  const many = (share: number): number => Math.round(500_000 * share);
  return {
    ...trialData(),
    version: '900412',
    headline: {
      residents: 500_000,
      volunteers: 498_765,
      placed: 98_765,
      deviceApplications: 598_836,
      pairings: 345_678,
      renovationApplications: 456_789,
      boundUsers: 345_678,
      serviceHours: 99_876_543,
      directedDonations: 9_876,
    },
    devices: STATES.map(([state, label], index) => ({
      state,
      label,
      count: [6_345, 20_000, 21_725, 20_000, 26_001, 400_000, 6_000, 98_765, 0, 0][index] ?? 0,
    })),
    needs: needs([
      [12_345, 61_725, 426_001, 98_765],
      [9_876, 54_321, 98_765, 4_321],
      [23_456, 87_654, 98_765, 12_345],
      [45_678, 99_999, 300_000, 11_112],
      [54_321, 99_876, 400_000, 65_432],
    ]),
    openWishes: 54_321,
    months: months(
      NONE.map((_, index) => 30_000 + index * 2_345),
      NONE.map((_, index) => 26_000 + index * 2_100),
    ),
    categories: cells(LABELS.categories, [0.1, 0.12, 0.04, 0.46, 0.13, 0.1, 0.05].map(many)),
    levels: cells(LABELS.levels, [0.14, 0.24, 0.32, 0.3].map(many)),
    ages: cells(LABELS.ages, [0.03, 0.11, 0.26, 0.27, 0.2, 0.13].map(many)),
    volunteerKinds: cells(LABELS.volunteerKinds, [0.4, 0.2, 0.1, 0.1, 0.2].map(many)),
  };
}

/** All villages of the town. */
export function townData(): ScreenData {
  const trial = trialData();
  return {
    ...trial,
    title: '泗门镇智慧助残',
    scope: 'town',
    version: '5120',
    headline: {
      residents: 2_914,
      volunteers: 1_206,
      placed: 41,
      deviceApplications: 143,
      pairings: 402,
      renovationApplications: 266,
      boundUsers: 735,
      serviceHours: 3_918,
      directedDonations: 17,
    },
    devices: STATES.map(([state, label], index) => ({
      state,
      label,
      count: [9, 12, 14, 7, 6, 88, 3, 4, 0, 0][index] ?? 0,
    })),
    needs: needs([
      [12, 33, 94, 4],
      [8, 11, 47, 3],
      [14, 37, 41, 22],
      [39, 81, 132, 14],
      [11, 48, 102, 9],
    ]),
    openWishes: 26,
    months: months(
      [36, 39, 44, 58, 62, 51, 64, 70, 67, 75, 81, 66],
      [12, 25, 36, 34, 49, 48, 39, 51, 48, 60, 59, 37],
    ),
    categories: cells(LABELS.categories, [301, 344, 62, 1_493, 338, 262, 114]),
    levels: cells(LABELS.levels, [402, 689, 951, 872]),
    ages: cells(LABELS.ages, [71, 296, 744, 822, 621, 360]),
    volunteerKinds: cells(LABELS.volunteerKinds, [455, 233, 121, 164, 233]),
    villages: VILLAGES.map((name, index) => ({
      name,
      residents: 90 + index * 7,
      volunteers: 40 + index,
      applications: [9, 14, 12, 3, 6, 8, 10, 5, 7, 11, 4, 9, 13, 2, 6, 5, 8, 7, 1, 3][index] ?? 0,
    })),
    feed: trial.feed.map((line, index) => ({ ...line, villageName: `${VILLAGES[index] ?? ''}` })),
  };
}
