/** Lint of templates. TypeScript and JavaScript are oxlint's (.oxlintrc.json), styles are stylelint's. */
import wxmlParser from '@wxml/parser';
import wxml from 'eslint-plugin-wxml';

export default [
  { ignores: ['miniprogram/miniprogram_npm/'] },
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
];
