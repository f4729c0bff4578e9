import type { Cluster } from '../../topology/cluster.ts';
import type { Store } from '../harness/store.ts';

const MORE_THAN_ANY_ROOM_HAS = 10_000;
/** DynamoDB Local takes any. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

interface QueryAnswer {
  readonly Items: readonly { readonly item: { readonly S: string } }[];
  readonly LastEvaluatedKey?: object;
}

interface SearchAnswer {
  readonly hits: { readonly hits: readonly { readonly _id: string }[] };
}

/** DynamoDB and Elasticsearch, asked directly: without the faults that lie between them and the processes. */
export function clusterStore(cluster: Cluster): Store {
  const { dynamoDbEndpoint, elasticsearchUrl } = cluster.engines;
  const namespace = cluster.settings['MARU_NAMESPACE'] ?? '';
  return {
    async storedIds(roomId) {
      const ids = new Set<string>();
      for (let bucket = 0; ; bucket++) {
        const found = await queryItems(dynamoDbEndpoint, `${namespace}-messages`, `${roomId}#${bucket}`);
        for (const id of found) ids.add(id);
        if (found.length === 0) return ids;
      }
    },
    async indexedIds(roomId) {
      const body = { query: { term: { roomId } }, size: MORE_THAN_ANY_ROOM_HAS, _source: false };
      const { hits } = await postJson<SearchAnswer>(`${elasticsearchUrl}/${namespace}-messages/_search`, body);
      return new Set(hits.hits.map(({ _id }) => _id));
    },
  };
}

async function queryItems(endpoint: string, table: string, partition: string): Promise<string[]> {
  const ids: string[] = [];
  let after: object | undefined;
  do {
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: partition } },
      ...(after && { ExclusiveStartKey: after }),
    };
    const headers = { 'x-amz-target': 'DynamoDB_20120810.Query', authorization: AUTHORIZATION };
    const answer: QueryAnswer = await postJson(endpoint, query, {
      'content-type': 'application/x-amz-json-1.0',
      ...headers,
    });
    for (const { item } of answer.Items) ids.push((JSON.parse(item.S) as { id: string }).id);
    after = answer.LastEvaluatedKey;
  } while (after);
  return ids;
}

async function postJson<Answer>(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
