import { defineConfig } from 'vitest/config';

/** Engines that run already are used, and left running. */
const { DYNAMODB_ENDPOINT: dynamoDbEndpoint, ELASTICSEARCH_URL: elasticsearchUrl } = process.env;
const engines =
  dynamoDbEndpoint && elasticsearchUrl
    ? { provide: { dynamoDbEndpoint, elasticsearchUrl } }
    : { globalSetup: 'src/testing/shared-engines.ts' };

export default defineConfig({
  test: {
    name: 'cluster adapters',
    root: import.meta.dirname,
    include: ['src/**/*.engines.spec.ts'],
    ...engines,
    // Engines are heavy; and tests of failures wait most of their time.
    maxWorkers: 2,
    testTimeout: 60_000,
    // The first start of an engine downloads it.
    hookTimeout: 900_000,
  },
});
