'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** Calls another function, or itself a number of times. */
exports.main = async (event) => {
  if (event.deeper) {
    return (
      await cloud.callFunction({ name: 'nested', data: { deeper: event.deeper - 1, name: event.name } })
    ).result;
  }
  try {
    return (await cloud.callFunction({ name: event.name, data: event.data || {} })).result;
  } catch (error) {
    return { code: error.code, text: String(error.errMsg || error.message) };
  }
};
