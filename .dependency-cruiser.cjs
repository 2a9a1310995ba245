/**
 * The walls between the folders (docs/decisions, architecture.md). Each rule has a planted violation in
 * tests/tooling/walls.test.ts; a wall that nothing can run into is no wall.
 */
const CONTEXTS = '^cloudfunctions/(?!core/)([^/]+)/';

/** Rules about where a folder may reach. Type-only imports leave nothing behind at run time. */
const walls = [
  {
    name: 'phone-stays-on-the-phone',
    comment: 'The phone app never imports functions, the local platform, scripts or the dashboard.',
    from: { path: '^miniprogram/' },
    to: { path: '^(cloudfunctions|local|scripts|demo|dashboard|tests)/' },
  },
  {
    name: 'contract-is-types-only',
    comment: 'typings/ holds no run-time code: the phone could not load it.',
    from: { path: '^miniprogram/' },
    to: { path: '^typings/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'typings-import-nothing',
    from: { path: '^typings/' },
    to: { pathNot: '^(typings/|miniprogram/shared/)' },
  },
  {
    name: 'pages-use-services-only',
    comment:
      'Pages call services, show components, use shared rules; helpers of their own package sit beside them.',
    from: { path: '^miniprogram/(pages|resident|volunteer|staff|set-up)/' },
    to: {
      path: '^miniprogram/',
      pathNot: ['^miniprogram/(services|shared|components|pages/shared)/', '^miniprogram/$1/'],
    },
  },
  {
    name: 'components-know-no-services',
    comment: 'A component shows and tells; it never fetches.',
    from: { path: '^miniprogram/components/' },
    to: { path: '^miniprogram/', pathNot: '^miniprogram/(components|shared)/' },
  },
  {
    name: 'services-know-no-pages',
    from: { path: '^miniprogram/services/' },
    to: {
      path: '^miniprogram/',
      pathNot: '^miniprogram/(services|shared)/',
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'shared-imports-nothing',
    comment: 'Runs on the phone and in functions: only types and its own files.',
    from: { path: '^miniprogram/shared/' },
    to: { pathNot: '^miniprogram/shared/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'contexts-are-apart',
    comment: 'A function knows core, the contract and shared rules, never another function.',
    from: { path: CONTEXTS },
    to: { path: CONTEXTS, pathNot: '^cloudfunctions/$1/' },
  },
  {
    name: 'functions-reach',
    from: { path: '^cloudfunctions/' },
    to: { path: '^(local|scripts|demo|dashboard|tests|miniprogram/(?!shared/))' },
  },
  {
    name: 'core-knows-no-context',
    from: { path: '^cloudfunctions/core/' },
    to: { path: CONTEXTS },
  },
  {
    name: 'rules-are-pure',
    comment: 'Rules decide; they never read, write or ask the time. Types and pure helpers only.',
    from: { path: '^cloudfunctions/([^/]+)/rules/' },
    to: {
      pathNot: ['^cloudfunctions/$1/rules/', '^miniprogram/shared/', '^cloudfunctions/core/pure/'],
      dependencyTypesNot: ['type-only'],
    },
  },
  {
    name: 'local-knows-no-product',
    comment: 'The local platform runs any mini-program.',
    from: { path: '^local/' },
    to: { path: '^(miniprogram|cloudfunctions|typings|demo|dashboard|scripts|tests)/' },
  },
  {
    name: 'dashboard-reach',
    from: { path: '^dashboard/' },
    to: { path: '^(cloudfunctions|local|demo|tests|miniprogram/(?!shared/))' },
  },
  {
    name: 'product-code-needs-no-tests',
    from: { path: '^(miniprogram|cloudfunctions|local|scripts|demo|dashboard|typings)/' },
    to: { path: '^(tests|bench)/' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...walls.map((wall) => ({ severity: 'error', ...wall })),
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      comment:
        'A file that nobody imports and that is no entry is left-over. (Pages and components are entries.)',
      from: {
        orphan: true,
        path: '^(miniprogram/(services|shared)|cloudfunctions|typings|local|dashboard)/',
        pathNot: [
          '/index\\.ts$',
          '\\.d\\.c?ts$',
          '\\.json$',
          '\\.cjs$',
          '(^|/)[\\w-]*\\.config\\.[cm]?[jt]s$',
        ],
      },
      to: {},
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'phone-packages-are-dependencies',
      severity: 'error',
      comment: 'WeChat packs `dependencies` only; a dev package would be missing on the phone.',
      from: { path: '^miniprogram/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(dist|data|coverage)/', '^[^n].*/fixtures/', '(^|/)miniprogram_npm/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.d.ts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
