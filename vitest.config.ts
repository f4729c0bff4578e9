import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const never = ['**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    // Two workers keep a machine with two processors busy; more than four only disturb each other's time-outs.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism() - 1)),
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,libs,tools}/**/*.unit.spec.ts'],
          exclude: never,
          testTimeout: 10_000,
        },
      },
      {
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
