import { startDynamoDb, startElasticsearch } from '@maru/engines';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamoDbEndpoint: string;
    elasticsearchUrl: string;
  }
}

/** Starts what the clusters of all files share: engines that take long to start, and that namespaces keep apart. */
export default async function startSharedEngines(project: TestProject) {
  const [dynamoDb, elasticsearch] = await Promise.all([startDynamoDb(), startElasticsearch()]);
  project.provide('dynamoDbEndpoint', dynamoDb.endpoint);
  project.provide('elasticsearchUrl', elasticsearch.url);
  return async () => {
    await Promise.all([dynamoDb.stop(), elasticsearch.stop()]);
  };
}
