import { missingEngines, startDynamoDb, startElasticsearch } from '@maru/engines';

const NAMES = { redis: 'Redis', dynamodb: 'DynamoDB Local', elasticsearch: 'Elasticsearch with nori', nginx: 'NGINX' };

/** What cannot run here, and what to do about it: a line each. Nothing where all engines can run. */
export async function whatIsMissing() {
  const missing = await missingEngines();
  return missing.flatMap(({ engine, lacks }) =>
    lacks.map(({ what, howToGet }) => `${NAMES[engine]} lacks ${what}: ${howToGet}`),
  );
}

export const ALL_ENGINES = Object.values(NAMES).join(', ');

/**
 * Runs the engines that take long to start while something else uses them.
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} use gets the variables that name them
 */
export async function withEngines(use) {
  const engines = await Promise.all([startDynamoDb({ longRunning: true }), startElasticsearch({ longRunning: true })]);
  const [dynamoDb, elasticsearch] = engines;
  try {
    return await use({ DYNAMODB_ENDPOINT: dynamoDb.endpoint, ELASTICSEARCH_URL: elasticsearch.url });
  } finally {
    await Promise.all(engines.map((engine) => engine.stop()));
  }
}
