import { openElasticsearch } from '../elasticsearch-client.ts';

/** Removes what a namespace has in Elasticsearch, which others use too. One by one: it takes no pattern for an index to delete. */
export async function removeSearch(url: string, namespace: string): Promise<void> {
  const client = openElasticsearch(url);
  try {
    const names = (await client.indices.resolveIndex({ name: `${namespace}-*` })).indices.map(({ name }) => name);
    if (names.length > 0) await client.indices.delete({ index: names });
    await client.indices.deleteIndexTemplate({ name: `${namespace}-*` }, { ignore: [404] });
  } finally {
    await client.close();
  }
}
