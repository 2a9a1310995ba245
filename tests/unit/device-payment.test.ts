/** Who pays what: properties of the rule, and an independent model of it. */
import fc from 'fast-check';
import { quoteDevice, type PaymentRule } from '../../cloudfunctions/applications/rules/device-payment';
import { LOW_INCOME_LABELS } from '../../miniprogram/shared/labels';
import type { LowIncomePeriod } from '../../typings/domain';

const RULE: PaymentRule = {
  version: '2024-01',
  source: '规定',
  value: { payFromAge: 60, share: { numerator: 1, denominator: 2 }, freeFor: ['dibao', 'dibian'] },
};
const NONE: LowIncomePeriod[] = [];

function pay(birthDate: string, on: string, lowIncome: LowIncomePeriod[] | null, priceFen = 1001) {
  return quoteDevice({ birthDate, lowIncome, priceFen }, { appliedOn: on, evaluatedOn: on }, RULE);
}
function fen(...args: Parameters<typeof pay>): number | string {
  const result = pay(...args);
  return result.ok ? result.quote.payFen : result.code;
}

test.each([
  ['the day before the 60th birthday', '1964-03-05', '2024-03-04', 0],
  ['on the 60th birthday', '1964-03-05', '2024-03-05', 500],
  ['leap-day birth, 28 February of a common year', '1964-02-29', '2025-02-28', 500],
  ['leap-day birth turns 61 in 2025: still pays', '1964-02-29', '2025-03-01', 500],
  ['leap-day birth, 60 on 29 February of a leap year', '1964-02-29', '2024-02-29', 500],
  ['leap-day birth, the day before', '1964-02-29', '2024-02-28', 0],
])('%s', (_what, born, on, expected) => {
  expect(fen(born, on, NONE)).toBe(expected);
});

test('a leap-day birth ages on 1 March in common years', () => {
  const rule = { ...RULE, value: { ...RULE.value, payFromAge: 61 } };
  const on = (day: string) =>
    quoteDevice(
      { birthDate: '1964-02-29', lowIncome: NONE, priceFen: 1000 },
      { appliedOn: day, evaluatedOn: day },
      rule,
    );
  expect(on('2025-02-28')).toMatchObject({ quote: { payFen: 0, age: 60 } });
  expect(on('2025-03-01')).toMatchObject({ quote: { payFen: 500, age: 61 } });
});

test('periods hold on their first and last day and not beside them', () => {
  const period: LowIncomePeriod[] = [{ kind: 'dibian', from: '2024-05-01', to: '2024-05-31' }];
  expect(
    ['2024-04-30', '2024-05-01', '2024-05-31', '2024-06-01'].map((on) => fen('1950-01-01', on, period)),
  ).toEqual([500, 0, 0, 500]);
});

test('what is not known or impossible is refused', () => {
  expect(fen('1950-01-01', '2024-01-01', null)).toBe('STATUS_UNKNOWN');
  expect(fen('2024-01-02', '2024-01-01', NONE)).toBe('BIRTH_DATE_IN_FUTURE');
  expect(fen('1890-01-01', '2024-01-01', NONE)).toBe('BIRTH_DATE_IMPOSSIBLE');
  expect(fen('2023-02-29', '2024-01-01', NONE)).toBe('BIRTH_DATE_IMPOSSIBLE');
});

describe('the reasons say what was looked at', () => {
  const asked = (
    born: string,
    lowIncome: LowIncomePeriod[],
    priceFen: number,
    value: Partial<PaymentRule['value']> = {},
  ) => {
    const rule = { ...RULE, value: { ...RULE.value, ...value } };
    const on = { appliedOn: '2024-03-05', evaluatedOn: '2024-03-05' };
    const result = quoteDevice({ birthDate: born, lowIncome, priceFen }, on, rule);
    return result.ok
      ? [result.quote.payFen, ...result.quote.reasons.map(({ code, text }) => `${code} ${text}`)]
      : [];
  };
  const since = (kind: 'dibao' | 'dibian'): LowIncomePeriod[] => [{ kind, from: '2020-01-01', to: null }];
  const REACHED = 'AGE_REACHED 申请时74周岁，已满60周岁';

  test('under the age', () => {
    expect(asked('1964-03-06', NONE, 1001)).toEqual([0, 'UNDER_AGE 申请时59周岁，未满60周岁，不用付钱']);
  });

  test('half, with what is below a fen left out', () => {
    const none = 'NO_LOW_INCOME 不是低保或低边家庭';
    expect(asked('1950-01-01', NONE, 1000)).toEqual([
      500,
      REACHED,
      none,
      'SHARE 按规定付价格10.00元的一半，付5.00元',
    ]);
    expect(asked('1950-01-01', NONE, 1001)).toEqual([
      500,
      REACHED,
      none,
      'SHARE 按规定付价格10.01元的一半，付5.00元',
      'ROUNDED_DOWN 不到一分的部分不收',
    ]);
  });

  test('another share of another town', () => {
    expect(asked('1950-01-01', NONE, 1000, { share: { numerator: 2, denominator: 5 } })).toEqual([
      400,
      REACHED,
      'NO_LOW_INCOME 不是低保或低边家庭',
      'SHARE 按规定付价格10.00元的5分之2，付4.00元',
    ]);
  });

  test('low income, free or not by the rule', () => {
    expect(asked('1950-01-01', since('dibao'), 1000)).toEqual([
      0,
      REACHED,
      'LOW_INCOME_DIBAO 您家是低保家庭，不用付钱',
    ]);
    expect(asked('1950-01-01', since('dibian'), 1000)).toEqual([
      0,
      REACHED,
      'LOW_INCOME_DIBIAN 您家是低保边缘家庭，不用付钱',
    ]);
    expect(asked('1950-01-01', since('dibian'), 1000, { freeFor: ['dibao'] })).toEqual([
      500,
      REACHED,
      `NOT_FREE ${LOW_INCOME_LABELS.dibian}家庭按现行规定不免费`,
      'SHARE 按规定付价格10.00元的一半，付5.00元',
    ]);
  });
});

const day = fc
  .date({ min: new Date('1910-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const periods = fc.array(
  fc.record({
    kind: fc.constantFrom('dibao' as const, 'dibian' as const),
    from: day,
    to: fc.option(day, { nil: null }),
  }),
  { maxLength: 3 },
);

/** The rule again, counted birthday by birthday. */
function model(born: string, on: string, lowIncome: LowIncomePeriod[], price: number): number {
  let birthdays = 0;
  for (let year = Number(born.slice(0, 4)) + 1; year <= Number(on.slice(0, 4)); year += 1) {
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    const birthday = born.endsWith('-02-29') && !leap ? `${year}-03-01` : `${year}${born.slice(4)}`;
    if (Date.parse(birthday) <= Date.parse(on)) birthdays += 1;
  }
  const supported = lowIncome.some(
    ({ from, to }) => Date.parse(from) <= Date.parse(on) && Date.parse(on) <= Date.parse(to ?? '9999-12-31'),
  );
  return birthdays < 60 || supported ? 0 : (price - (price % 2)) / 2;
}

test('the same amount as an independent model, with reasons and the version of the rule', () => {
  fc.assert(
    fc.property(day, day, periods, fc.nat(100_000_000), (born, on, lowIncome, price) => {
      fc.pre(born <= on);
      const result = pay(born, on, lowIncome, price);
      if (!result.ok) throw new Error(result.code);
      expect(result.quote.payFen).toBe(model(born, on, lowIncome, price));
      expect(result.quote.payFen).toBeLessThanOrEqual(price);
      expect(result.quote.reasons.length).toBeGreaterThan(0);
      expect(result.quote.ruleVersion).toBe('2024-01');
      const dearer = pay(born, on, lowIncome, price + 1);
      expect(dearer.ok && dearer.quote.payFen >= result.quote.payFen).toBe(true);
    }),
    { numRuns: 500 },
  );
});
