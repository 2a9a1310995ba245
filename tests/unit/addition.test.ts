/** What is added to figures that nobody read. */
import fc from 'fast-check';
import { applied, joined, type Addition, type Change } from '../../cloudfunctions/core/pure/addition';

const newest = { by: 'at', kept: 3 };
const line = fc.record({ id: fc.constantFrom('a', 'b', 'c'), at: fc.nat(9) });
const feed: fc.Arbitrary<Change> = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 4 }).map((push) => ({ push, newest })),
  fc.constantFrom('a', 'b').map((pull) => ({ pull })),
);
const plus = fc.integer({ min: -3, max: 3 }).map((n) => ({ plus: n }));
const moves = fc.array(fc.constantFrom('x', 'y'), { minLength: 1 }).map((push) => ({ push }));
const addition: fc.Arbitrary<Addition> = fc.record(
  {
    n: plus,
    'cases.device.submitted': plus,
    'cases.device.checked': plus,
    at: fc.nat().map((is) => ({ is })),
    feed,
    'due.moves': moves,
  },
  { requiredKeys: [] },
);

test('two together are one after the other, or cannot be said at once', () => {
  const doc = { _id: 'v', n: 1, cases: { device: { submitted: 2, checked: 0 } }, feed: [{ id: 'a', at: 5 }] };
  fc.assert(
    fc.property(addition, addition, (first, next) => {
      const both = joined(first, next);
      const inFeed = [first.feed, next.feed];
      if (both === null) {
        expect(inFeed.some((change) => change !== undefined && 'pull' in change)).toBe(true);
        return;
      }
      expect(applied(doc, both)).toEqual(applied(applied(doc, first), next));
    }),
  );
});

test('what comes to nothing together is not said', () => {
  expect(joined({ n: { plus: 2 }, m: { plus: 1 } }, { n: { plus: -2 } })).toEqual({ m: { plus: 1 } });
});

test('fields that are not there begin; the document itself stays as it was', () => {
  const doc = { _id: 'v' };
  const more: Addition = {
    'cases.wish.submitted': { plus: 1 },
    feed: {
      push: [
        { id: 'b', at: 2 },
        { id: 'a', at: 1 },
      ],
      newest,
    },
    'moves.wish': { push: ['x'] },
    at: { is: 7 },
  };
  expect(applied(doc, more)).toEqual({
    _id: 'v',
    cases: { wish: { submitted: 1 } },
    feed: [
      { id: 'a', at: 1 },
      { id: 'b', at: 2 },
    ],
    moves: { wish: ['x'] },
    at: 7,
  });
  expect(applied({ feed: [{ id: 'a' }, { id: 'b' }] }, { feed: { pull: 'a' } })).toEqual({
    feed: [{ id: 'b' }],
  });
  expect(doc).toEqual({ _id: 'v' });
});
