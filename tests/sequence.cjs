/** The order of the files of one run: the audit first, which takes longer than any other and would keep one core waiting at the end. */
const { default: Sequencer } = require('@jest/test-sequencer');

const isAudit = ({ path }) => path.includes('/tests/audit/');

module.exports = class extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    return [...sorted.filter(isAudit), ...sorted.filter((test) => !isAudit(test))];
  }
};
