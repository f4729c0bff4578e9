// Runs a DynamoDB and an Elasticsearch until Ctrl-C, and prints what to put into the environment of tests to use them instead of their own.
import { once } from 'node:events';
import { startDynamoDb, startElasticsearch } from './engines.mjs';

const [dynamoDb, elasticsearch] = await Promise.all([
  startDynamoDb({ longRunning: true }),
  startElasticsearch({ longRunning: true }),
]);
console.log(`export DYNAMODB_ENDPOINT=${dynamoDb.endpoint}\nexport ELASTICSEARCH_URL=${elasticsearch.url}`);
await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await Promise.all([dynamoDb.stop(), elasticsearch.stop()]);
