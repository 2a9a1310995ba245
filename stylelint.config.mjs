/** WXSS: CSS with rpx, the tags of WeChat and `page` as the root. */

/** Tags that WXSS may name. */
const WX_TAGS = [
  'page',
  'view',
  'text',
  'image',
  'button',
  'input',
  'textarea',
  'picker',
  'picker-view',
  'radio',
  'checkbox',
  'switch',
  'label',
  'form',
  'swiper',
  'swiper-item',
  'scroll-view',
  'navigator',
  'canvas',
  'rich-text',
  'progress',
  'slider',
  'cover-view',
  'movable-view',
  'root-portal',
];

/** @type {import('stylelint').Config} */
export default {
  extends: ['stylelint-config-standard'],
  ignoreFiles: [
    'miniprogram/miniprogram_npm/**',
    'miniprogram/components/icon/icons.wxss',
    '**/fixtures/**',
    'dist/**',
  ],
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    'unit-no-unknown': [true, { ignoreUnits: ['rpx'] }],
    'selector-type-no-unknown': [true, { ignoreTypes: WX_TAGS }],
    'declaration-no-important': true,
    'no-descending-specificity': null,
    // WeChat's oldest engines do not know the newer notations.
    'color-function-notation': null,
    'color-function-alias-notation': null,
    'alpha-value-notation': null,
    'media-feature-range-notation': 'prefix',
    'property-no-vendor-prefix': null,
    'value-no-vendor-prefix': null,
    'property-no-deprecated': null,
    'selector-class-pattern': '^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$',
    'import-notation': 'string',
    'custom-property-empty-line-before': null,
    'comment-empty-line-before': null,
    'max-nesting-depth': 0,
    'selector-max-id': 0,
    // WXSS of components cannot use * ; it does not reach into other components either.
    'selector-max-universal': 0,
    'function-url-scheme-allowed-list': ['data'],
  },
};
