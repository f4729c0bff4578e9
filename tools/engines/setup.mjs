// Downloads everything that the engines need, and says what this machine still lacks.
import { makeCached } from './downloads/cache.mjs';
import { say } from './downloads/progress.mjs';
import { DYNAMODB } from './dynamodb/distribution.mjs';
import { ELASTICSEARCH } from './elasticsearch/distribution.mjs';
import { missingEngines } from './requirements.mjs';

const missing = await missingEngines();
for (const { engine, lacks } of missing) {
  for (const { what, howToGet } of lacks) say(`${engine} lacks ${what}: ${howToGet}`);
}
const can = (/** @type {string} */ name) => missing.every(({ engine }) => engine !== name);
if (can('dynamodb')) await makeCached(DYNAMODB);
if (can('elasticsearch')) await makeCached(ELASTICSEARCH);

if (missing.length === 0) say('redis, dynamodb, elasticsearch and nginx are ready to run');
else process.exitCode = 1;
