/** Lint rule: no test is skipped, and none is run alone. */

const RUNNERS = new Set(['it', 'test', 'describe']);
const LEFT_OUT = new Set(['skip', 'only', 'todo', 'failing']);

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'disallow skipped and lone tests' },
    messages: { skipped: 'Every test runs, always.' },
    schema: [],
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (RUNNERS.has(node.object.name) && LEFT_OUT.has(node.property.name))
          context.report({ node, messageId: 'skipped' });
      },
    };
  },
};
