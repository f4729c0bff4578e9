/**
 * Who may import what: the table of docs/architecture.md, a row per project. Files of the own project are always allowed.
 *
 * A pattern is a package name, `node:*` for everything in Node, `@scope/*`, or `*` for every package from outside
 * this repository (which package.json must list: import-x/no-extraneous-dependencies sees to that).
 *
 * @typedef {object} Row
 * @property {string} root folder of the project
 * @property {readonly string[]} may
 * @property {readonly string[]} [mayLoad] with `import()` only, so that it is loaded when it is needed; or as a type
 * @property {readonly string[]} [never] taken out of `may`
 * @property {readonly string[]} [specsMay] what *.spec.ts, and what only they use (folders named `testing`), may import as well
 */

const DRIVERS = ['libsql', 'ioredis', 'graphql-redis-subscriptions', '@aws-sdk/*', '@elastic/*'];
const NEST = ['@nestjs/*', '@apollo/server', '@as-integrations/*', 'fastify', '@fastify/*'];
const ADAPTER_SPECS = ['vitest', '@maru/adapters-contract', '@maru/engines'];

/** @type {readonly Row[]} */
export const IMPORT_TABLE = [
  { root: 'libs/domain', may: [] },
  // The specs of use cases run on a real, tiny adapter set instead of doubles.
  { root: 'libs/chat', may: ['@maru/domain'], specsMay: ['@maru/adapters-embedded', 'node:*'] },
  { root: 'libs/adapters/contract', may: ['@maru/chat', '@maru/domain', 'vitest'] },
  {
    root: 'libs/adapters/embedded',
    may: ['@maru/chat', '@maru/domain', 'node:*', 'libsql'],
    specsMay: ADAPTER_SPECS,
  },
  {
    root: 'libs/adapters/cluster',
    may: ['@maru/chat', '@maru/domain', 'node:*', 'ioredis', 'graphql-redis-subscriptions', '@aws-sdk/*', '@elastic/*'],
    specsMay: ADAPTER_SPECS,
  },
  { root: 'libs/fanout', may: ['graphql', 'graphql-ws', 'ws', 'node:*'] },
  {
    root: 'libs/runtime',
    may: ['@maru/chat', '@maru/domain', 'node:*', '*'],
    mayLoad: ['@maru/adapters-embedded', '@maru/adapters-cluster'],
    never: [...NEST, ...DRIVERS],
  },
  {
    root: 'apps/api',
    may: ['@maru/runtime', '@maru/chat', '@maru/domain', '@maru/fanout', 'node:*', '*'],
    never: DRIVERS,
  },
  { root: 'apps/persister', may: ['@maru/runtime', '@maru/chat', '@maru/domain', 'node:*', '*'], never: DRIVERS },
  { root: 'apps/indexer', may: ['@maru/runtime', '@maru/chat', '@maru/domain', 'node:*', '*'], never: DRIVERS },
  { root: 'apps/admin', may: ['@maru/runtime', '@maru/chat', '@maru/domain', 'node:*', '*'], never: DRIVERS },
  { root: 'apps/web', may: ['@maru/domain', '*'], never: [...NEST, ...DRIVERS, 'ws'] },
  { root: 'apps/playground', may: ['*'], never: [...NEST, ...DRIVERS, 'ws'], specsMay: ['node:*'] },
  { root: 'apps/e2e', may: ['@maru/engines', 'node:*', '*'], never: [...NEST, ...DRIVERS] },
  { root: 'tools/engines', may: ['node:*', '*'] },
  {
    root: 'tools/bench',
    may: ['@maru/runtime', '@maru/chat', '@maru/domain', '@maru/engines', 'node:*', '*'],
    never: DRIVERS,
  },
  { root: 'tools', may: ['@maru/engines', 'node:*', '*'], specsMay: ['@maru/runtime'] },
];

/** What every spec may import, and every build configuration (*.config.ts): it runs on Node and never ships. */
export const EVERY_SPEC_MAY = ['vitest'];
export const EVERY_CONFIG_MAY = ['node:*', '*'];
