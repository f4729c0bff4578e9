import type { MessageStore, PageRange } from '@maru/chat';
import { decodeItemId, type TimelineItem } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import type { GroupCommit } from './group-commit.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

interface ItemRow {
  readonly item: Json<TimelineItem>;
}

/** The history of all rooms, in a table whose key is the place in the timeline. */
export class EmbeddedMessageStore implements MessageStore {
  readonly #commit: GroupCommit;
  readonly #put: Query<never>;
  readonly #before: Query<ItemRow>;
  readonly #after: Query<ItemRow>;
  readonly #item: Query<ItemRow>;

  constructor(connection: SqlConnection, commit: GroupCommit) {
    this.#commit = commit;
    this.#put = connection.query(
      `INSERT INTO timeline_items VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET id = excluded.id, item = excluded.item,
         revision_epoch = excluded.revision_epoch, revision_seq = excluded.revision_seq
       WHERE (excluded.revision_epoch, excluded.revision_seq) > (revision_epoch, revision_seq)`,
    );
    const inRoom = 'SELECT item FROM timeline_items WHERE room_id = ?';
    this.#before = connection.query(`${inRoom} AND number < ? ORDER BY number DESC LIMIT ?`);
    this.#after = connection.query(`${inRoom} AND number > ? ORDER BY number LIMIT ?`);
    this.#item = connection.query(`${inRoom} AND number = ? AND id = ?`);
  }

  put(items: readonly TimelineItem[]): Promise<void> {
    return this.#commit.write(() => {
      for (const item of items) {
        const { roomId, number, id, revision } = item;
        this.#put.run(roomId, number, id, revision.epoch, revision.seq, toJson(item));
      }
    });
  }

  async page(roomId: string, range: PageRange): Promise<readonly TimelineItem[]> {
    if ('after' in range) return this.#after.all(roomId, range.after, range.limit).map(itemOf);
    return this.#before.all(roomId, range.before, range.limit).map(itemOf).reverse();
  }

  async get(id: string): Promise<TimelineItem | undefined> {
    const address = decodeItemId(id);
    const row = address && this.#item.get(address.roomId, address.number, id);
    return row && itemOf(row);
  }
}

const itemOf = (row: ItemRow): TimelineItem => fromJson(row.item);
