'use strict';
const assert = require('node:assert');
const { rejects } = require('../expect');

const CONFLICT = /TransactionConflict|TRANSACTION_CONFLICT|TransactionBusy/;
/** Both begin anew: it was not there when they looked, and is when they come to add it. */
const CONFLICT_OR_TAKEN = /TransactionConflict|TRANSACTION_CONFLICT|TransactionBusy|E11000/;

module.exports = {
  'a transaction sees its own writes, others only after the commit': async ({ db, a }) => {
    await a.add({ data: { _id: 'd', n: 1 } });
    const transaction = await db.startTransaction();
    const inside = transaction.collection('conf_a');
    await inside.doc('d').update({ data: { n: 2 } });
    await inside.add({ data: { _id: 'new' } });
    assert.strictEqual((await inside.doc('d').get()).data.n, 2);
    assert.strictEqual((await a.doc('d').get()).data.n, 1);
    assert.strictEqual((await a.count()).total, 1);
    await transaction.commit();
    assert.strictEqual((await a.doc('d').get()).data.n, 2);
    assert.strictEqual((await a.count()).total, 2);
  },
  'reads stay at the moment of the first read': async ({ db, a }) => {
    await a.add({
      data: [
        { _id: '1', n: 1 },
        { _id: '2', n: 1 },
        { _id: '3', n: 1 },
      ],
    });
    const transaction = await db.startTransaction();
    const inside = transaction.collection('conf_a');
    await inside.doc('1').get();
    await a.doc('2').update({ data: { n: 2 } });
    await a.doc('2').update({ data: { n: 3 } });
    await a.doc('3').remove();
    await a.add({ data: { _id: '4' } });
    assert.strictEqual((await inside.doc('2').get()).data.n, 1);
    assert.strictEqual((await inside.doc('3').get()).data.n, 1);
    await rejects(inside.doc('4').get(), /does not exist/);
    await transaction.rollback();
    assert.strictEqual((await a.doc('2').get()).data.n, 3);
  },
  'a rollback leaves nothing': async ({ db, a }) => {
    await a.add({ data: { _id: 'd', n: 1 } });
    const transaction = await db.startTransaction();
    await transaction.collection('conf_a').doc('d').remove();
    await transaction
      .collection('conf_a')
      .doc('x')
      .set({ data: { n: 5 } });
    await transaction.rollback();
    assert.strictEqual((await a.doc('d').get()).data.n, 1);
    assert.strictEqual((await a.count()).total, 1);
    await rejects(transaction.commit(), /TransactionNotExist|TRANSACTION_FAIL/);
  },
  'all operations on documents work inside': async ({ db, a, _ }) => {
    await a.add({ data: [{ _id: '1', n: 1, l: [] }, { _id: '2' }] });
    const result = await db.runTransaction(async (transaction) => {
      const inside = transaction.collection('conf_a');
      await inside.doc('1').update({ data: { n: _.inc(4), l: _.push('x') } });
      await inside.doc('2').remove();
      await inside.doc('3').set({ data: { made: true } });
      const { _id } = await inside.add({ data: { auto: true } });
      await inside.doc('3').update({ data: { again: 1 } });
      return _id;
    });
    assert.deepStrictEqual((await a.doc('1').get()).data, { _id: '1', n: 5, l: ['x'] });
    assert.deepStrictEqual((await a.doc('3').get()).data, { _id: '3', made: true, again: 1 });
    assert.strictEqual((await a.doc(result).get()).data.auto, true);
    assert.strictEqual((await a.count()).total, 3);
  },
  'what is added blindly, numbers and the newest lines of a list, is added to what is committed': async ({
    db,
    a,
    _,
  }) => {
    const line = (at) => ({ id: `line-${at}`, at });
    const more = (n, at) => ({
      'sums.n': _.inc(n),
      feed: _.push({ each: [line(at)], sort: { at: 1 }, slice: -2 }),
      'steps.first': _.push({ each: [`+${at}`] }),
      version: _.inc(1),
      at,
    });
    await a.add({ data: { _id: 'd', sums: { n: 1, other: 7 }, feed: [line(1), line(3)], version: 1 } });
    // Changed by others, all before this transaction begins to look.
    await a.doc('d').update({ data: { 'sums.n': _.inc(10) } });
    const transaction = await db.startTransaction();
    const inside = transaction.collection('conf_a').doc('d');
    assert.strictEqual((await inside.update({ data: more(100, 2) })).stats.updated, 1);
    assert.strictEqual((await a.doc('d').get()).data.sums.n, 11);
    await transaction.commit();
    await a.doc('d').update({ data: { 'sums.n': _.inc(1000) } });
    const again = await db.startTransaction();
    const { stats } = await again
      .collection('conf_a')
      .doc('d')
      .update({ data: { ...more(-5, 5), 'sums.other': _.inc(1) } });
    assert.strictEqual(stats.updated, 1);
    await again.commit();
    assert.deepStrictEqual((await a.doc('d').get()).data, {
      _id: 'd',
      sums: { n: 1106, other: 8 },
      feed: [line(3), line(5)],
      steps: { first: ['+2', '+5'] },
      version: 3,
      at: 5,
    });
    // A line taken back.
    const back = await db.startTransaction();
    await back
      .collection('conf_a')
      .doc('d')
      .update({ data: { feed: _.pull({ id: 'line-3' }), version: _.inc(1) } });
    await back.commit();
    assert.deepStrictEqual((await a.doc('d').get()).data.feed, [line(5)]);
  },
  'what is added blindly to a document that is not there says so; it is added whole then, by one of two':
    async ({ db, a, _ }) => {
      const [first, second] = [await db.startTransaction(), await db.startTransaction()];
      for (const transaction of [first, second]) {
        const { stats } = await transaction
          .collection('conf_a')
          .doc('d')
          .update({ data: { n: _.inc(1), feed: _.push({ each: [1], slice: -2 }) } });
        assert.strictEqual(stats.updated, 0);
      }
      await first.collection('conf_a').add({ data: { _id: 'd', n: 1 } });
      await rejects(second.collection('conf_a').add({ data: { _id: 'd', n: 1 } }), CONFLICT_OR_TAKEN);
      await first.commit();
      assert.strictEqual((await a.doc('d').get()).data.n, 1);
      // Also when the other has committed in between.
      const [third, fourth] = [await db.startTransaction(), await db.startTransaction()];
      for (const transaction of [third, fourth])
        assert.strictEqual(
          (
            await transaction
              .collection('conf_a')
              .doc('e')
              .update({ data: { n: _.inc(1) } })
          ).stats.updated,
          0,
        );
      await third.collection('conf_a').add({ data: { _id: 'e', n: 1 } });
      await third.commit();
      await rejects(fourth.collection('conf_a').add({ data: { _id: 'e', n: 1 } }), CONFLICT_OR_TAKEN);
      assert.strictEqual((await a.doc('e').get()).data.n, 1);
    },
  'what is added blindly conflicts with whoever changed the document meanwhile': async ({ db, a, _ }) => {
    await a.add({ data: [{ _id: 'd', n: 1, l: [] }, { _id: 'read' }] });
    const more = { data: { n: _.inc(1), l: _.push({ each: [1], sort: 1, slice: -2 }) } };
    const open = async () => {
      const transaction = await db.startTransaction();
      // Its view of everything begins here.
      await transaction.collection('conf_a').doc('read').get();
      return transaction;
    };
    // Another transaction that has committed.
    const [late, other] = [await open(), await open()];
    await other.collection('conf_a').doc('d').update(more);
    await other.commit();
    await rejects(late.collection('conf_a').doc('d').update(more), CONFLICT);
    // Another that has not yet.
    const [first, second] = [await open(), await open()];
    await first.collection('conf_a').doc('d').update(more);
    await rejects(second.collection('conf_a').doc('d').update(more), CONFLICT);
    await first.commit();
    assert.deepStrictEqual((await a.doc('d').get()).data, { _id: 'd', n: 3, l: [1, 1] });
  },
  'where() is refused inside': async ({ db, a }) => {
    await a.add({ data: { _id: 'd' } });
    const transaction = await db.startTransaction();
    await rejects(transaction.collection('conf_a').where({ _id: 'd' }).get(), /-501007.*where\(\)/s);
    await transaction.rollback();
  },
  'the first updater wins: a document changed by a plain write': async ({ db, a }) => {
    await a.add({ data: { _id: 'd', n: 1 } });
    const transaction = await db.startTransaction();
    await transaction.collection('conf_a').doc('d').get();
    await a.doc('d').update({ data: { n: 2 } });
    await rejects(
      transaction
        .collection('conf_a')
        .doc('d')
        .update({ data: { n: 3 } }),
      CONFLICT,
    );
    await rejects(transaction.commit(), CONFLICT);
    assert.strictEqual((await a.doc('d').get()).data.n, 2);
  },
  'the first updater wins: also a document that the transaction has never read': async ({ db, a }) => {
    await a.add({ data: [{ _id: 'd', n: 1 }, { _id: 'read' }] });
    const transaction = await db.startTransaction();
    const inside = transaction.collection('conf_a');
    await inside.doc('read').get();
    await a.doc('d').update({ data: { n: 2 } });
    await rejects(inside.doc('d').set({ data: { n: 3 } }), CONFLICT);
    assert.strictEqual((await a.doc('d').get()).data.n, 2);
  },
  'what is read beside a transaction is never older than its first reading': async ({ db, a, $ }) => {
    await a.add({ data: [{ _id: 'd', n: 0 }, { _id: 'read' }] });
    for (let n = 1; n <= 40; n += 1) {
      await a.doc('d').update({ data: { n } });
      const transaction = await db.startTransaction();
      await transaction.collection('conf_a').doc('read').get();
      const [found, looked, asked] = await Promise.all([
        a.doc('d').get(),
        a
          .aggregate()
          .match({ _id: 'read' })
          .lookup({ from: 'conf_a', let: {}, pipeline: $.pipeline().match({ _id: 'd' }).done(), as: 'd' })
          .end(),
        a.where({ _id: 'd' }).get(),
      ]);
      await transaction.rollback();
      assert.deepStrictEqual([found.data.n, looked.list[0].d[0].n, asked.data[0].n], [n, n, n]);
    }
  },
  'the first updater wins: two transactions on one document': async ({ db, a }) => {
    await a.add({ data: { _id: 'd', n: 1 } });
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await second.collection('conf_a').doc('d').get();
    await first
      .collection('conf_a')
      .doc('d')
      .update({ data: { n: 2 } });
    await rejects(
      second
        .collection('conf_a')
        .doc('d')
        .update({ data: { n: 3 } }),
      CONFLICT,
    );
    await first.commit();
    assert.strictEqual((await a.doc('d').get()).data.n, 2);
  },
  'two transactions that add the same id or unique value: one wins': async ({ db, a, unique }) => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('conf_unique').add({ data: { code: 'same' } });
    await rejects(second.collection('conf_unique').add({ data: { code: 'same' } }), CONFLICT);
    await first.commit();
    assert.strictEqual((await unique.count()).total, 1);
    const [third, fourth] = [await db.startTransaction(), await db.startTransaction()];
    await third.collection('conf_a').add({ data: { _id: 'same' } });
    await rejects(fourth.collection('conf_a').add({ data: { _id: 'same' } }), CONFLICT);
    await third.commit();
    assert.strictEqual((await a.count()).total, 1);
  },
  'an id that is taken cannot be added inside, and nothing else of the transaction is kept': async ({
    db,
    a,
  }) => {
    await a.add({ data: { _id: 'taken', n: 1 } });
    const transaction = await db.startTransaction();
    const inside = transaction.collection('conf_a');
    await inside.doc('other').set({ data: { n: 2 } });
    const { message } = await rejects(inside.add({ data: { _id: 'taken', n: 3 } }), /-502001.*E11000/s);
    assert.ok(!CONFLICT.test(message), message);
    await rejects(transaction.commit(), /TransactionNotExist|TRANSACTION_FAIL/);
    assert.deepStrictEqual((await a.get()).data, [{ _id: 'taken', n: 1 }]);
  },
  'a unique value is checked inside, and can move from one document to another': async ({ db, unique }) => {
    await unique.add({
      data: [
        { _id: '1', code: 'A' },
        { _id: '2', code: 'B' },
      ],
    });
    // At the write, not only at the commit.
    const taking = await db.startTransaction();
    await rejects(taking.collection('conf_unique').add({ data: { code: 'A' } }), /E11000/);
    await taking.rollback();
    await db.runTransaction(async (transaction) => {
      await transaction
        .collection('conf_unique')
        .doc('1')
        .update({ data: { code: 'C' } });
      await transaction
        .collection('conf_unique')
        .doc('2')
        .update({ data: { code: 'A' } });
    });
    assert.strictEqual((await unique.where({ code: 'A' }).get()).data[0]._id, '2');
    assert.strictEqual((await unique.count()).total, 2);
  },
  'a unique list: no element is in two documents; a document keeps its own': async ({ db, unique }) => {
    await unique.add({
      data: [
        { _id: '1', code: ['A', 'B', 'B'] },
        { _id: '2', code: ['C'] },
      ],
    });
    await rejects(unique.add({ data: { code: ['D', 'B'] } }), /E11000/);
    await rejects(unique.doc('2').update({ data: { code: ['C', 'A'] } }), /E11000/);
    await unique.doc('1').set({ data: { code: ['B', 'E'] } });
    await unique.doc('2').set({ data: { code: ['A', 'C'] } });
    // An empty list and none at all are one value each.
    await unique.add({ data: { _id: 'empty', code: [] } });
    await rejects(unique.add({ data: { code: [] } }), /E11000/);
    const own = await db.startTransaction();
    await own
      .collection('conf_unique')
      .doc('1')
      .set({ data: { code: ['E', 'F'] } });
    await own.commit();
    for (const code of ['A', 'D', 'F', 'G']) {
      const taking = await db.startTransaction();
      const taken = taking.collection('conf_unique').add({ data: { code: ['new', code] } });
      if (code === 'A' || code === 'F') await rejects(taken, /E11000/);
      else await taken;
      await taking.rollback();
    }
    assert.strictEqual((await unique.count()).total, 3);
  },
  'elements of a unique list move within a transaction, however often its documents are written': async ({
    db,
    unique,
  }) => {
    await unique.add({
      data: [
        { _id: '1', code: ['A', 'B'] },
        { _id: '2', code: ['C'] },
      ],
    });
    await db.runTransaction(async (transaction) => {
      const inside = transaction.collection('conf_unique');
      await inside.doc('2').set({ data: { code: ['D'] } });
      await inside.doc('1').set({ data: { code: ['1'] } });
      await inside.doc('2').set({ data: { code: ['A', 'B'] } });
      await inside.doc('3').set({ data: { code: ['C', 'D'] } });
    });
    assert.deepStrictEqual((await unique.where({ code: 'B' }).get()).data, [{ _id: '2', code: ['A', 'B'] }]);
    assert.strictEqual((await unique.where({ code: 'C' }).get()).data[0]._id, '3');
    // Not before it was given up.
    const early = await db.startTransaction();
    await rejects(
      early
        .collection('conf_unique')
        .doc('1')
        .set({ data: { code: ['C'] } }),
      /E11000/,
    );
    await early.rollback();
  },
  'two transactions that want one element of a unique list: one wins': async ({ db, unique }) => {
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    await first.collection('conf_unique').add({ data: { code: ['x', 'same'] } });
    await rejects(second.collection('conf_unique').add({ data: { code: ['same', 'y'] } }), CONFLICT);
    await first.commit();
    await unique.add({ data: { _id: 'seen', code: ['z'] } });
    const [third, fourth] = [await db.startTransaction(), await db.startTransaction()];
    await fourth.collection('conf_unique').doc('seen').get();
    await third.collection('conf_unique').add({ data: { _id: 'y', code: ['y'] } });
    await third.commit();
    // Committed since the other began to read: a conflict or a duplicate, both are tried again.
    await rejects(fourth.collection('conf_unique').add({ data: { code: ['y'] } }), /Conflict|E11000/i);
    assert.strictEqual((await unique.count()).total, 3);
  },
  'a unique value given up since a transaction began to read: in its snapshot it is still taken': async ({
    db,
    unique,
  }) => {
    await unique.add({
      data: [
        { _id: '1', code: ['A'] },
        { _id: '2', code: ['B'] },
        { _id: '3', code: ['C'] },
      ],
    });
    const late = async () => {
      const transaction = await db.startTransaction();
      await transaction.collection('conf_unique').doc('3').get();
      return transaction;
    };
    const [first, second] = [await late(), await late()];
    await db.runTransaction((transaction) =>
      transaction
        .collection('conf_unique')
        .doc('1')
        .set({ data: { code: ['1'] } }),
    );
    await unique.doc('2').remove();
    await rejects(first.collection('conf_unique').add({ data: { code: ['A'] } }), /Conflict|E11000/i);
    await rejects(second.collection('conf_unique').add({ data: { code: ['B'] } }), /Conflict|E11000/i);
    for (const transaction of [first, second]) await transaction.rollback();
    // Begun now, it sees that they are free.
    await db.runTransaction((transaction) =>
      transaction.collection('conf_unique').add({ data: { _id: 'new', code: ['A', 'B'] } }),
    );
    assert.strictEqual((await unique.where({ code: 'A' }).get()).data[0]._id, 'new');
  },
  'write skew gets through: both must write what they depend on': async ({ db, a }) => {
    await a.add({
      data: [
        { _id: 'x', on: true },
        { _id: 'y', on: true },
      ],
    });
    const [first, second] = [await db.startTransaction(), await db.startTransaction()];
    for (const transaction of [first, second]) {
      assert.ok((await transaction.collection('conf_a').doc('x').get()).data.on);
      assert.ok((await transaction.collection('conf_a').doc('y').get()).data.on);
    }
    await first
      .collection('conf_a')
      .doc('x')
      .update({ data: { on: false } });
    await second
      .collection('conf_a')
      .doc('y')
      .update({ data: { on: false } });
    await first.commit();
    await second.commit();
    assert.strictEqual((await a.where({ on: true }).count()).total, 0);
  },
  'a plain write waits for the transaction that holds its document': async ({ db, a, _ }) => {
    await a.add({ data: { _id: 'd', n: 1 } });
    const transaction = await db.startTransaction();
    await transaction
      .collection('conf_a')
      .doc('d')
      .update({ data: { n: 10 } });
    let written = false;
    const plain = a
      .doc('d')
      .update({ data: { n: _.inc(1) } })
      .then(() => (written = true));
    assert.strictEqual((await a.doc('d').get()).data.n, 1);
    assert.strictEqual(written, false);
    await transaction.commit();
    await plain;
    assert.strictEqual((await a.doc('d').get()).data.n, 11);
  },
  'ten buyers of three goods, each retrying conflicts: three succeed, nothing is lost': async ({ db, a }) => {
    await a.add({ data: { _id: 'goods', stock: 3 } });
    const buy = async (buyer) => {
      for (;;) {
        try {
          return await db.runTransaction(async (transaction) => {
            const goods = transaction.collection('conf_a').doc('goods');
            const { stock } = (await goods.get()).data;
            if (stock === 0) return false;
            await goods.update({ data: { stock: stock - 1 } });
            await transaction.collection('conf_b').add({ data: { buyer } });
            return true;
          });
        } catch (error) {
          if (!CONFLICT.test(String(error.errMsg || error.message))) throw error;
        }
      }
    };
    const bought = await Promise.all(Array.from({ length: 10 }, (unused, i) => buy(i)));
    assert.strictEqual(bought.filter(Boolean).length, 3);
    assert.strictEqual((await a.doc('goods').get()).data.stock, 0);
    assert.strictEqual((await db.collection('conf_b').count()).total, 3);
  },
  'an unknown collection and a missing document inside': async ({ db }) => {
    const transaction = await db.startTransaction();
    await rejects(transaction.collection('conf_nowhere').doc('d').get(), /-502005/);
    const missing = await transaction
      .collection('conf_a')
      .doc('none')
      .update({ data: { x: 1 } });
    assert.strictEqual(missing.stats.updated, 0);
    await transaction.rollback();
  },
};
