import type { Cluster } from '../topology/cluster.ts';

/** A message as a store has it: its id, its revision, and everything else. */
export interface StoredMessage {
  readonly kind: string;
  readonly id: string;
  readonly roomId: string;
  readonly revision: { readonly epoch: number; readonly seq: number };
}

/** DynamoDB Local takes any. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20200101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
const DOCUMENTS_AT_ONCE = 5_000;

interface ScanAnswer {
  readonly Items: readonly { readonly item?: { readonly S: string } }[];
  readonly LastEvaluatedKey?: object;
}

interface SearchAnswer {
  readonly hits: { readonly hits: readonly { readonly _source: StoredMessage; readonly sort: unknown[] }[] };
}

/** All messages in DynamoDB, by their ids, as they are now. */
export async function messagesInDynamoDb({ settings, engines }: Cluster): Promise<Map<string, StoredMessage>> {
  const found = new Map<string, StoredMessage>();
  let ExclusiveStartKey: object | undefined;
  do {
    const scan = { TableName: `${settings['MARU_NAMESPACE']}-messages`, ConsistentRead: true, ExclusiveStartKey };
    const headers = { 'x-amz-target': 'DynamoDB_20120810.Scan', authorization: AUTHORIZATION };
    const answer = await post<ScanAnswer>(engines.dynamoDbEndpoint, scan, 'application/x-amz-json-1.0', headers);
    for (const { item } of answer.Items) {
      if (!item) continue;
      const message = JSON.parse(item.S) as StoredMessage;
      if (message.kind === 'message' && !isOlder(message, found.get(message.id))) found.set(message.id, message);
    }
    ExclusiveStartKey = answer.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
}

const isOlder = ({ revision }: StoredMessage, than: StoredMessage | undefined) =>
  than !== undefined &&
  (revision.epoch < than.revision.epoch ||
    (revision.epoch === than.revision.epoch && revision.seq < than.revision.seq));

/** All messages that Elasticsearch searches, by their ids. */
export async function messagesInElasticsearch({ settings, engines }: Cluster): Promise<Map<string, StoredMessage>> {
  const index = `${engines.elasticsearchUrl}/${settings['MARU_NAMESPACE']}-messages`;
  await fetch(`${index}/_refresh`, { method: 'POST' });
  const found = new Map<string, StoredMessage>();
  let search_after: unknown[] | undefined;
  do {
    const body = { size: DOCUMENTS_AT_ONCE, sort: ['id'], search_after };
    const { hits } = (await post<SearchAnswer>(`${index}/_search`, body)).hits;
    for (const { _source } of hits) found.set(_source.id, _source);
    search_after = hits.at(-1)?.sort;
  } while (search_after);
  return found;
}

/** Takes documents out of the live index, behind the back of everybody. */
export async function loseInElasticsearch({ settings, engines }: Cluster, ids: readonly string[]): Promise<void> {
  const lines = ids.map((_id) => JSON.stringify({ delete: { _index: `${settings['MARU_NAMESPACE']}-messages`, _id } }));
  await fetch(`${engines.elasticsearchUrl}/_bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: `${lines.join('\n')}\n`,
  });
}

async function post<Answer>(
  url: string,
  body: object,
  contentType = 'application/json',
  headers: Record<string, string> = {},
): Promise<Answer> {
  const content = { 'content-type': contentType, ...headers };
  const answer = await fetch(url, { method: 'POST', headers: content, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
