export { startDynamoDb } from './dynamodb/dynamodb.mjs';
export { startElasticsearch } from './elasticsearch/elasticsearch.mjs';
export { startNginx } from './nginx/nginx.mjs';
export { startRedisCluster } from './redis/cluster.mjs';
export { startRedis } from './redis/redis.mjs';
export { startRedisWithSentinels } from './redis/sentinel.mjs';
export { missingEngines } from './requirements.mjs';
