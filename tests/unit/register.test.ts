/** Rules of the register: ages as ranges of birth dates, typing errors, what is found in a record, records joined and parted. */
import fc from 'fast-check';
import { checkRecord, dayAfter, type CheckedRecord } from '../../cloudfunctions/registry/rules/findings';
import { likeness, typingErrors } from '../../cloudfunctions/registry/rules/duplicates';
import { bornBy, following, residentConditions } from '../../cloudfunctions/registry/rules/look-up';
import { mergeObstacles, type MergeSide } from '../../cloudfunctions/registry/rules/merging';
import { AGE_GROUPS, ageGroup, completedYears } from '../../miniprogram/shared/age';
import { idCheckCharacter } from '../../miniprogram/shared/id-number';
import { AGE_RANGES, cellFilter } from '../../miniprogram/shared/register';

const day = fc
  .date({ min: new Date('1920-01-01'), max: new Date('2026-11-27'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('a range of ages is exactly those whose completed years are in it, on every day, leap days too', () => {
  const leap = fc.constantFrom('1960-02-29', '2000-02-29', '2024-02-29');
  fc.assert(
    fc.property(
      fc.oneof(day, leap),
      fc.constantFrom('2026-11-27', '2027-02-28', '2028-02-29', '2027-03-01'),
      fc.nat({ max: 100 }),
      fc.nat({ max: 30 }),
      (born, on, ageFrom, more) => {
        const age = completedYears(born, on);
        if (!age.ok) return;
        const ageTo = ageFrom + more;
        const span = residentConditions({ ageFrom, ageTo }, { on, now: 0 }).spans['look.born'] ?? {};
        const key = `${born}|id`;
        const inside = key > (span.after ?? '') && key < (span.before ?? '~');
        expect(inside).toBe(age.years >= ageFrom && age.years <= ageTo);
      },
    ),
  );
  expect(bornBy('2026-11-27', 60)).toBe('1966-11-27');
});

test('the groups of the tables are the groups of the figures', () => {
  for (let years = 0; years <= 120; years += 1) {
    const group = AGE_GROUPS.find((one) => {
      const { ageFrom, ageTo = 999 } = AGE_RANGES[one];
      return years >= ageFrom && years <= ageTo;
    });
    expect(group).toBe(ageGroup(years));
  }
  expect(cellFilter({ ageFrom: 65, category: 1 }, ['age', '60-69'], ['village', 'x'])).toEqual({
    ageFrom: 65,
    ageTo: 69,
    category: 1,
    villageId: 'x',
  });
});

test('a following page begins behind the last one and stays within the filter', () => {
  const asked = residentConditions({ q: '王' }, { on: '2026-11-27', now: 0 });
  const order = { field: 'look.name', direction: 'asc' as const };
  expect(following(asked, order, '王小明|7').spans['look.name']).toEqual({
    after: '王小明|7',
    before: '王\uffff',
  });
  const back = { field: 'look.name', direction: 'desc' as const };
  expect(following(asked, back, '王小明|7').spans['look.name']).toEqual({ after: '王', before: '王小明|7' });
});

describe('the same person twice', () => {
  const id = (birth: string, order: string): string => {
    const first = `999999${birth.replaceAll('-', '')}${order}`;
    return first + idCheckCharacter(first);
  };
  const one = { name: '王小明', birthDate: '1950-03-05', idNumber: id('1950-03-05', '123'), phone: '1' };

  test('typing errors: one wrong character, or two neighbours exchanged', () => {
    expect(typingErrors('123456', '123456')).toBe(0);
    expect(typingErrors('123456', '123956')).toBe(1);
    expect(typingErrors('123456', '124356')).toBe(1);
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{18}$/),
        fc.nat({ max: 17 }),
        fc.nat({ max: 9 }),
        (text, at, digit) => {
          const other = text.slice(0, at) + String(digit) + text.slice(at + 1);
          expect(typingErrors(text, other)).toBeLessThanOrEqual(1);
          expect(typingErrors(other, text)).toBe(typingErrors(text, other));
        },
      ),
    );
  });

  test.each([
    ['name and birth date', { phone: '2', idNumber: id('1950-03-05', '888') }, 1],
    ['name and phone', { birthDate: '1961-01-01', idNumber: id('1961-01-01', '555') }, 1],
    [
      'name and a mistyped number',
      { birthDate: '1950-03-06', phone: '2', idNumber: id('1950-03-06', '123') },
      1,
    ],
    ['phone and birth date', { name: '王晓明', idNumber: id('1950-03-05', '777') }, 1],
    ['a name only', { birthDate: '1980-09-09', phone: '2', idNumber: id('1980-09-09', '404') }, 0],
    ['a phone only', { name: '李四', birthDate: '1980-09-09', idNumber: id('1980-09-09', '404') }, 0],
  ])('%s', (_what, other, reasons) => {
    const two = { ...one, ...other };
    expect(likeness(one, two)).toHaveLength(reasons);
    expect(likeness(two, one)).toEqual(likeness(one, two));
  });
});

describe('what is found in a record', () => {
  const first = '99999919500305123';
  const idNumber = first + idCheckCharacter(first);
  const right: CheckedRecord = {
    idNumber,
    certificate: `${idNumber}42`,
    birthDate: '1950-03-05',
    sex: 'male',
    category: 4,
    level: 2,
    lowIncome: [],
    incomeCheckedOn: '2026-01-01',
    certificateUntil: null,
    villageKnown: true,
    waitingSince: null,
  };
  const ON = '2026-11-27';
  const kinds = (change: Partial<CheckedRecord>): string[] =>
    checkRecord({ ...right, ...change }, ON).found.map(({ kind }) => kind);

  test.each<[string, Partial<CheckedRecord>, string[]]>([
    ['nothing', {}, []],
    ['another day of birth', { birthDate: '1951-03-05' }, ['ageMismatch']],
    ['an impossible day of birth', { birthDate: '2030-01-01' }, ['ageMismatch']],
    ['another sex', { sex: 'female' }, ['sexMismatch']],
    ['another kind', { category: 7 }, ['certificateMismatch']],
    ['another level', { level: 1 }, ['certificateMismatch']],
    ['somebody else’s certificate', { certificate: '11010519491231002X42' }, ['certificateMismatch']],
    ['never asked', { lowIncome: null }, ['incomeUnknown']],
    [
      'ended since it was looked at',
      { lowIncome: [{ kind: 'dibao', from: '2020-01-01', to: '2026-06-30' }] },
      ['incomeEnded'],
    ],
    [
      'ended before it was looked at',
      { lowIncome: [{ kind: 'dibao', from: '2020-01-01', to: '2025-06-30' }] },
      [],
    ],
    ['a certificate of last year', { certificateUntil: '2025-11-26' }, ['certificateExpired']],
    ['good today', { certificateUntil: ON }, ['certificateEnding']],
    ['good for long', { certificateUntil: '2030-01-01' }, []],
    ['no such village', { villageKnown: false }, ['villageUnknown']],
    ['waits since October', { waitingSince: Date.parse('2026-10-01') }, ['unverifiedLong']],
    ['waits since yesterday', { waitingSince: Date.parse('2026-11-26') }, []],
  ])('%s', (_what, change, expected) => expect(kinds(change)).toEqual(expected));

  test('holds until the day before which nothing changes by itself', () => {
    const found = (change: Partial<CheckedRecord>, on: string) =>
      checkRecord({ ...right, ...change }, on).found;
    fc.assert(
      fc.property(
        fc.record({
          certificateUntil: fc.option(fc.constantFrom('2026-12-05', '2027-03-01', '2026-11-30')),
          waitingSince: fc.option(fc.constantFrom(Date.parse('2026-11-20'), Date.parse('2026-10-01'))),
          lowIncome: fc.constantFrom(
            null,
            [],
            [{ kind: 'dibao' as const, from: '2020-01-01', to: '2026-12-31' }],
            [{ kind: 'dibian' as const, from: '2027-01-01', to: null }],
          ),
        }),
        (change) => {
          const { until } = checkRecord({ ...right, ...change }, ON);
          const last = until > '2027-12-31' ? '2027-12-31' : dayAfter(until, -1);
          expect(until > ON).toBe(true);
          expect(found(change, last)).toEqual(found(change, ON));
        },
      ),
    );
  });
});

test('two open requests of a kind that one has one at a time keep records apart; different devices do not', () => {
  const side = (openCases: MergeSide['openCases']): MergeSide => ({
    status: 'active',
    villageId: 'v',
    binding: null,
    pairings: [],
    openCases,
  });
  const device = (itemId: string) => ({ kind: 'device' as const, title: '辅具', itemIds: [itemId] });
  const wish = { kind: 'wish' as const, title: '微心愿', itemIds: [] };
  expect(mergeObstacles(side([device('a')]), side([device('b')]))).toEqual([]);
  expect(mergeObstacles(side([device('a')]), side([device('a')]))).toHaveLength(1);
  expect(mergeObstacles(side([wish]), side([wish]))).toHaveLength(1);
});
