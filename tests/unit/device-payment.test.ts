/** Who pays what: properties of the rule, and an independent model of it. */
import fc from 'fast-check';
import { quoteDevice, type PaymentRule } from '../../cloudfunctions/applications/rules/device-payment';
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
