'use strict';
const assert = require('node:assert');

/** The promise must be rejected, with this in its text. */
exports.rejects = async (promise, pattern) => {
  let error;
  try {
    await promise;
  } catch (caught) {
    error = caught;
  }
  assert.ok(error, `expected a rejection matching ${pattern}`);
  const text = `${error.errCode} ${error.code} ${error.errMsg || error.message || error}`;
  assert.match(text, pattern);
  return error;
};

/** The _ids of a result, sorted. */
exports.ids = ({ data }) => data.map(({ _id }) => _id).sort();
