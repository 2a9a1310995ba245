// 云函数入口文件: as DevTools makes them, with a package and a module of its own
const cloud = require('wx-server-sdk');
const greet = require('./lib/greet');

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });

exports.main = async (event) => {
  const wxContext = cloud.getWXContext();
  return { event, openid: wxContext.OPENID, text: greet('plain') };
};
