'use strict';
/**
 * The cases of the conformance suite. They run inside a deployed function through the unmodified SDK, so the same folder can
 * be deployed to the real cloud and asked the same questions there.
 */
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

const CASES = {
  ...require('./cases/crud'),
  ...require('./cases/query'),
  ...require('./cases/update'),
  ...require('./cases/transaction'),
  ...require('./cases/aggregate'),
  ...require('./cases/storage'),
  ...require('./cases/openapi'),
};

async function empty(db, name) {
  await db.createCollection(name).catch(() => undefined);
  await db
    .collection(name)
    .where({ _id: db.command.exists(true) })
    .remove();
  return db.collection(name);
}

exports.main = async (event) => {
  if (event.list) return Object.keys(CASES);
  const run = CASES[event.case];
  if (!run) throw new Error(`no case "${event.case}"`);
  const db = cloud.database();
  const [a, b, unique] = await Promise.all(
    ['conf_a', 'conf_b', 'conf_unique'].map((name) => empty(db, name)),
  );
  await run({ cloud, db, _: db.command, $: db.command.aggregate, a, b, unique });
  return 'ok';
};
