import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'e2e',
    include: ['src/**/*.e2e.spec.ts'],
    // Each file runs its own server: more of them at once than processors would only disturb each other.
    maxWorkers: 2,
    // After all others: they need the processors for themselves.
    sequence: { groupOrder: 1 },
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
