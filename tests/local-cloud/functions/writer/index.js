'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** Writes one document; what the SDK says when that fails. */
exports.main = async ({ id }) => {
  try {
    await cloud
      .database()
      .collection('conf_b')
      .doc(id)
      .set({ data: { written: true } });
    return 'written';
  } catch (error) {
    return { errCode: error.errCode, errMsg: error.errMsg };
  }
};
