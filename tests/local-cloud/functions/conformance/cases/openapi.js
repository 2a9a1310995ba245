'use strict';
const assert = require('node:assert');
const { rejects } = require('../expect');

module.exports = {
  'msgSecCheck version 2 passes by default': async ({ cloud }) => {
    const { result } = await cloud.openapi.security.msgSecCheck({
      content: '你好',
      version: 2,
      scene: 1,
      openid: 'oconf',
    });
    assert.deepStrictEqual(result, { suggest: 'pass', label: 100 });
  },
  'a phone number comes from its code': async ({ cloud }) => {
    const { phoneInfo } = await cloud.openapi.phonenumber.getPhoneNumber({ code: 'phone:13800000000' });
    assert.strictEqual(phoneInfo.purePhoneNumber, '13800000000');
  },
  'wxacode gives a PNG': async ({ cloud }) => {
    const { buffer, contentType } = await cloud.openapi.wxacode.getUnlimited({
      scene: 'r=abc',
      page: 'pages/me/me',
    });
    assert.strictEqual(contentType, 'image/png');
    assert.strictEqual(buffer.subarray(1, 4).toString(), 'PNG');
  },
  'mediaCheckAsync gives a trace id': async ({ cloud }) => {
    const { traceId } = await cloud.openapi.security.mediaCheckAsync({
      mediaUrl: 'http://x/y.png',
      mediaType: 2,
      version: 2,
      scene: 1,
      openid: 'oconf',
    });
    assert.ok(traceId);
  },
  'a missing parameter is an error': async ({ cloud }) => {
    await rejects(cloud.openapi.subscribeMessage.send({ templateId: 't', data: {} }), /40003/);
  },
  'an API that is not there is an error that names it': async ({ cloud }) => {
    await rejects(cloud.openapi.logistics.addOrder({ x: 1 }), /logistics\.addOrder/);
  },
};
