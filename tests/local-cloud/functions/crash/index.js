'use strict';

const WAYS = {
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('on purpose');
  },
  object: () => Promise.reject({ code: 'OWN', message: 'an object' }),
  uncaught: () => {
    setTimeout(() => {
      throw new Error('uncaught on purpose');
    }, 1);
    return new Promise(() => undefined);
  },
  memory: () => {
    const hoard = [];
    for (;;) hoard.push(new Array(100000).fill(hoard.length));
  },
  circular: () => {
    const loop = {};
    loop.loop = loop;
    return loop;
  },
  large: () => 'x'.repeat(1100 * 1024),
  nothing: () => undefined,
};

exports.main = async ({ how }) => {
  console.log('going to', how);
  return WAYS[how]();
};
