import { defineConfig } from 'vitest/config';

/** What needs real engines: the adapters of the cluster, the scenarios on a cluster (MARU_E2E_TOPOLOGY=cluster), and the engines' own starters. */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: ['libs/adapters/cluster/vitest.config.ts', 'apps/e2e/vitest.config.ts', 'tools/engines/vitest.config.ts'],
  },
});
