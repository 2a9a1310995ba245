'use strict';
const cloud = require('wx-server-sdk');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  const { OPENID, SOURCE } = cloud.getWXContext();
  await cloud
    .database()
    .collection('conf_b')
    .add({ data: { tick: event.TriggerName } });
  return { event, openid: OPENID, source: SOURCE };
};
