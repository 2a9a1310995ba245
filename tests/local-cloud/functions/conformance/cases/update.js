'use strict';
const assert = require('node:assert');
const { rejects } = require('../expect');

/** A document, the change, and what it must be then. */
function becomes(before, makeChange, after) {
  return async ({ a, _ }) => {
    await a.add({ data: { _id: 'd', ...before } });
    await a.doc('d').update({ data: makeChange(_) });
    assert.deepStrictEqual((await a.doc('d').get()).data, { _id: 'd', ...after });
  };
}

/** A change that must be refused and leave everything as it was. */
function refuses(before, makeChange, pattern) {
  return async ({ a, _ }) => {
    await a.add({ data: { _id: 'd', ...before } });
    await rejects(a.doc('d').update({ data: makeChange(_) }), pattern);
    assert.deepStrictEqual((await a.doc('d').get()).data, { _id: 'd', ...before });
  };
}

module.exports = {
  'update merges nested objects': becomes({ o: { p: 1, q: 2 } }, () => ({ o: { p: 9 } }), {
    o: { p: 9, q: 2 },
  }),
  'update by a dotted path': becomes({ o: { p: 1 } }, () => ({ 'o.r.s': 3 }), { o: { p: 1, r: { s: 3 } } }),
  '_.set replaces a nested object': becomes({ o: { p: 1, q: 2 } }, (_) => ({ o: _.set({ z: 1 }) }), {
    o: { z: 1 },
  }),
  'a list is replaced as a whole': becomes({ l: [1, 2, 3] }, () => ({ l: [9] }), { l: [9] }),
  'a position in a list': becomes({ l: [1, 2, 3] }, () => ({ 'l.1': 9 }), { l: [1, 9, 3] }),
  'all elements by $[]': becomes({ l: [{ n: 1 }, { n: 2 }] }, () => ({ 'l.$[].n': 0 }), {
    l: [{ n: 0 }, { n: 0 }],
  }),
  '_.inc, also of a missing field': becomes({ n: 1 }, (_) => ({ n: _.inc(2), m: _.inc(-1) }), {
    n: 3,
    m: -1,
  }),
  '_.mul': becomes({ n: 3 }, (_) => ({ n: _.mul(4), m: _.mul(2) }), { n: 12, m: 0 }),
  '_.min and _.max': becomes({ n: 5, m: 5 }, (_) => ({ n: _.min(3), m: _.max(9) }), { n: 3, m: 9 }),
  '_.remove': becomes({ x: 1, o: { y: 2, z: 3 } }, (_) => ({ x: _.remove(), o: { y: _.remove() } }), {
    o: { z: 3 },
  }),
  '_.rename': becomes({ x: 1 }, (_) => ({ x: _.rename('y') }), { y: 1 }),
  '_.push one and many': becomes({ l: [1] }, (_) => ({ l: _.push(2, 3), m: _.push('a') }), {
    l: [1, 2, 3],
    m: ['a'],
  }),
  '_.push with sort and slice': becomes(
    { l: [5, 1] },
    (_) => ({ l: _.push({ each: [3, 4], sort: -1, slice: 3 }) }),
    { l: [5, 4, 3] },
  ),
  '_.push at a position': becomes({ l: [1, 4] }, (_) => ({ l: _.push({ each: [2, 3], position: 1 }) }), {
    l: [1, 2, 3, 4],
  }),
  '_.unshift, _.pop, _.shift': async ({ a, _ }) => {
    await a.add({ data: { _id: 'd', l: [2, 3] } });
    const change = async (data) => {
      await a.doc('d').update({ data });
      return (await a.doc('d').get()).data.l;
    };
    assert.deepStrictEqual(await change({ l: _.unshift(0, 1) }), [0, 1, 2, 3]);
    assert.deepStrictEqual(await change({ l: _.pop() }), [0, 1, 2]);
    assert.deepStrictEqual(await change({ l: _.shift() }), [1, 2]);
  },
  '_.pull by value and by condition': async ({ a, _ }) => {
    await a.add({
      data: {
        _id: 'd',
        l: [1, 2, 3, 2],
        o: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
    });
    await a.doc('d').update({ data: { l: _.pull(2), o: _.pull({ k: 2 }) } });
    assert.deepStrictEqual((await a.doc('d').get()).data, { _id: 'd', l: [1, 3], o: [{ k: 1, v: 1 }] });
  },
  '_.pullAll': becomes({ l: [1, 2, 3, 2] }, (_) => ({ l: _.pullAll([2, 3]) }), { l: [1] }),
  '_.addToSet adds once': becomes(
    { l: [1] },
    (_) => ({ l: _.addToSet(1), m: _.addToSet({ each: [1, 1, 2] }) }),
    {
      l: [1],
      m: [1, 2],
    },
  ),
  'the first matching element by $': async ({ a }) => {
    await a.add({ data: { _id: 'd', l: [{ k: 1 }, { k: 2 }, { k: 2 }] } });
    await a.where({ 'l.k': 2 }).update({ data: { 'l.$.seen': true } });
    assert.deepStrictEqual((await a.doc('d').get()).data.l, [{ k: 1 }, { k: 2, seen: true }, { k: 2 }]);
  },
  'inc of a text is refused': refuses({ n: 'one' }, (_) => ({ n: _.inc(1) }), /-502001.*non-numeric/s),
  'inc of null is refused': refuses({ n: null }, (_) => ({ n: _.inc(1) }), /-502001.*non-numeric/s),
  'inc by a text is refused': refuses({ n: 1 }, (_) => ({ n: _.inc('1') }), /-502001/),
  'push to a text is refused': refuses({ l: 'no' }, (_) => ({ l: _.push(1) }), /-502001.*must be an array/s),
  'pull from a number is refused': refuses({ l: 5 }, (_) => ({ l: _.pull(1) }), /-502001.*must be an array/s),
  'a path through a scalar is refused': refuses(
    { o: 5 },
    () => ({ 'o.p': 1 }),
    /-502001.*Cannot create field/s,
  ),
  'a path through null is refused': refuses(
    { o: null },
    () => ({ o: { p: 1 } }),
    /-502001.*Cannot create field/s,
  ),
  'two changes of one path are refused': refuses(
    { o: {} },
    (_) => ({ 'o.p': 1, o: _.set({ q: 1 }) }),
    /-502001.*conflict/s,
  ),
  'a field that begins with a dollar is refused': refuses(
    { o: {} },
    (_) => ({ o: _.set({ $x: 1 }) }),
    /-502001/,
  ),
  'one refused document of many changes none': async ({ a, _ }) => {
    await a.add({
      data: [
        { _id: '1', k: 1, n: 1 },
        { _id: '2', k: 1, n: 'text' },
      ],
    });
    await rejects(a.where({ k: 1 }).update({ data: { n: _.inc(1) } }), /non-numeric/);
    assert.strictEqual((await a.doc('1').get()).data.n, 1);
  },
};
