import type { ConsumerGroup } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import type { FirstResult } from './first-result.ts';
import { fromJson, type Json } from './stored-json.ts';
import { fieldOf, type StreamEntry } from './stream-entry.ts';

/** An entry of a partition's stream. */
export interface LogEntry {
  /** Its place in the partition: 1, 2, 3 … */
  readonly offset: string;
  readonly json: Json<RoomEvent>;
  readonly event: RoomEvent;
  /** What the dedupe key of its command leads to; with the command's last event. */
  readonly firstResult?: { readonly key: string; readonly first: Json<FirstResult> };
  /** What its append sent along. */
  readonly carrier?: string;
  /** The only group that it is for. */
  readonly only?: ConsumerGroup;
}

export function logEntryOf(entry: StreamEntry): LogEntry {
  const json = fieldOf(entry, 'event') ?? '';
  const key = fieldOf(entry, 'key');
  const first = fieldOf(entry, 'first');
  const only = fieldOf(entry, 'only');
  const carrier = fieldOf(entry, 'carrier');
  return {
    offset: entry[0].slice(0, entry[0].indexOf('-')),
    json,
    event: fromJson<RoomEvent>(json),
    ...(key !== undefined && first !== undefined && { firstResult: { key, first } }),
    ...(carrier !== undefined && { carrier }),
    // Written by the script that replays dead letters, for the group whose they were.
    ...(only !== undefined && { only: only as ConsumerGroup }),
  };
}
