'use strict';

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

exports.main = async (event) => {
  switch (event.path) {
    case '/page':
      return {
        statusCode: 201,
        headers: { 'content-type': 'text/html; charset=utf-8', 'x-own': 'yes' },
        body: '<p>你好</p>',
      };
    case '/pixel':
      return {
        statusCode: 200,
        headers: { 'content-type': 'image/png' },
        isBase64Encoded: true,
        body: PIXEL,
      };
    case '/fail':
      throw new Error('web on purpose');
    default:
      return event;
  }
};
