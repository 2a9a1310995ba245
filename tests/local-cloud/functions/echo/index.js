'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
let calls = 0;

exports.main = async (event, context) => {
  const { OPENID, UNIONID, APPID, SOURCE } = cloud.getWXContext();
  // The context must still be this caller's after a round trip.
  await cloud
    .database()
    .createCollection('echo')
    .catch(() => undefined);
  const again = cloud.getWXContext().OPENID;
  calls += 1;
  return {
    event,
    openid: OPENID,
    again,
    unionid: UNIONID,
    appid: APPID,
    source: SOURCE,
    calls,
    env: { own: process.env.FROM_CONFIG, given: process.env.FROM_OPTIONS, host: process.env.JEST_WORKER_ID },
    zone: new Date(0).getTimezoneOffset(),
    limit: context.time_limit_in_ms,
    requestId: context.request_id,
  };
};
