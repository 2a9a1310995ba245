/**
 * All suites of the repository. `npx jest --selectProjects unit` runs one of them; npm test runs all (scripts/test.ts).
 */

/** SWC strips types; it never checks them (tsc does, for every file). */
const transform = {
  '^.+\\.[cm]?[tj]s$': [
    '@swc/jest',
    {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const base = {
  rootDir: __dirname,
  transform,
  transformIgnorePatterns: ['/node_modules/', '/miniprogram_npm/', '\\.cjs$'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/', '<rootDir>/.cache/'],
  // chrome.ts stands beside chrome.mjs: without an ending the TypeScript one is meant.
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  testPathIgnorePatterns: ['/node_modules/', '/fixtures/'],
  restoreMocks: true,
  testRunner: '<rootDir>/tests/jest-circus.cjs',
};

/** Runs in Node. */
const node = (name, more = {}) => ({
  ...base,
  displayName: name,
  roots: [`<rootDir>/tests/${name}`],
  testMatch: [`<rootDir>/tests/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  ...more,
});

/** Mounts WXML by miniprogram-simulate; jsdom must load the packages' Node variants. */
const phone = (name) =>
  node(name, {
    testEnvironment: 'jsdom',
    testEnvironmentOptions: { customExportConditions: ['node', 'require', 'default'] },
  });

/** Starts from the demo village, which is made once for all of them. */
const withDemo = {
  globalSetup: '<rootDir>/tests/journeys/prepare.ts',
  globalTeardown: '<rootDir>/tests/journeys/clean-up.ts',
};

module.exports = {
  // Suites start servers, bundle functions or a browser: the default of 5 s is too near for two busy cores. Jest heeds it
  // here only, not inside a project.
  testTimeout: 60_000,
  testSequencer: '<rootDir>/tests/sequence.cjs',
  projects: [
    node('unit'),
    node('functions'),
    node('trust'),
    node('local-cloud'),
    node('tooling'),
    phone('components'),
    phone('pages'),
    node('local-phone'),
    node('dashboard'),
    node('journeys', withDemo),
    node('audit', withDemo),
  ].filter(({ roots }) => require('node:fs').existsSync(roots[0].replace('<rootDir>', __dirname))),
};
