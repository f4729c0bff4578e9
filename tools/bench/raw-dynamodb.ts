/** An item as DynamoDB's own JSON has it. */
export type RawItem = Readonly<Record<string, unknown>>;

const KEY = [
  { AttributeName: 'pk', KeyType: 'HASH' },
  { AttributeName: 'sk', KeyType: 'RANGE' },
];
const BATCH = 25;
/** DynamoDB Local wants the form of a signature and checks none. */
const UNCHECKED =
  'AWS4-HMAC-SHA256 Credential=bench/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** DynamoDB Local without any driver: what it could do for somebody who needs nothing else. */
export class RawDynamoDb {
  constructor(private readonly endpoint: string) {}

  /** The newest `limit` items below a sort key. */
  async queryBelow(table: string, pk: string, sk: string, limit: number): Promise<readonly RawItem[]> {
    const { Items } = await this.#call('Query', {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk < :sk',
      ExpressionAttributeValues: { ':pk': { S: pk }, ':sk': { S: sk } },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    return Items as RawItem[];
  }

  async allItems(table: string): Promise<RawItem[]> {
    const items: RawItem[] = [];
    let start: unknown;
    do {
      const answer = await this.#call('Scan', {
        TableName: table,
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      items.push(...(answer['Items'] as RawItem[]));
      start = answer['LastEvaluatedKey'];
    } while (start !== undefined);
    return items;
  }

  async createTable(name: string): Promise<void> {
    await this.#call('CreateTable', {
      TableName: name,
      KeySchema: KEY,
      AttributeDefinitions: KEY.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
      BillingMode: 'PAY_PER_REQUEST',
    });
  }

  /** A BatchWrite loop: 25 items a request, so many requests at once. */
  async write(table: string, items: readonly RawItem[], atOnce: number): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < items.length) {
        const batch = items.slice(next, (next += BATCH));
        await this.#call('BatchWriteItem', {
          RequestItems: { [table]: batch.map((item) => ({ PutRequest: { Item: item } })) },
        });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  }

  async #call(action: string, body: unknown): Promise<Record<string, unknown>> {
    const answer = await fetch(this.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `DynamoDB_20120810.${action}`,
        authorization: UNCHECKED,
      },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${action}: ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  }
}
