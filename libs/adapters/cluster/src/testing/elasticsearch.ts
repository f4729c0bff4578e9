import { randomUUID } from 'node:crypto';
import type { EpochSpan } from '@maru/domain';
import { inject, onTestFinished } from 'vitest';
import { openElasticsearch } from '../elasticsearch-client.ts';
import { ClusterMessageSearch } from '../message-search.ts';
import { SearchIndex } from '../search-index.ts';
import { removeSearch } from './remove-search.ts';

/** The search of the running test, over an index that nobody prepared. @param url where requests go, if not straight to the engine */
export function openSearchForTest({
  url = inject('elasticsearchUrl'),
  namespace = `test-${randomUUID()}`,
  epochs = [],
}: { url?: string; namespace?: string; epochs?: readonly EpochSpan[] } = {}) {
  const client = openElasticsearch(url);
  const index = new SearchIndex(client, namespace);
  onTestFinished(async () => {
    await removeSearch(inject('elasticsearchUrl'), namespace);
    await client.close();
  });
  const refresh = () => client.indices.refresh({ index: index.readAlias });
  return { client, index, search: new ClusterMessageSearch(client, index, async () => epochs), namespace, refresh };
}
