/** The unit tests alone, for Stryker. */
const { projects, testTimeout } = require('../../jest.config.js');

const unit = projects.find(({ displayName }) => displayName === 'unit');

module.exports = { ...unit, testTimeout };
