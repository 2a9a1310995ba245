'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

/** Writes what it was sent to its log. */
exports.main = async (event) => {
  console.log(JSON.stringify({ ...event, openid: cloud.getWXContext().OPENID ?? 'none' }));
  return 'success';
};
