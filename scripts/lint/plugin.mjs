import noCommentedCode from './no-commented-code.mjs';
import noCloudOnPages from './no-cloud-on-pages.mjs';
import noSkippedTests from './no-skipped-tests.mjs';

/** This repository's own rules, for oxlint (.oxlintrc.json) under the name `local`. */
export default {
  meta: { name: 'local' },
  rules: {
    'no-commented-code': noCommentedCode,
    'no-cloud-on-pages': noCloudOnPages,
    'no-skipped-tests': noSkippedTests,
  },
};
