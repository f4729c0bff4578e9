import type { TimelineItem } from '@maru/domain';

/** A page of a room's timeline: by number, exclusive of the bound. */
export type PageRange =
  { readonly before: number; readonly limit: number } | { readonly after: number; readonly limit: number };

/**
 * The history of all rooms: timeline items by their dense number.
 *
 * - `put` is **idempotent**, in any order: of one item the newest revision stays, also when the creation comes late or again.
 * - **Durable** when `put` resolves; read at once by every node.
 * - A page costs the same in a room of a thousand items and in one of a million, first or deep.
 */
export interface MessageStore {
  put(items: readonly TimelineItem[]): Promise<void>;
  /** Ascending by number. `before`: the last `limit` below it; `after`: the first `limit` above it. */
  page(roomId: string, range: PageRange): Promise<readonly TimelineItem[]>;
  /** The item's newest revision; undefined where the id names nothing that is stored. */
  get(id: string): Promise<TimelineItem | undefined>;
}
