import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**'];

// Packages load graphql's CommonJS form; the sources under test would get the other one, and errors of the one are no errors of the other.
const resolve = { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] };

export default defineConfig({
  test: {
    // Two workers keep a machine with two processors busy; more than four only disturb each other's time-outs.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{apps,libs,tools}/**/*.unit.spec.ts'],
          exclude: never,
          // Style sheets are left out, unless a test reads them as text.
          css: { include: [/\?raw$/] },
          testTimeout: 10_000,
        },
      },
      {
        resolve,
        test: {
          name: 'int',
          include: ['{apps,libs,tools}/**/*.int.spec.ts'],
          exclude: never,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      'apps/e2e/vitest.config.ts',
    ],
  },
});
