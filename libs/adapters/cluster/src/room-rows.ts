import type { EpochSpan, LogEnd, RoomEvent } from '@maru/domain';
import type { TableDefinition } from './dynamodb-tables.ts';
import { revisionKey } from './sort-keys.ts';
import type { Json } from './stored-json.ts';

/** How far a room's events are in the store, all of them up to there; and which epochs it had. Partition `room`, sort key `head`. */
export interface HeadRow {
  readonly pk: string;
  readonly sk: 'head';
  /** Counts the changes of this row: whoever writes it has seen the one before. */
  readonly version: number;
  readonly head: Json<StoredHead>;
}

export interface StoredHead {
  readonly epochs: readonly EpochSpan[];
  /** Absent while no event is stored. */
  readonly end?: LogEnd;
  /** The event that made the room's last message, or its latest revision. */
  readonly last?: RoomEvent;
}

/**
 * An event that changed records of its room: they are what these events say, one after the other (`recordChanges`).
 * Partition `room`, sort key `change#<revision>`; never changed.
 */
export interface ChangeRow {
  readonly pk: string;
  readonly sk: string;
  readonly event: Json<RoomEvent>;
}

export const roomTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk', sortKey: 'sk' });

export const CHANGE = 'change#';
export const changeKey = (event: RoomEvent): string => `${CHANGE}${revisionKey(event)}`;
