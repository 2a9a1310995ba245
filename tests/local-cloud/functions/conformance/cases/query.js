'use strict';
const assert = require('node:assert');
const { rejects, ids } = require('../expect');

const PEOPLE = [
  { _id: 'p1', name: 'Ann', age: 30, tags: ['a', 'b'], inner: { value: 1, more: 'x' }, score: null },
  {
    _id: 'p2',
    name: 'bob',
    age: 60,
    tags: ['b', 'c'],
    inner: { value: 2 },
    kids: [
      { n: 'x', age: 5 },
      { n: 'y', age: 9 },
    ],
  },
  { _id: 'p3', name: 'Cid', age: '60', tags: [], inner: { value: [2, 3] }, score: 5 },
  { _id: 'p4', name: 'dan', tags: 'b', inner: { more: 'x', value: 1 }, kids: [{ n: 'y', age: 5 }] },
];

/** A query and the people it must find. */
function finds(makeQuery, expected) {
  return async ({ a, _, db }) => {
    await a.add({ data: PEOPLE });
    const query = makeQuery(_, db);
    assert.deepStrictEqual(ids(await a.where(query).get()), expected);
    assert.strictEqual((await a.where(query).count()).total, expected.length);
  };
}

module.exports = {
  'eq matches by value and type': finds(() => ({ age: 60 }), ['p2']),
  'gt stays within numbers': finds((_) => ({ age: _.gt(30) }), ['p2']),
  'gte and lte include the bound': finds((_) => ({ age: _.gte(30).and(_.lte(60)) }), ['p1', 'p2']),
  'lt of a string compares strings': finds((_) => ({ age: _.lt('7') }), ['p3']),
  'lt is not met by a missing field': finds((_) => ({ age: _.lt(100) }), ['p1', 'p2']),
  'neq is met by a missing field': finds((_) => ({ age: _.neq(60) }), ['p1', 'p3', 'p4']),
  'in and a field that is an array': finds((_) => ({ tags: _.in(['a', 'c']) }), ['p1', 'p2']),
  'nin is met by what has none': finds((_) => ({ tags: _.nin(['a', 'c']) }), ['p3', 'p4']),
  'eq of an element and of a scalar': finds(() => ({ tags: 'b' }), ['p1', 'p2', 'p4']),
  'eq null finds null and missing': finds(() => ({ score: null }), ['p1', 'p2', 'p4']),
  'gte null finds null and missing, not numbers': finds((_) => ({ score: _.gte(null) }), ['p1', 'p2', 'p4']),
  'neq null finds only what is there': finds((_) => ({ score: _.neq(null) }), ['p3']),
  exists: finds((_) => ({ score: _.exists(true) }), ['p1', 'p3']),
  'exists false': finds((_) => ({ kids: _.exists(false) }), ['p1', 'p3']),
  'or of whole queries': finds((_) => _.or([{ age: 30 }, { name: 'dan' }]), ['p1', 'p4']),
  'or on a field': finds((_) => ({ age: _.or(_.eq(30), _.eq(60)) }), ['p1', 'p2']),
  'and of or': finds((_) => _.and([_.or([{ age: 30 }, { age: 60 }]), { tags: 'c' }]), ['p2']),
  nor: finds((_) => _.nor([{ age: 30 }, { name: 'dan' }]), ['p2', 'p3']),
  not: finds((_) => ({ age: _.not(_.gt(50)) }), ['p1', 'p3', 'p4']),
  'a path into an object': finds(() => ({ inner: { value: 1 } }), ['p1', 'p4']),
  'a dotted path, also to array elements': finds(() => ({ 'inner.value': 2 }), ['p2', 'p3']),
  'a path through an array of objects': finds(() => ({ 'kids.n': 'y' }), ['p2', 'p4']),
  'two conditions may be met by two elements': finds(() => ({ 'kids.n': 'y', 'kids.age': 5 }), ['p2', 'p4']),
  'elemMatch wants one element to meet both': finds(
    (_) => ({ kids: _.elemMatch({ n: 'y', age: 5 }) }),
    ['p4'],
  ),
  'elemMatch on scalars': finds((_) => ({ 'inner.value': _.elemMatch(_.gt(2)) }), ['p3']),
  'a range over an array may be met by two elements': finds(
    (_) => ({ 'inner.value': _.gt(2).and(_.lt(3)) }),
    ['p3'],
  ),
  all: finds((_) => ({ tags: _.all(['b', 'c']) }), ['p2']),
  size: finds((_) => ({ tags: _.size(0) }), ['p3']),
  mod: finds((_) => ({ age: _.mod(40, 20) }), ['p2']),
  'db.RegExp': finds((_, db) => ({ name: db.RegExp({ regexp: '^[a-b]', options: 'i' }) }), ['p1', 'p2']),
  'a JavaScript pattern': finds(() => ({ name: /^[A-C]/ }), ['p1', 'p3']),
  'a position in an array': finds(() => ({ 'tags.1': 'c' }), ['p2']),
  'eq of an object needs the same fields in the same order': async ({ a, _ }) => {
    await a.add({ data: PEOPLE });
    assert.deepStrictEqual(ids(await a.where({ inner: _.eq({ value: 1, more: 'x' }) }).get()), ['p1']);
    assert.deepStrictEqual(ids(await a.where({ inner: _.eq({ more: 'x', value: 1 }) }).get()), ['p4']);
    assert.deepStrictEqual(ids(await a.where({ inner: _.eq({ value: 1 }) }).get()), []);
  },
  'an operator that does not exist is refused': async ({ a }) => {
    await rejects(a.where({ x: { $near: 1 } }).get(), /-502001/);
    await rejects(a.where({ $where: 'true' }).get(), /-502001/);
  },
  'sorting follows the order of types': async ({ a }) => {
    const values = [new Date(0), true, 'text', 5, null, { o: 1 }];
    await a.add({ data: values.map((v, i) => ({ _id: String(i), v })) });
    const { data } = await a.orderBy('v', 'asc').get();
    assert.deepStrictEqual(
      data.map(({ _id }) => _id),
      ['4', '3', '2', '5', '1', '0'],
    );
  },
  'Chinese text sorts by code point and is found by its beginning': async ({ a, db }) => {
    await a.add({ data: ['谢家路', '东大街', '谢家', '湖北'].map((kind, rank) => ({ kind, rank })) });
    const { data } = await a.orderBy('kind', 'asc').get();
    assert.deepStrictEqual(
      data.map(({ kind }) => kind),
      ['东大街', '湖北', '谢家', '谢家路'],
    );
    assert.strictEqual((await a.where({ kind: db.RegExp({ regexp: '^谢家' }) }).count()).total, 2);
  },
};
