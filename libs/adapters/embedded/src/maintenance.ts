import { setTimeout } from 'node:timers/promises';
import { eventHandlers, type Maintenance, type Ports } from '@maru/chat';
import type { Message, TimelineItem } from '@maru/domain';
import type { SqlConnection } from './database.ts';
import { SearchTable } from './search-table.ts';
import { fromJson, type Json } from './stored-json.ts';

interface StoredItemRow {
  readonly room_id: string;
  readonly number: number;
  readonly item: Json<TimelineItem>;
}

const ITEMS_AT_ONCE = 1_000;
const LOOK_EVERY_MS = 50;

/** What is done to a data folder by command. */
export function embeddedMaintenance(connection: SqlConnection, ports: Ports): Maintenance {
  return {
    async logLength() {
      return connection.query<{ length: number }>('SELECT count(*) AS length FROM events').get()?.length ?? 0;
    },
    async rebuildSearch(onProgress) {
      await storeEverything(ports, (unstored) => onProgress({ phase: 'catching_up', unstored }));
      const batches = storedMessages(connection, (messages) => onProgress({ phase: 'indexing', messages }));
      new SearchTable(connection).replaceAll(batches);
    },
  };
}

/** Nobody else does it: one process at a time works on a data folder. */
async function storeEverything({ roomEvents, ...ports }: Ports, onWaiting: (events: number) => void): Promise<void> {
  const consumption = await roomEvents.consume('persist', eventHandlers.persist({ roomEvents, ...ports }));
  try {
    for (let lag: number; (lag = await roomEvents.lag('persist')) > 0; await setTimeout(LOOK_EVERY_MS)) onWaiting(lag);
  } finally {
    await consumption.stop();
  }
}

function* storedMessages(connection: SqlConnection, onRead: (messages: number) => void): Generator<Message[]> {
  const read = connection.query<StoredItemRow>(
    'SELECT room_id, number, item FROM timeline_items WHERE (room_id, number) > (?, ?) ORDER BY room_id, number LIMIT ?',
  );
  let count = 0;
  let last = { room_id: '', number: 0 };
  for (;;) {
    const rows = read.all(last.room_id, last.number, ITEMS_AT_ONCE);
    const messages = rows.map(({ item }) => fromJson(item)).filter((item) => item.kind === 'message');
    yield messages;
    onRead((count += messages.length));
    last = rows.at(-1) ?? last;
    if (rows.length < ITEMS_AT_ONCE) return;
  }
}
