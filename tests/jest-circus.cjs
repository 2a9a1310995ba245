/**
 * Runs a test file as Jest does, and then switches off what that left on: jest-circus 30.5 makes an AsyncLocalStorage for each file and
 * never disables it, and with Node 20 every promise of all later files hands on each of them. The fiftieth file of a process took three
 * times as long as alone. Stryker takes only a runner with `jest-circus` in its name.
 */
const hooks = require('node:async_hooks');
const { default: circus } = require('jest-circus/runner');

/** As `run`, and in the end each storage that was made meanwhile is disabled. */
const leavingNothingOn =
  (run) =>
  async (...given) => {
    const { AsyncLocalStorage } = hooks;
    const made = [];
    hooks.AsyncLocalStorage = class extends AsyncLocalStorage {
      constructor(...options) {
        super(...options);
        made.push(this);
      }
    };
    try {
      return await run(...given);
    } finally {
      hooks.AsyncLocalStorage = AsyncLocalStorage;
      for (const storage of made) storage.disable();
    }
  };

module.exports = leavingNothingOn(circus);
module.exports.leavingNothingOn = leavingNothingOn;
