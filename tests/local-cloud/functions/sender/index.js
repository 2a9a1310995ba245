'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** Calls one openapi and gives its answer or its error. */
exports.main = async ({ api, data }) => {
  const call = api.split('.').reduce((at, step) => at[step], cloud.openapi);
  try {
    return await call(data);
  } catch (error) {
    return { failed: true, errCode: error.errCode, errMsg: error.errMsg || error.message };
  }
};
