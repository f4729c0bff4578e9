import { startDynamoDb, startElasticsearch } from '@maru/engines';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    dynamoDbEndpoint: string;
    elasticsearchUrl: string;
  }
}

/**
 * Starts what all files share: engines that take long to start, and that namespaces keep apart. Those that `DYNAMODB_ENDPOINT` and `ELASTICSEARCH_URL`
 * name are used instead, and left running.
 */
export default async function startSharedEngines(project: TestProject) {
  const { DYNAMODB_ENDPOINT, ELASTICSEARCH_URL } = process.env;
  if (DYNAMODB_ENDPOINT && ELASTICSEARCH_URL) {
    project.provide('dynamoDbEndpoint', DYNAMODB_ENDPOINT);
    project.provide('elasticsearchUrl', ELASTICSEARCH_URL);
    return;
  }
  const [dynamoDb, elasticsearch] = await Promise.all([startDynamoDb(), startElasticsearch()]);
  project.provide('dynamoDbEndpoint', dynamoDb.endpoint);
  project.provide('elasticsearchUrl', elasticsearch.url);
  return async () => {
    await Promise.all([dynamoDb.stop(), elasticsearch.stop()]);
  };
}
