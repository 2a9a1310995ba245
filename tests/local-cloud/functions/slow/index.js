'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** Waits or spins for ever, maybe holding a document in a transaction. */
exports.main = async (event) => {
  if (event.hold) {
    const transaction = await cloud.database().startTransaction();
    await transaction
      .collection('conf_b')
      .doc(event.hold)
      .set({ data: { held: true } });
  }
  if (event.how === 'spin') for (;;);
  if (event.how === 'wait') await new Promise(() => setInterval(() => undefined, 1000));
  return 'done';
};
