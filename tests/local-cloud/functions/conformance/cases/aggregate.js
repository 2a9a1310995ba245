'use strict';
const assert = require('node:assert');
const { rejects } = require('../expect');

const SALES = [
  { _id: '1', shop: 'n', item: 'x', amount: 5, tags: ['a', 'b'], at: new Date('2024-01-05') },
  { _id: '2', shop: 'n', item: 'y', amount: 7, tags: ['b'], at: new Date('2024-02-05') },
  { _id: '3', shop: 's', item: 'x', amount: 1, tags: [], at: new Date('2024-02-09') },
  { _id: '4', shop: 's', item: 'z', amount: 9, at: new Date('2025-02-09') },
];

/** A pipeline over the sales and the list it must give. */
function gives(pipe, expected) {
  return async (tools) => {
    await tools.a.add({ data: SALES });
    const { list } = await pipe(tools.a.aggregate(), tools).end();
    assert.deepStrictEqual(list, expected);
  };
}

module.exports = {
  'match, group, sort': gives(
    (p, { $, _ }) =>
      p
        .match({ amount: _.gt(1) })
        .group({ _id: '$shop', sum: $.sum('$amount'), n: $.sum(1), max: $.max('$amount') })
        .sort({ _id: 1 }),
    [
      { _id: 'n', sum: 12, n: 2, max: 7 },
      { _id: 's', sum: 9, n: 1, max: 9 },
    ],
  ),
  'group by several fields, avg, push, addToSet, first, last': gives(
    (p, { $ }) =>
      p
        .sort({ amount: 1 })
        .group({
          _id: { shop: '$shop' },
          avg: $.avg('$amount'),
          all: $.push('$item'),
          first: $.first('$item'),
          last: $.last('$item'),
        })
        .sort({ _id: 1 }),
    [
      { _id: { shop: 'n' }, avg: 6, all: ['x', 'y'], first: 'x', last: 'y' },
      { _id: { shop: 's' }, avg: 5, all: ['x', 'z'], first: 'x', last: 'z' },
    ],
  ),
  'group of everything counts also documents without the field': gives(
    (p, { $ }) => p.group({ _id: '$nothing', n: $.sum(1) }),
    [{ _id: null, n: 4 }],
  ),
  'sort, skip, limit, project': gives(
    (p) => p.sort({ amount: -1 }).skip(1).limit(2).project({ _id: 0, amount: 1 }),
    [{ amount: 7 }, { amount: 5 }],
  ),
  'project computes': gives(
    (p, { $ }) =>
      p.match({ _id: '1' }).project({
        _id: 0,
        double: $.multiply(['$amount', 2]),
        year: $.year('$at'),
        day: $.dateToString({ date: '$at', format: '%Y-%m-%d' }),
      }),
    [{ double: 10, year: 2024, day: '2024-01-05' }],
  ),
  'match by a date': gives(
    (p, { _ }) => p.match({ at: _.gte(new Date('2025-01-01')) }).project({ _id: 1 }),
    [{ _id: '4' }],
  ),
  count: gives((p) => p.match({ shop: 's' }).count('n'), [{ n: 2 }]),
  'count of nothing gives no document': gives((p) => p.match({ shop: 'none' }).count('n'), []),
  'unwind leaves out what has no element': gives(
    (p, { $ }) =>
      p
        .unwind('$tags')
        .group({ _id: '$tags', n: $.sum(1) })
        .sort({ _id: 1 }),
    [
      { _id: 'a', n: 1 },
      { _id: 'b', n: 2 },
    ],
  ),
  'unwind keeps it when asked': gives(
    (p) => p.unwind({ path: '$tags', preserveNullAndEmptyArrays: true }).count('n'),
    [{ n: 5 }],
  ),
  'addFields, replaceRoot': gives(
    (p, { $ }) =>
      p
        .match({ _id: '1' })
        .addFields({ more: { sum: $.add(['$amount', 1]) } })
        .replaceRoot({ newRoot: '$more' }),
    [{ sum: 6 }],
  ),
  sortByCount: gives((p) => p.match({ shop: 'n' }).sortByCount('$shop'), [{ _id: 'n', count: 2 }]),
  bucket: gives(
    (p, { $ }) => p.bucket({ groupBy: '$amount', boundaries: [0, 5, 10], output: { n: $.sum(1) } }),
    [
      { _id: 0, n: 1 },
      { _id: 5, n: 3 },
    ],
  ),
  'sample gives so many': async ({ a }) => {
    await a.add({ data: SALES });
    assert.strictEqual((await a.aggregate().sample({ size: 3 }).end()).list.length, 3);
  },
  'lookup by field': async ({ a, b }) => {
    await a.add({ data: SALES });
    await b.add({
      data: [
        { _id: 'n', name: 'north' },
        { _id: 'w', name: 'west' },
      ],
    });
    const { list } = await a
      .aggregate()
      .match({ amount: 5 })
      .lookup({ from: 'conf_b', localField: 'shop', foreignField: '_id', as: 'shops' })
      .end();
    assert.deepStrictEqual(list[0].shops, [{ _id: 'n', name: 'north' }]);
    const other = await a
      .aggregate()
      .match({ shop: 's' })
      .lookup({ from: 'conf_b', localField: 'shop', foreignField: '_id', as: 'shops' })
      .end();
    assert.deepStrictEqual(
      other.list.map(({ shops }) => shops),
      [[], []],
    );
  },
  'lookup by pipeline': async ({ a, b, $ }) => {
    await a.add({ data: SALES });
    await b.add({
      data: [
        { _id: 'n', floor: 5 },
        { _id: 's', floor: 6 },
      ],
    });
    const { list } = await b
      .aggregate()
      .sort({ _id: 1 })
      .lookup({
        from: 'conf_a',
        let: { shop: '$_id', floor: '$floor' },
        pipeline: $.pipeline()
          .match({ $expr: { $and: [{ $eq: ['$shop', '$$shop'] }, { $gt: ['$amount', '$$floor'] }] } })
          .project({ amount: 1, _id: 0 })
          .done(),
        as: 'sales',
      })
      .end();
    assert.deepStrictEqual(
      list.map(({ sales }) => sales),
      [[{ amount: 7 }], [{ amount: 9 }]],
    );
  },
  'lookup by a pipeline without variables: the same for all': async ({ a, b, _, $ }) => {
    await a.add({ data: SALES });
    await b.add({ data: [{ _id: 'x' }, { _id: 'y' }] });
    const part = () => $.pipeline().match({ shop: _.in(['n', 's']), amount: _.gte(5).and(_.lt(9)) });
    const { list } = await b
      .aggregate()
      .sort({ _id: 1 })
      .lookup({
        from: 'conf_a',
        let: {},
        pipeline: part().sort({ amount: -1 }).limit(1).project({ _id: 0, amount: 1 }).done(),
        as: 'page',
      })
      .lookup({ from: 'conf_a', let: {}, pipeline: part().count('n').done(), as: 'all' })
      .lookup({
        from: 'conf_a',
        let: {},
        pipeline: $.pipeline().match({ shop: '-' }).count('n').done(),
        as: 'none',
      })
      .end();
    const same = { page: [{ amount: 7 }], all: [{ n: 2 }], none: [] };
    assert.deepStrictEqual(list, [
      { _id: 'x', ...same },
      { _id: 'y', ...same },
    ]);
  },
  'group keeps types and field orders apart, and leaves missing values out of lists': async ({ a, $ }) => {
    const at = new Date(5);
    await a.add({
      data: [
        { k: 1 },
        { k: '1' },
        { k: at, v: 1 },
        { k: at },
        { k: { x: 1, y: 2 } },
        { k: { y: 2, x: 1 } },
        { k: null },
        {},
      ],
    });
    const { list } = await a
      .aggregate()
      .group({ _id: '$k', n: $.sum(1), all: $.push('$v'), avg: $.avg('$v') })
      .end();
    assert.deepStrictEqual(
      list.map(({ n }) => n),
      [1, 1, 2, 1, 1, 2],
    );
    assert.deepStrictEqual(list[2], { _id: at, n: 2, all: [1], avg: 1 });
    assert.deepStrictEqual(list[5], { _id: null, n: 2, all: [], avg: null });
  },
  'comparisons in expressions follow the order of types': async ({ a, $ }) => {
    await a.add({ data: { text: 'b', n: 5, o: { x: 1, y: 2 } } });
    const { list } = await a
      .aggregate()
      .project({
        _id: 0,
        textAboveNumber: $.gt(['$text', 5]),
        numberAboveNull: $.gte(['$n', null]),
        missingIsNotNull: $.eq(['$none', null]),
        otherOrder: $.eq(['$o', { y: 2, x: 1 }]),
      })
      .end();
    assert.deepStrictEqual(list, [
      { textAboveNumber: true, numberAboveNull: true, missingIsNotNull: false, otherOrder: false },
    ]);
  },
  'an aggregation is not cut at 100': async ({ a }) => {
    await a.add({ data: Array.from({ length: 250 }, (unused, i) => ({ i })) });
    assert.strictEqual((await a.aggregate().project({ i: 1 }).end()).list.length, 250);
  },
  'what does not exist is refused': async ({ a }) => {
    await a.add({ data: { x: 1 } });
    await rejects(a.aggregate().sort({ x: 2 }).end(), /DATABASE_REQUEST_FAILED/);
    await rejects(a.aggregate().limit(-1).end(), /DATABASE_REQUEST_FAILED/);
    await rejects(
      a
        .aggregate()
        .project({ y: { $noSuch: 1 } })
        .end(),
      /DATABASE_REQUEST_FAILED/,
    );
  },
};
