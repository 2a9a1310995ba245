/** The table of donations, and the stock that can never run below nothing. */
import fc from 'fast-check';
import {
  afterAllotting,
  afterDelivering,
  DONATION_STEPS,
  donationStep,
  left,
  stateOfStock,
  type Stock,
} from '../../cloudfunctions/donations/rules/donation-life';
import { expiresBefore, isSoon } from '../../cloudfunctions/donations/rules/times';
import { amountWords, DONATION_STATES, giftWords } from '../../miniprogram/shared/donation-words';
import { fenOf } from '../../miniprogram/shared/money';
import { linesOf } from '../../miniprogram/volunteer/shared/paper';
import type { DonationAction, DonationRole, DonationState } from '../../typings/api/donations';

const STATES = Object.keys(DONATION_STATES) as DonationState[];
const ACTIONS: DonationAction[] = ['accept', 'decline', 'receive', 'allot', 'deliver', 'cancel', 'expire'];
const ROLES: DonationRole[] = [
  'resident',
  'guardian',
  'assistant',
  'volunteer',
  'villageStaff',
  'townStaff',
  'admin',
  'system',
];

/** Everything that may happen, written out once more by hand: 'state action kind' -> who. */
const ALLOWED: Record<string, DonationRole> = {
  'promised accept directed': 'villageStaff',
  'promised accept undirected': 'townStaff',
  'promised decline directed': 'villageStaff',
  'promised decline undirected': 'townStaff',
  'accepted receive directed': 'villageStaff',
  'promised receive undirected': 'townStaff',
  'accepted receive undirected': 'townStaff',
  'received allot undirected': 'townStaff',
  'partlyDelivered allot undirected': 'townStaff',
  'received deliver directed': 'villageStaff',
  'partlyDelivered deliver directed': 'villageStaff',
  'received deliver undirected': 'villageStaff',
  'partlyDelivered deliver undirected': 'villageStaff',
  'promised cancel directed': 'volunteer',
  'promised cancel undirected': 'volunteer',
  'accepted cancel directed': 'volunteer',
  'accepted cancel undirected': 'volunteer',
  'promised expire directed': 'system',
  'promised expire undirected': 'system',
  'accepted expire directed': 'system',
  'accepted expire undirected': 'system',
};

test('the table allows exactly what is written here', () => {
  for (const state of STATES) {
    for (const action of ACTIONS) {
      for (const directed of [true, false]) {
        const key = `${state} ${action} ${directed ? 'directed' : 'undirected'}`;
        for (const role of ROLES) {
          const found = donationStep({ state, directed }, action, role) !== null;
          expect({ key, role, found }).toEqual({ key, role, found: ALLOWED[key] === role });
        }
      }
    }
  }
  expect(DONATION_STEPS).toHaveLength(Object.keys(ALLOWED).length);
});

test('whatever is tried in whatever order, delivered <= allotted <= received', () => {
  const tries = fc.array(fc.record({ allot: fc.boolean(), quantity: fc.integer({ min: 1, max: 40 }) }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), tries, (received, deeds) => {
      let stock: Stock = { received, allotted: 0, delivered: 0 };
      for (const { allot, quantity } of deeds) {
        const next = allot ? afterAllotting(stock, quantity) : afterDelivering(stock, quantity);
        const possible = allot
          ? stock.allotted + quantity <= received
          : stock.delivered + quantity <= stock.allotted;
        expect(next !== null).toBe(possible);
        stock = next ?? stock;
        expect(stock.delivered).toBeLessThanOrEqual(stock.allotted);
        expect(stock.allotted).toBeLessThanOrEqual(stock.received);
        expect(left(stock)).toBe(received - stock.allotted);
        expect(stateOfStock(stock)).toBe(
          stock.delivered === 0 ? 'received' : stock.delivered === received ? 'delivered' : 'partlyDelivered',
        );
      }
    }),
    { numRuns: 500, seed: 20261125 },
  );
});

test('days: by the clock of China, a week of grace', () => {
  const lateEvening = Date.parse('2026-11-25T23:30:00+08:00');
  expect(expiresBefore(lateEvening)).toBe('2026-11-18');
  expect(isSoon('2026-11-25', lateEvening, 90)).toBe(true);
  expect(isSoon('2026-11-24', lateEvening, 90)).toBe(false);
  expect(isSoon('2027-02-23', lateEvening, 90)).toBe(true);
  expect(isSoon('2027-02-24', lateEvening, 90)).toBe(false);
});

test('words of goods and of money', () => {
  expect(giftWords({ kind: 'goods', what: '棉被', unit: '床', quantity: 3 })).toBe('棉被3床');
  expect(amountWords({ kind: 'money', unit: '元' }, 20_000)).toBe('200元');
  expect(amountWords({ kind: 'money', unit: '元' }, 9_950)).toBe('99.50元');
  expect(fenOf('99.5')).toBe(9_950);
});

test('the certificate breaks long names of gifts instead of cutting them', () => {
  const pen = { measureText: (text: string) => ({ width: Array.from(text).length * 10 }) };
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const lines = linesOf(pen, text, 100);
      expect(lines.join('')).toBe(text);
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(10);
    }),
  );
});
