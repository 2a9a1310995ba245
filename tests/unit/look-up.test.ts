/** What a filter of the register asks of the database, field by field, and the order of its pages. */
import { AGE_GROUPS } from '../../miniprogram/shared/age';
import {
  dimensionExpression,
  dimensionValue,
  following,
  RESIDENT_ORDERS,
  residentConditions,
  VOLUNTEER_ORDERS,
  volunteerConditions,
} from '../../cloudfunctions/registry/rules/look-up';
import { mergeObstacles, type MergeSide } from '../../cloudfunctions/registry/rules/merging';

const ON = '2026-11-27';
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-27T08:00:00+08:00');
const asked = (filter: Parameters<typeof residentConditions>[0]) =>
  residentConditions(filter, { on: ON, now: NOW });

test('without a filter: everybody who is registered now', () => {
  expect(asked({})).toEqual({ equals: { status: 'active' }, oneOf: {}, fewer: {}, spans: {} });
});

test('each filter is a condition on its own field', () => {
  const { equals, oneOf } = asked({
    villageId: 'xiejialu',
    category: 4,
    level: 1,
    paired: false,
    binding: 'none',
    status: 'moved',
    lowIncome: 'dibao',
  });
  expect(equals).toEqual({
    villageId: 'xiejialu',
    category: 4,
    level: 1,
    'look.paired': false,
    'look.binding': 'none',
    status: 'moved',
    'look.income': 'dibao',
  });
  expect(oneOf).toEqual({});
});

test('any help with income is either kind; of another day than today it is no condition on the field of today', () => {
  expect(asked({ lowIncome: 'any' })).toMatchObject({
    equals: { status: 'active' },
    oneOf: { 'look.income': ['dibao', 'dibian'] },
  });
  for (const lowIncome of ['any', 'dibao'] as const) {
    const { equals, oneOf } = asked({ lowIncome, lowIncomeOn: '2025-01-01' });
    expect([equals, oneOf]).toEqual([{ status: 'active' }, {}]);
  }
});

test('ages, a name and days without help are spans; an open end is open', () => {
  expect(asked({ ageFrom: 60 }).spans).toEqual({ 'look.born': { before: '1966-11-27~' } });
  expect(asked({ ageTo: 59 }).spans).toEqual({ 'look.born': { after: '1966-11-27~' } });
  expect(asked({ q: '王' }).spans).toEqual({ 'look.name': { after: '王', before: '王\uffff' } });
  expect(asked({ q: '' }).spans).toEqual({});
  const { before = '', after } = asked({ quietDays: 30 }).spans['look.helped'] ?? {};
  expect(after).toBeUndefined();
  const laterBy = (ms: number) =>
    residentConditions({ quietDays: 30 }, { on: ON, now: NOW + ms }).spans['look.helped']?.before ?? '';
  expect(laterBy(DAY) > before).toBe(true);
  expect(asked({ quietDays: 29 }).spans['look.helped']?.before).toBe(laterBy(DAY));
});

test('volunteers: verified ones unless it says otherwise', () => {
  expect(volunteerConditions({}, NOW, 2)).toEqual({
    equals: { state: 'verified' },
    oneOf: {},
    fewer: {},
    spans: {},
  });
  expect(
    volunteerConditions(
      { villageId: 'x', kind: 'veteran', skill: '修理', state: 'left', free: true },
      NOW,
      2,
    ),
  ).toEqual({
    equals: { state: 'left', villageId: 'x', kind: 'veteran', skills: '修理' },
    oneOf: {},
    fewer: { 'look.pairs': 2 },
    spans: {},
  });
  const { spans } = volunteerConditions({ hoursFrom: 10, quietDays: 7, q: '朱' }, NOW, 2);
  expect(Object.keys(spans).sort()).toEqual(['look.helped', 'look.minutes', 'look.name']);
  expect(spans['look.minutes']?.before).toBeUndefined();
  const more = volunteerConditions({ hoursFrom: 11 }, NOW, 2).spans['look.minutes']?.after ?? '';
  expect(more > (spans['look.minutes']?.after ?? '')).toBe(true);
});

test('orders: the quietest and the oldest first, most hours first', () => {
  expect(RESIDENT_ORDERS).toEqual({
    register: { field: '_id', direction: 'asc' },
    name: { field: 'look.name', direction: 'asc' },
    oldest: { field: 'look.born', direction: 'asc' },
    quiet: { field: 'look.helped', direction: 'asc' },
  });
  expect(VOLUNTEER_ORDERS).toEqual({
    register: { field: '_id', direction: 'asc' },
    name: { field: 'look.name', direction: 'asc' },
    hours: { field: 'look.minutes', direction: 'desc' },
    quiet: { field: 'look.helped', direction: 'asc' },
  });
});

test('the next page never goes out of the span, in either direction, and leaves the other conditions alone', () => {
  const conditions = {
    ...asked({ villageId: 'x' }),
    spans: { f: { after: 'c', before: 'm' }, g: { after: 'q' } },
  };
  const span = (direction: 'asc' | 'desc', cursor: string) => {
    const next = following(conditions, { field: 'f', direction }, cursor);
    expect(next).toMatchObject({
      equals: { status: 'active', villageId: 'x' },
      spans: { g: { after: 'q' } },
    });
    return next.spans.f;
  };
  expect(span('asc', 'e')).toEqual({ after: 'e', before: 'm' });
  expect(span('asc', 'a')).toEqual({ after: 'c', before: 'm' });
  expect(span('desc', 'e')).toEqual({ after: 'c', before: 'e' });
  expect(span('desc', 'z')).toEqual({ after: 'c', before: 'm' });
  const open = { ...conditions, spans: {} };
  expect(following(open, { field: 'f', direction: 'asc' }, 'e').spans).toEqual({ f: { after: 'e' } });
  expect(following(open, { field: 'f', direction: 'desc' }, 'e').spans).toEqual({ f: { before: 'e' } });
});

test('the dimensions of a table', () => {
  const of = (dimension: Parameters<typeof dimensionExpression>[0]) => dimensionExpression(dimension, ON);
  expect(of('village')).toBe('$villageId');
  expect((['category', 'level', 'status'] as const).map(of)).toEqual(['$category', '$level', '$status']);
  expect((['income', 'paired', 'binding'] as const).map(of)).toEqual([
    '$look.income',
    '$look.paired',
    '$look.binding',
  ]);
  const { $switch } = of('age') as {
    $switch: { branches: { case: { $gt: [string, string] }; then: string }[]; default: string };
  };
  expect([...$switch.branches.map(({ then }) => then), $switch.default]).toEqual([...AGE_GROUPS]);
  // Younger than the first year of the next group: born after that day.
  const born = $switch.branches.map(({ case: { $gt } }) => $gt[1]);
  expect($switch.branches.every(({ case: { $gt } }) => $gt[0] === '$look.born')).toBe(true);
  expect([...born].sort().reverse()).toEqual(born);
  expect(born[0]).toMatch(/^20\d\d-11-27~$/);
  expect([true, false, undefined].map((value) => dimensionValue('paired', value))).toEqual([
    'yes',
    'no',
    'no',
  ]);
  expect([dimensionValue('category', 4), dimensionValue('village', true)]).toEqual(['4', 'true']);
});

describe('what keeps two records apart', () => {
  const side = (change: Partial<MergeSide> = {}): MergeSide => ({
    status: 'active',
    villageId: 'v',
    binding: null,
    pairings: [],
    openCases: [],
    ...change,
  });
  const phone = { binding: { openid: 'o' } };
  const zhu = { volunteerId: 'v1', volunteerName: '朱永' };
  const li = { volunteerId: 'v2', volunteerName: '李明' };
  const cane = { kind: 'device' as const, title: '拐杖', itemIds: ['cane', 'chair'] };
  test.each<[string, Partial<MergeSide>, Partial<MergeSide>, RegExp[]]>([
    ['nothing', {}, {}, []],
    ['one has moved away', { status: 'moved' }, {}, [/在册/]],
    ['the other has died', {}, { status: 'deceased' }, [/在册/]],
    ['two villages', { villageId: 'w' }, {}, [/不同的村/]],
    ['two phones', phone, phone, [/各绑定了一个微信/]],
    ['one phone', phone, {}, []],
    ['one phone, of the other', {}, phone, []],
    ['the same volunteer', { pairings: [zhu, li] }, { pairings: [zhu] }, [/朱永/]],
    ['two volunteers', { pairings: [li] }, { pairings: [zhu] }, []],
    [
      'the same device among others',
      { openCases: [{ ...cane, itemIds: ['chair', 'bed'] }] },
      { openCases: [cane] },
      [/拐杖/],
    ],
    ['other devices', { openCases: [{ ...cane, itemIds: ['bed'] }] }, { openCases: [cane] }, []],
    [
      'a repair and a device of the same thing',
      { openCases: [{ ...cane, kind: 'repair' as const }] },
      { openCases: [cane] },
      [],
    ],
  ])('%s', (_what, kept, gone, expected) => {
    const words = mergeObstacles(side(kept), side(gone));
    expect(words).toHaveLength(expected.length);
    expected.forEach((pattern, i) => expect(words[i]).toMatch(pattern));
  });
});
