import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'cluster adapters',
    root: import.meta.dirname,
    include: ['src/**/*.engines.spec.ts'],
    globalSetup: 'src/testing/shared-engines.ts',
    // Engines are heavy: one file's at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    // The first start of an engine downloads it.
    hookTimeout: 900_000,
  },
});
