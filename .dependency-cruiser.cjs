/** The import directions of the house (see ARCHITECTURE.md). Any other arrow fails the build. */
const packageMayImport = {
  contract: [],
  credential: [],
  law: [],
  matching: [],
  merkle: [],
  tabular: [],
};

const packageRules = Object.entries(packageMayImport).map(([name, allowed]) => ({
  name: `package-${name}-stands-alone`,
  severity: 'error',
  comment: 'Packages are pure: no other part of the house, no files, no network, no threads, no clock of their own.',
  from: { path: `^packages/${name}/src`, pathNot: '\\.test\\.ts$' },
  to: {
    path: [
      '^apps/',
      '^packages/',
      '^(node:)?(fs|net|http|https|http2|worker_threads|child_process|cluster|dgram|dns|os|process)(/|$)',
    ],
    pathNot: [`^packages/${name}/`, ...allowed.map((other) => `^packages/${other}/`)],
  },
}));

module.exports = {
  forbidden: [
    ...packageRules,
    {
      name: 'no-cycle',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'modules-meet-at-their-doors',
      severity: 'error',
      comment: 'A module is entered through its index.ts only.',
      from: { path: '^apps/server/src/modules/([^/]+)/' },
      to: {
        path: '^apps/server/src/modules/([^/]+)/',
        pathNot: ['^apps/server/src/modules/$1/', '^apps/server/src/modules/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'kernel-knows-no-domain',
      severity: 'error',
      from: { path: '^apps/server/src/kernel/' },
      to: { path: '^apps/server/src/(modules|main|node)' },
    },
    {
      name: 'rules-and-policy-are-pure',
      severity: 'error',
      comment: 'rules.ts and policy.ts decide from facts: no store, no action, no input or output.',
      from: { path: '^apps/server/src/modules/[^/]+/(rules|policy)(\\.ts|/)', pathNot: '\\.test\\.ts$' },
      to: {
        path: [
          '^apps/server/src/kernel/(?!(errors|clock|viewer|journal)\\.ts)',
          '/(store|actions|routes|events)(\\.ts|/)',
          '^(node:)?(fs|net|http|https|worker_threads|child_process)(/|$)',
        ],
      },
    },
    {
      name: 'stores-do-not-call-up',
      severity: 'error',
      from: { path: '^apps/server/src/modules/[^/]+/store(\\.ts|/)' },
      to: { path: '^apps/server/src/modules/[^/]+/(actions|routes|events)(\\.ts|/)' },
    },
    {
      name: 'web-imports-only-what-it-may',
      severity: 'error',
      from: { path: '^apps/web/' },
      to: { path: ['^apps/(server|cli)/', '^packages/(law|tabular)/', '^packages/matching/src/(?!identity-number/)'] },
    },
    {
      name: 'cli-opens-a-node-and-nothing-else',
      severity: 'error',
      from: { path: '^apps/cli/' },
      to: { path: ['^apps/web/', '^apps/server/src/(?!main\\.ts$|kernel/errors\\.ts$)'] },
    },
    {
      name: 'environment-is-read-in-one-place',
      severity: 'error',
      from: { path: '^apps/server/src/', pathNot: '^apps/server/src/(main|config)\\.ts$|\\.test\\.ts$' },
      to: { path: '^(node:)?process$' },
    },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ['gatehouse-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
    tsConfig: { fileName: 'tsconfig.base.json' },
  },
};
