/**
 * `npm run mutate`: breaks the rules, permissions, transitions and points one expression at a time and looks whether a unit test notices.
 * Texts that are only read by people (labels, words) are left alone: a changed word is no broken rule.
 */
export default {
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: { projectType: 'custom', configFile: 'scripts/mutate/jest.config.cjs' },
  coverageAnalysis: 'perTest',
  mutate: [
    'cloudfunctions/*/rules/*.ts',
    'cloudfunctions/core/pure/*.ts',
    'cloudfunctions/core/identity.ts',
    'miniprogram/shared/case-states.ts',
    'miniprogram/shared/age.ts',
    'miniprogram/shared/china-time.ts',
    'miniprogram/shared/id-number.ts',
    'miniprogram/shared/low-income.ts',
    'miniprogram/shared/mask.ts',
    'miniprogram/shared/money.ts',
    '!cloudfunctions/*/rules/*-words.ts',
    // Shapes of copies, columns and tables for reading: their words are checked by the function tests.
    '!cloudfunctions/*/rules/{copy,volunteer-copy,columns,parameter-fields}.ts',
  ],
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorePatterns: ['data', 'dist', 'docs', 'coverage', 'tests/journeys', 'tests/dashboard'],
  concurrency: 1,
  reporters: ['clear-text', 'json'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
  jsonReporter: { fileName: '.cache/mutation/report.json' },
  tempDirName: '.cache/stryker',
  thresholds: { high: 90, low: 85, break: 85 },
};
