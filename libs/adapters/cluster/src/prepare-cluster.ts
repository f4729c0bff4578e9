import type { ClusterEngines } from './connections.ts';
import { openDynamo } from './dynamodb-client.ts';
import { prepareTables } from './dynamodb-tables.ts';
import { openElasticsearch, orUnavailable } from './elasticsearch-client.ts';
import { orNotReady } from './not-ready.ts';
import { SearchIndex } from './search-index.ts';
import { tablesOf } from './tables.ts';

/**
 * Creates and migrates tables and indices. Safe to repeat, also from several processes at once.
 * @returns whether the search is of this version; where it is not, it serves as it is, and should be rebuilt
 * @throws StorageNotReady
 */
export async function prepareCluster(engines: Omit<ClusterEngines, 'redisUrl'>): Promise<{ searchIsCurrent: boolean }> {
  const { dynamoDbEndpoint, elasticsearchUrl, namespace } = engines;
  const dynamo = openDynamo(dynamoDbEndpoint);
  const elasticsearch = openElasticsearch(elasticsearchUrl);
  try {
    const search = new SearchIndex(elasticsearch, namespace);
    const [searchIsCurrent] = await Promise.all([
      orNotReady('elasticsearch', orUnavailable(search.prepare())),
      orNotReady('dynamodb', prepareTables(dynamo, Object.values(tablesOf(namespace)))),
    ]);
    return { searchIsCurrent };
  } finally {
    dynamo.destroy();
    await elasticsearch.close();
  }
}
