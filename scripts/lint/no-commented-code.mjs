/**
 * ESLint rule: no commented-out code. A line of a comment that reads as a statement (ends like one and has the look of
 * one) is an error; prose, examples in JSDoc and directives pass.
 */

const STATEMENT =
  /^(?:(?:export |await |return |throw )?(?:const|let|var|import|function|class|if|for|while|return|throw)\b.*[;{]$|[\w$.[\]'"]+\s*(?:=|\+=|-=)\s*[^=].*;$|[\w$.]+\(.*\);$|\}\s*(?:else.*\{)?$)/;

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'disallow commented-out code' },
    messages: { commented: 'Commented-out code: delete it, git remembers.' },
    schema: [],
  },
  create(context) {
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          // JSDoc may show an example.
          if (comment.type === 'Block' && comment.value.startsWith('*')) continue;
          const lines = comment.value.split('\n').map((line) => line.replace(/^\s*\*?\s*/, '').trim());
          if (lines.some((line) => STATEMENT.test(line))) {
            context.report({ loc: comment.loc, messageId: 'commented' });
          }
        }
      },
    };
  },
};
