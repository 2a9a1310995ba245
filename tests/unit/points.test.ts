/** Points as arithmetic, and 500 random histories of an account, its stock and its orders. */
import fc from 'fast-check';
import { SERVICE_KINDS } from '../../miniprogram/shared/service-words';
import { parsePickup, pickupText, spacedPickup } from '../../miniprogram/shared/pickup';
import {
  posted,
  withinCap,
  worth,
  type Balance,
  type PointRule,
} from '../../cloudfunctions/core/pure/point-rule';
import { nextOrderState, ORDER_STEPS } from '../../cloudfunctions/points/rules/order-life';
import {
  keptUntil,
  offeredIn,
  redeemObstacle,
  takenKey,
  takenWith,
} from '../../cloudfunctions/points/rules/shop';
import type { GoodsDoc } from '../../cloudfunctions/core/collections';

const RULE: PointRule = { perHalfHour: 5, dailyCap: 40, bonus: { escort: 2, haircut: 3 } };

describe('worth', () => {
  test.each([
    [0, 0],
    [29, 0],
    [30, 5],
    [59, 5],
    [60, 10],
    [121, 20],
  ])('%i minutes: %i points', (minutes, points) => {
    expect(worth(minutes, ['visit'], RULE)).toBe(points);
  });

  test('of several kinds the highest bonus counts, for each half-hour', () => {
    expect(worth(90, ['visit', 'escort', 'haircut'], RULE)).toBe(24);
    expect(worth(90, ['escort'], RULE)).toBe(21);
  });

  test('more minutes never bring less, and half-hours add up', () => {
    fc.assert(
      fc.property(
        fc.nat(720),
        fc.nat(720),
        fc.subarray([...SERVICE_KINDS], { minLength: 1 }),
        (a, b, kinds) => {
          expect(worth(a + b, kinds, RULE)).toBeGreaterThanOrEqual(worth(a, kinds, RULE));
          expect(worth(a + 30, kinds, RULE) - worth(a, kinds, RULE)).toBe(worth(30, kinds, RULE));
        },
      ),
    );
  });

  test('a day brings the cap at most, whatever the order of its services', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 12 }), (services) => {
        const day = services.reduce((sum, points) => sum + withinCap(points, sum, RULE), 0);
        expect(day).toBe(
          Math.min(
            RULE.dailyCap,
            services.reduce((a, b) => a + b, 0),
          ),
        );
      }),
    );
  });
});

test('what is taken back and already spent is owed, and the next ones pay for it', () => {
  const start: Balance = { balance: 2, earned: 10, spent: 8, debt: 0 };
  const reversed = posted(start, 'reversal', -10);
  expect(reversed).toEqual({
    account: { balance: 0, earned: 0, spent: 8, debt: 8 },
    points: -2,
    paid: 0,
    owed: 8,
  });
  expect(posted(reversed.account, 'service', 5)).toMatchObject({ points: 0, paid: 5, account: { debt: 3 } });
  expect(posted(reversed.account, 'refund', 8)).toEqual({
    account: { balance: 0, earned: 0, spent: 0, debt: 0 },
    points: 0,
    paid: 8,
    owed: 0,
  });
});

// --- histories: a model of one volunteer who helps, is disputed, redeems and cancels ---

interface Model {
  account: Balance;
  ledger: number[];
  stock: number;
  /** Points of services that count. */
  services: number[];
  /** Prices of orders that were not given back. */
  orders: number[];
}

const STOCK = 5;
const command = fc.record({
  deed: fc.constantFrom('confirm', 'reject', 'lower', 'redeem', 'cancel', 'handOut'),
  n: fc.nat(40),
});

function step(model: Model, { deed, n }: { deed: string; n: number }): void {
  const enter = (reason: Parameters<typeof posted>[1], gross: number): void => {
    const { account, points } = posted(model.account, reason, gross);
    model.account = account;
    model.ledger.push(points);
  };
  const last = model.services.length - 1;
  if (deed === 'confirm') {
    model.services.push(n);
    enter('service', n);
  } else if (deed === 'reject' && last >= 0) {
    const [points = 0] = model.services.splice(n % (last + 1), 1);
    enter('reversal', -points);
  } else if (deed === 'lower' && last >= 0) {
    const less = Math.min(n, model.services[last] ?? 0);
    model.services[last] = (model.services[last] ?? 0) - less;
    enter('adjust', -less);
  } else if (deed === 'redeem' && n > 0 && model.stock > 0 && model.account.balance >= n) {
    model.stock -= 1;
    model.orders.push(n);
    enter('redeem', -n);
  } else if (deed === 'cancel' && model.orders.length > 0) {
    const [points = 0] = model.orders.splice(n % model.orders.length, 1);
    model.stock += 1;
    enter('refund', points);
  }
}

test('500 histories: balance is the sum of the ledger, never below zero, and follows from what counts', () => {
  const sum = (list: number[]): number => list.reduce((a, b) => a + b, 0);
  let owed = 0;
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
      const model: Model = {
        account: { balance: 0, earned: 0, spent: 0, debt: 0 },
        ledger: [],
        stock: STOCK,
        services: [],
        orders: [],
      };
      for (const one of commands) {
        step(model, one);
        const { balance, earned, spent, debt } = model.account;
        owed += debt;
        expect(sum(model.ledger)).toBe(balance);
        expect(Math.min(balance, debt)).toBeGreaterThanOrEqual(0);
        // Nobody owes and owns at once.
        expect(balance * debt).toBe(0);
        expect([earned, spent]).toEqual([sum(model.services), sum(model.orders)]);
        expect(balance - debt).toBe(earned - spent);
        expect(model.stock + model.orders.length).toBe(STOCK);
      }
    }),
    { numRuns: 500 },
  );
  // Histories in which nobody ever owed show little.
  expect(owed).toBeGreaterThan(0);
});

describe('goods', () => {
  const at = Date.parse('2026-03-05T10:00:00+08:00');
  const SOAP = {
    _id: 'soap',
    active: true,
    villageId: null,
    points: 20,
    stock: 1,
    limitPerPerson: 2,
  } as GoodsDoc;
  const ask = { points: 20, village: 'v1', at };
  const why = (goods: Partial<GoodsDoc>, balance = 20, taken: Record<string, number> = {}, asked = ask) =>
    redeemObstacle({ ...SOAP, ...goods }, { balance, taken }, asked);

  test('are offered in their village, or in all, as long as they are active', () => {
    expect(offeredIn(SOAP, 'v1')).toBe(true);
    expect(offeredIn({ ...SOAP, villageId: 'v1' }, 'v1')).toBe(true);
    expect(offeredIn({ ...SOAP, villageId: 'v2' }, 'v1')).toBe(false);
    expect(offeredIn({ ...SOAP, active: false }, 'v1')).toBe(false);
  });

  test('the last one is had with exactly the points it costs', () => {
    expect(why({})).toBeNull();
    expect(why({ limitPerPerson: 0 }, 20, { '2026:soap': 99 })).toBeNull();
  });

  test('what is in the way is said, with figures where they help', () => {
    expect(why({ active: false })).toEqual({ code: 'GOODS_WITHDRAWN' });
    expect(why({ points: 25 })).toEqual({ code: 'PRICE_CHANGED', message: '现在要25分，请看清楚再换' });
    expect(why({ stock: 0 })).toEqual({ code: 'OUT_OF_STOCK' });
    expect(why({}, 20, { '2026:soap': 2 })).toEqual({
      code: 'GOODS_LIMIT',
      message: '每人每年最多换2件，您今年已经换了2件',
    });
    expect(why({}, 20, { '2026:soap': 1, '2025:soap': 2, '2026:towel': 2 })).toBeNull();
    expect(why({}, 19)).toEqual({ code: 'POINTS_SHORT', message: '还差1分，多帮几次忙就够了' });
  });
});

describe('orders', () => {
  test('only a reserved one moves, and only by who may', () => {
    expect(ORDER_STEPS.every(({ from }) => from === 'reserved')).toBe(true);
    expect(nextOrderState('reserved', 'handOut', 'volunteer')).toBeNull();
    expect(nextOrderState('reserved', 'cancel', 'villageStaff')).toBeNull();
    expect(nextOrderState('collected', 'cancel', 'volunteer')).toBeNull();
    expect(nextOrderState('reserved', 'expire', 'system')).toBe('expired');
  });

  test('kept until the end of the China day', () => {
    const at = Date.parse('2026-03-05T23:59:00+08:00');
    const end = Date.parse('2026-03-20T00:00:00+08:00') - 1;
    expect(keptUntil(at, 14)).toBe(end);
    expect(keptUntil(Date.parse('2026-03-05T00:00:00+08:00'), 14)).toBe(end);
    expect(keptUntil(Date.parse('2026-03-05T00:00:00+08:00') - 1, 14)).toBe(end - 86_400_000);
    expect(keptUntil(Date.parse('2026-03-05T12:00:00+08:00'), 14)).toBe(end);
  });

  test('the year of the limit is that of China; what was given back is forgotten', () => {
    expect(takenKey('soap', Date.parse('2026-12-31T16:00:00Z'))).toBe('2027:soap');
    expect(takenWith(takenWith({}, 'a', 1), 'a', -1)).toEqual({});
    expect(takenWith({ a: 2, b: 1 }, 'a', 1)).toEqual({ a: 3, b: 1 });
    expect(takenWith({ a: 2, b: 1 }, 'a', -1)).toEqual({ a: 1, b: 1 });
    expect(takenWith({ b: 1 }, 'a', 1)).toEqual({ a: 1, b: 1 });
  });

  test('the pick-up code is read as it is scanned, typed or read out', () => {
    for (const text of [
      'ABCD2345',
      pickupText('ABCD2345'),
      spacedPickup('ABCD2345'),
      'abcd2345',
      ' smzo1-abcd 2345 ',
    ]) {
      expect(parsePickup(text)).toBe('ABCD2345');
    }
    for (const text of ['', 'ABCD234', 'ABCD23450', 'ABCD0O1I', 'SMZC1-SM-x', 'SMZO2-ABCD2345']) {
      expect(parsePickup(text)).toBeNull();
    }
  });
});
