/**
 * One lint for all worlds of the repository: the phone, the functions, the local platform, scripts, tests, templates.
 * Formatting is Prettier's; the walls between folders are dependency-cruiser's (.dependency-cruiser.cjs).
 */
import wxmlParser from '@wxml/parser';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import wxml from 'eslint-plugin-wxml';
import noCommentedCode from './scripts/lint/no-commented-code.mjs';

const PROJECTS = {
  'tsconfig.json': { files: ['miniprogram/**/*.ts'], ignores: ['miniprogram/shared/**'] },
  'tsconfig.shared.json': { files: ['miniprogram/shared/**/*.ts', 'typings/**/*.ts'], ignores: [] },
  'tsconfig.node.json': {
    files: ['cloudfunctions/**/*.ts', 'local/**/*.ts', 'scripts/**/*.ts', 'demo/**/*.ts', 'dashboard/*.ts'],
    ignores: ['local/phone/runtime/**'],
  },
  'tsconfig.browser.json': { files: ['local/phone/runtime/**/*.ts'], ignores: [] },
  'tsconfig.tests.json': {
    files: ['tests/**/*.ts', 'bench/**/*.ts'],
    ignores: ['tests/components/**', 'tests/pages/**'],
  },
  'tsconfig.phone-tests.json': { files: ['tests/components/**/*.ts', 'tests/pages/**/*.ts'], ignores: [] },
  'dashboard/tsconfig.json': { files: ['dashboard/src/**/*.ts'], ignores: [] },
};

/** Each file is read with the one tsconfig that owns it. */
const projects = Object.entries(PROJECTS).map(([project, { files, ignores }]) => ({
  files,
  ignores,
  languageOptions: { parserOptions: { project, tsconfigRootDir: import.meta.dirname } },
}));

const noCloudOnPages = {
  selector: "MemberExpression[object.name='wx'][property.name='cloud']",
  message: 'wx.cloud belongs to miniprogram/services (and app.ts): pages call services.',
};
const noSkippedTests = {
  selector:
    'CallExpression[callee.object.name=/^(it|test|describe)$/][callee.property.name=/^(skip|only|todo|failing)$/]',
  message: 'Every test runs, always.',
};

export default tseslint.config(
  {
    ignores: [
      'node_modules/',
      'dist/',
      'data/',
      'coverage/',
      '.cache/',
      'miniprogram/miniprogram_npm/',
      'tests/**/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    plugins: { local: { rules: { 'no-commented-code': noCommentedCode } } },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-throw-literal': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-unreachable-loop': 'error',
      'no-restricted-syntax': ['error', noSkippedTests],
      'local/no-commented-code': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
    },
  },
  ...projects,
  {
    // The typed rules that find real defects and cost little.
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { arguments: false, properties: false } },
      ],
      '@typescript-eslint/no-for-in-array': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    files: ['miniprogram/**/*.ts'],
    rules: { 'no-console': ['error', { allow: ['warn', 'error'] }] },
  },
  {
    files: ['miniprogram/**/*.ts'],
    ignores: ['miniprogram/services/**', 'miniprogram/app.ts', 'miniprogram/miniprogram_npm/**'],
    rules: { 'no-restricted-syntax': ['error', noSkippedTests, noCloudOnPages] },
  },
  {
    files: ['cloudfunctions/**/*.ts'],
    ignores: ['cloudfunctions/core/logger.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    // Only core speaks to the platform: contexts get store, identity and messages through it.
    files: ['cloudfunctions/**/*.ts'],
    ignores: ['cloudfunctions/core/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'wx-server-sdk', message: 'Use the helpers of cloudfunctions/core.' }] },
      ],
    },
  },
  {
    // wx.* and wx.cloud reject with plain objects ({errCode, errMsg}); so does their local copy.
    files: ['local/**/*.ts'],
    rules: { 'no-throw-literal': 'off' },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'no-var': 'error', 'prefer-const': 'error' },
  },
  {
    files: ['miniprogram/**/*.wxml'],
    plugins: { wxml },
    languageOptions: { parser: wxmlParser },
    rules: {
      'wxml/report-wxml-syntax-error': 'error',
      'wxml/report-interpolation-error': 'error',
      'wxml/report-wxs-syntax-error': 'error',
      'wxml/event-binding-style': ['error', 'colon'],
      'wxml/no-duplicate-attributes': 'error',
      'wxml/no-inconsistent-tagname': 'error',
      'wxml/no-inline-wxs': 'error',
      'wxml/no-vue-directive': 'error',
      'wxml/no-wx-for-with-wx-else': 'error',
      'wxml/no-wx-if-string': 'error',
      'wxml/no-dynamic-wx-key': 'error',
      'wxml/no-const-and-let-in-wxs': 'error',
      'wxml/wx-key': 'error',
      'wxml/max-depth': ['error', 20],
      'wxml/quotes': ['error', 'double'],
    },
  },
  {
    // The component framework hands templates and instances over as `any`: this glue is where its types end.
    files: ['local/phone/runtime/**/*.ts', 'tests/local-phone/**/*.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
);
