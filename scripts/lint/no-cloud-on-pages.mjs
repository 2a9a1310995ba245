/** Lint rule: `wx.cloud` is for the services of the phone and app.ts only. */

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    docs: { description: 'disallow wx.cloud outside of the services' },
    messages: { cloud: 'wx.cloud belongs to miniprogram/services (and app.ts): pages call services.' },
    schema: [],
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (node.object.name === 'wx' && node.property.name === 'cloud')
          context.report({ node, messageId: 'cloud' });
      },
    };
  },
};
