'use strict';
const assert = require('node:assert');
const { rejects, ids } = require('../expect');

module.exports = {
  'add gives an id, doc().get() the same document': async ({ a }) => {
    const content = {
      text: '张三',
      n: 1.5,
      big: 2 ** 40,
      yes: true,
      none: null,
      list: [1, 'x', { deep: [2] }],
      at: new Date(1e12),
    };
    const { _id } = await a.add({ data: content });
    assert.match(_id, /^\w{16,}$/);
    const { data } = await a.doc(_id).get();
    assert.deepStrictEqual(data, { _id, ...content });
  },
  'add keeps a given _id, also a number, and refuses it twice': async ({ a }) => {
    await a.add({ data: { _id: 'own', x: 1 } });
    await a.add({ data: { _id: 7, x: 2 } });
    assert.strictEqual((await a.doc('own').get()).data.x, 1);
    assert.strictEqual((await a.doc(7).get()).data.x, 2);
    await rejects(a.doc('7').get(), /does not exist/);
    await rejects(a.add({ data: { _id: 'own' } }), /-502001.*E11000/s);
  },
  'add of a list inserts all or none': async ({ a }) => {
    const result = await a.add({ data: [{ _id: '1' }, { _id: '2' }] });
    assert.deepStrictEqual(result._ids, ['1', '2']);
    await rejects(a.add({ data: [{ _id: '3' }, { _id: '1' }] }), /E11000/);
    assert.strictEqual((await a.count()).total, 2);
  },
  'a missing document throws, or is null with throwOnNotFound false': async ({ cloud, a }) => {
    await rejects(a.doc('nobody').get(), /does not exist/);
    const db = cloud.database({ throwOnNotFound: false });
    assert.strictEqual((await db.collection('conf_a').doc('nobody').get()).data, null);
  },
  'an unknown collection is error -502005': async ({ db }) => {
    await rejects(db.collection('conf_nowhere').get(), /-502005/);
    await rejects(db.collection('conf_nowhere').add({ data: { a: 1 } }), /-502005/);
    await rejects(db.collection('conf_nowhere').aggregate().limit(1).end(), /COLLECTION_NOT_EXIST/);
  },
  'createCollection twice is refused': async ({ db }) => {
    await rejects(db.createCollection('conf_a'), /DATABASE_REQUEST_FAILED/);
  },
  'set replaces the whole document and creates a missing one': async ({ a }) => {
    const created = await a.doc('s').set({ data: { x: 1, y: 2 } });
    assert.deepStrictEqual(created.stats, { updated: 0, created: 1 });
    const replaced = await a.doc('s').set({ data: { z: 3 } });
    assert.deepStrictEqual(replaced.stats, { updated: 1, created: 0 });
    assert.deepStrictEqual((await a.doc('s').get()).data, { _id: 's', z: 3 });
  },
  'update counts what became different; nothing for a missing document': async ({ a }) => {
    await a.add({ data: { _id: 'u', x: 1 } });
    assert.strictEqual((await a.doc('u').update({ data: { x: 2 } })).stats.updated, 1);
    assert.strictEqual((await a.doc('none').update({ data: { x: 2 } })).stats.updated, 0);
    await rejects(a.doc('none').get(), /does not exist/);
  },
  'where().update changes all matches, where().remove removes all': async ({ a, _ }) => {
    await a.add({ data: [{ k: 1 }, { k: 1 }, { k: 2 }] });
    assert.strictEqual((await a.where({ k: 1 }).update({ data: { seen: true } })).stats.updated, 2);
    assert.strictEqual((await a.where({ seen: true }).count()).total, 2);
    assert.strictEqual((await a.where({ k: _.gte(1), seen: true }).remove()).stats.removed, 2);
    assert.strictEqual((await a.count()).total, 1);
  },
  'doc().remove removes one and says how many': async ({ a }) => {
    await a.add({ data: { _id: 'r' } });
    assert.strictEqual((await a.doc('r').remove()).stats.removed, 1);
    assert.strictEqual((await a.doc('r').remove()).stats.removed, 0);
  },
  'get gives 100 documents by default and at most 1000': async ({ a }) => {
    await a.add({ data: Array.from({ length: 1100 }, (unused, i) => ({ i })) });
    assert.strictEqual((await a.get()).data.length, 100);
    assert.strictEqual((await a.limit(2000).get()).data.length, 1000);
    assert.strictEqual((await a.limit(20).get()).data.length, 20);
    assert.strictEqual((await a.skip(1090).get()).data.length, 10);
    assert.strictEqual((await a.count()).total, 1100);
  },
  'orderBy, skip and limit page through the documents': async ({ a }) => {
    await a.add({ data: [5, 3, 9, 1, 7].map((rank) => ({ _id: `r${rank}`, rank, kind: 'page' })) });
    const page = (skip) => a.where({ kind: 'page' }).orderBy('rank', 'desc').skip(skip).limit(2).get();
    const pages = await Promise.all([0, 2, 4].map(page));
    assert.deepStrictEqual(
      pages.map(({ data }) => data.map(({ rank }) => rank)),
      [[9, 7], [5, 3], [1]],
    );
    const up = await a.orderBy('kind', 'asc').orderBy('rank', 'asc').get();
    assert.deepStrictEqual(
      up.data.map(({ rank }) => rank),
      [1, 3, 5, 7, 9],
    );
  },
  'field shows only what is asked for': async ({ a }) => {
    await a.add({ data: { _id: 'f', x: 1, y: { p: 1, q: 2 }, z: [{ p: 1, q: 2 }] } });
    const { data } = await a.doc('f').field({ x: true, 'y.p': true, 'z.q': true }).get();
    assert.deepStrictEqual(data, { _id: 'f', x: 1, y: { p: 1 }, z: [{ q: 2 }] });
    const [rest] = (await a.field({ x: false, _id: false }).get()).data;
    assert.deepStrictEqual(Object.keys(rest), ['y', 'z']);
    await rejects(a.field({ x: true, y: false }).get(), /-502001/);
  },
  'serverDate is the time of the server, with its offset': async ({ db, a }) => {
    const before = Date.now();
    await a.add({
      data: {
        _id: 'd',
        now: db.serverDate(),
        later: db.serverDate({ offset: 3600000 }),
        deep: { list: [db.serverDate()] },
      },
    });
    const { data } = await a.doc('d').get();
    assert.ok(Math.abs(data.now.getTime() - before) < 5000);
    assert.strictEqual(data.later - data.now, 3600000);
    assert.ok(data.deep.list[0] instanceof Date);
    await a.doc('d').update({ data: { now: db.serverDate({ offset: -1000 }) } });
    assert.ok((await a.doc('d').get()).data.now < data.now);
  },
  'dates and regular expressions keep their type': async ({ a, _ }) => {
    await a.add({ data: { _id: 't', at: new Date('2024-02-29T23:59:59.999Z') } });
    assert.deepStrictEqual(
      ids(await a.where({ at: _.gte(new Date('2024-02-29')).and(_.lt(new Date('2024-03-01'))) }).get()),
      ['t'],
    );
    assert.deepStrictEqual((await a.where({ at: new Date('2024-02-29T23:59:59.999Z') }).count()).total, 1);
  },
  'fields that begin with a dollar and documents that are too large are refused': async ({ a }) => {
    await rejects(a.add({ data: { _id: 'big', text: 'x'.repeat(600 * 1024) } }), /-502001.*larger/s);
    await rejects(a.add({ data: { inner: { $where: 1 } } }), /-502001/);
    assert.strictEqual((await a.count()).total, 0);
  },
  'a unique index refuses the second, also for a missing field (not sparse)': async ({ unique }) => {
    await unique.add({ data: { _id: '1', code: 'A' } });
    await rejects(unique.add({ data: { code: 'A' } }), /-502001.*E11000.*one_code/s);
    await unique.add({ data: { _id: '2' } });
    await rejects(unique.add({ data: { code: null } }), /E11000/);
    await rejects(unique.doc('2').update({ data: { code: 'A' } }), /E11000/);
    await rejects(unique.doc('3').set({ data: { code: 'A' } }), /E11000/);
    await unique.doc('1').remove();
    await unique.doc('2').update({ data: { code: 'A' } });
    assert.strictEqual((await unique.count()).total, 1);
  },
  'ten writers of one unique value: one wins': async ({ unique }) => {
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => unique.add({ data: { code: 'race' } })),
    );
    assert.strictEqual(tries.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.strictEqual((await unique.count()).total, 1);
  },
  'twenty atomic increments at once lose nothing': async ({ a, _ }) => {
    await a.add({ data: { _id: 'n', n: 0 } });
    await Promise.all(Array.from({ length: 20 }, () => a.doc('n').update({ data: { n: _.inc(1) } })));
    assert.strictEqual((await a.doc('n').get()).data.n, 20);
  },
};
