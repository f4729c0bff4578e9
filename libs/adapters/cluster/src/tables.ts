import type { TableDefinition } from './dynamodb-tables.ts';
import { messageTable } from './message-rows.ts';

/** The tables of one deployment. What a row of each holds is said where it is read and written. */
export interface Tables {
  /** Timeline items: message-rows.ts. */
  readonly messages: TableDefinition;
  /** Rooms, as far as the group `persist` got: room-rows.ts. */
  readonly rooms: TableDefinition;
  /** What the first use of each dedupe key led to, for ever: first-result-rows.ts. */
  readonly firstResults: TableDefinition;
  /** The epoch of each partition of the log: partition-epochs.ts. */
  readonly partitions: TableDefinition;
  /** What users keep about rooms: user-room-rows.ts. */
  readonly userRooms: TableDefinition;
}

/** @param namespace keeps deployments apart that share a DynamoDB */
export const tablesOf = (namespace: string): Tables => ({
  messages: messageTable(`${namespace}-messages`),
  rooms: { name: `${namespace}-rooms`, partitionKey: 'roomId', sortKey: 'row' },
  firstResults: { name: `${namespace}-first-results`, partitionKey: 'command', sortKey: 'revision' },
  partitions: { name: `${namespace}-partitions`, partitionKey: 'partition' },
  userRooms: { name: `${namespace}-user-rooms`, partitionKey: 'userId', sortKey: 'row' },
});
