import { defineConfig } from 'vitest/config';

const {
  MARU_E2E_TOPOLOGY: topology,
  DYNAMODB_ENDPOINT: dynamoDbEndpoint,
  ELASTICSEARCH_URL: elasticsearchUrl,
} = process.env;

/** What a cluster needs besides its Redis. Engines that run already are used, and left running. */
function engines() {
  if (topology !== 'cluster') return {};
  if (dynamoDbEndpoint && elasticsearchUrl) return { provide: { dynamoDbEndpoint, elasticsearchUrl } };
  return { globalSetup: 'src/topology/shared-engines.ts' };
}

export default defineConfig({
  root: import.meta.dirname,
  test: {
    name: 'e2e',
    ...engines(),
    include: ['src/**/*.e2e.spec.ts'],
    // Each file runs its own server: more of them at once than processors would only disturb each other.
    maxWorkers: 2,
    // After all others: they need the processors for themselves.
    sequence: { groupOrder: 1 },
    // Many times what they take on a quiet machine: what is too slow for its promise says so itself.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 10_000 } },
  },
});
