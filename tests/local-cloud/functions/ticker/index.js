'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  const { OPENID, SOURCE } = cloud.getWXContext();
  // It runs by itself every second: a collection of its own, so that it disturbs no other case.
  await cloud
    .database()
    .collection('ticks')
    .add({ data: { tick: event.TriggerName } });
  return { event, openid: OPENID, source: SOURCE };
};
