import { GetCommand, PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isKnownEvent, isLost, recordChanges, type EpochSpan, type RoomEvent } from '@maru/domain';
import { putRows } from './dynamodb-batches.ts';
import { StaleRead, untilItHolds, whereHolds } from './dynamodb-conditions.ts';
import { inLanes } from './lanes.ts';
import { CHANGE, changeKey, type ChangeRow, type HeadRow, type StoredHead } from './room-rows.ts';
import { headAfter } from './stored-head.ts';
import { fromJson, toJson } from './stored-json.ts';

const LANES = 8;

/** A head as it was read, and which version of it that was; version 0: there is none. */
export interface ReadHead {
  readonly version: number;
  readonly head: StoredHead;
}

/** What is left of rooms when Redis is lost: written behind the log, in its order. */
export class StoredRooms {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Strongly consistent. */
  async head(roomId: string): Promise<ReadHead> {
    const Key = { pk: roomId, sk: 'head' };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }));
    const row = Item as HeadRow | undefined;
    return row ? { version: row.version, head: fromJson(row.head) } : { version: 0, head: { epochs: [] } };
  }

  /** Says which epochs the room has. False where its head has changed since it was read. */
  putEpochs(roomId: string, { version, head }: ReadHead, epochs: readonly EpochSpan[]): Promise<boolean> {
    return this.#putHead(roomId, version, { ...head, epochs });
  }

  /**
   * Keeps what these events did to their rooms: in the order of the log, and after the events before them. Safe to repeat. Events that a lost
   * epoch took with it do nothing. When it resolves, the rooms can be had again without their log.
   */
  async keep(events: readonly RoomEvent[]): Promise<void> {
    const changes = events.filter((event) => isKnownEvent(event) && recordChanges(event).length > 0);
    await putRows(this.#client, this.#table, changes.map(rowOf));
    const rooms = new Map<string, RoomEvent[]>();
    for (const event of events) rooms.set(event.roomId, [...(rooms.get(event.roomId) ?? []), event]);
    // Heads last: what a head says to be here, is here.
    await inLanes(LANES, [...rooms], ([roomId, ofRoom]) => this.#advance(roomId, ofRoom));
  }

  /** All events that changed the room's records, in their order, up to its head. */
  async changes(roomId: string, { epochs, end }: StoredHead): Promise<RoomEvent[]> {
    const events: RoomEvent[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const command = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :change)',
        ExpressionAttributeValues: { ':pk': roomId, ':change': CHANGE },
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      });
      const page = await this.#client.send(command);
      events.push(...((page.Items ?? []) as ChangeRow[]).map((row) => fromJson(row.event)));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return events.filter((event) => !isLost(epochs, event) && event.seq <= (end?.seq ?? 0));
  }

  #advance(roomId: string, events: readonly RoomEvent[]): Promise<void> {
    return untilItHolds(async () => {
      const { version, head } = await this.head(roomId);
      const next = headAfter(head, events);
      if (next !== head && !(await this.#putHead(roomId, version, next)))
        throw new StaleRead('Somebody else has written this head.');
    });
  }

  #putHead(roomId: string, version: number, head: StoredHead): Promise<boolean> {
    const row: HeadRow = { pk: roomId, sk: 'head', version: version + 1, head: toJson(head) };
    const command = new PutCommand({
      TableName: this.#table,
      Item: { ...row },
      ConditionExpression: version === 0 ? 'attribute_not_exists(pk)' : 'version = :version',
      ...(version > 0 && { ExpressionAttributeValues: { ':version': version } }),
    });
    return whereHolds(this.#client.send(command));
  }
}

const rowOf = (event: RoomEvent): ChangeRow => ({ pk: event.roomId, sk: changeKey(event), event: toJson(event) });
