import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'engines',
    root: import.meta.dirname,
    include: ['**/*.engines.spec.ts'],
    // One engine at a time: a machine with two processors has no room for more.
    fileParallelism: false,
    // Last, and for itself.
    sequence: { groupOrder: 2 },
    testTimeout: 60_000,
    // The first start downloads.
    hookTimeout: 900_000,
  },
});
