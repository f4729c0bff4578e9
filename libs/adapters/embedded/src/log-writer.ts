import type { AppendCommand, Appended, Clock } from '@maru/chat';
import { messageOf, stampAll, type LogEnd, type Message, type RoomEvent } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import { FirstResults } from './first-results.ts';
import { LogTrim } from './log-trim.ts';
import { RoomRecords } from './room-records.ts';
import type { HeadRow } from './room-rows.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

export interface LogSettings {
  readonly epoch: number;
  readonly hotWindow: number;
  readonly clock: Clock;
}

interface Head {
  readonly end: LogEnd;
  readonly lastMessage: Json<Message> | null;
}

/** One append, step by step, inside a transaction that somebody else begins and commits. */
export class LogWriter {
  readonly #settings: LogSettings;
  readonly #firstResults: FirstResults;
  readonly #records: RoomRecords;
  readonly #trim: LogTrim;
  readonly #head: Query<HeadRow>;
  readonly #putHead: Query<never>;
  readonly #beginEpoch: Query<never>;
  readonly #putEvent: Query<never>;
  readonly #redactMessage: Query<never>;
  readonly #redactEdits: Query<never>;

  constructor(connection: SqlConnection, settings: LogSettings) {
    this.#settings = settings;
    this.#firstResults = new FirstResults(connection);
    this.#records = new RoomRecords(connection);
    this.#trim = new LogTrim(connection, settings.hotWindow);
    this.#head = connection.query('SELECT * FROM heads WHERE room_id = ?');
    this.#putHead = connection.query('INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?, ?)');
    this.#beginEpoch = connection.query('INSERT INTO epochs (room_id, epoch, first_seq) VALUES (?, ?, ?)');
    this.#putEvent = connection.query(
      'INSERT INTO events (room_id, seq, number, about_seq, event, carrier) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const redact = `UPDATE events SET event = json_replace(event, '$.body', json('{"text":""}')) WHERE room_id = ?`;
    this.#redactMessage = connection.query(`${redact} AND seq = ?`);
    this.#redactEdits = connection.query(`${redact} AND about_seq = ?`);
  }

  append(command: AppendCommand): Appended {
    const first = this.#firstResults.find(command);
    if (first) return { events: first, repeated: true };
    const { roomId, actorId, changes, guards, carrier = null } = command;
    this.#records.check(roomId, guards);
    const head = this.#currentHead(roomId);
    const events = stampAll(changes, roomId, actorId, head.end, this.#settings.clock());
    for (const event of events) this.#put(event, carrier);
    this.#moveHead(events.at(-1) ?? events[0], events.reduce(lastMessageAfter, head.lastMessage));
    this.#firstResults.remember(command, head.end, events[0].createdAt);
    return { events, repeated: false };
  }

  /** A room whose last event is of another epoch begins the present one here. */
  #currentHead(roomId: string): Head {
    const { epoch } = this.#settings;
    const row = this.#head.get(roomId);
    const { seq, number, message_count: messageCount, created_at: createdAt } = row ?? NOTHING_YET;
    if (row?.epoch !== epoch) this.#beginEpoch.run(roomId, epoch, seq + 1);
    return { end: { epoch, seq, number, messageCount, createdAt }, lastMessage: row?.last_message ?? null };
  }

  #put(event: RoomEvent, carrier: string | null): void {
    const about = event.kind === 'message_edited' || event.kind === 'message_deleted' ? event.origin.seq : null;
    this.#putEvent.run(event.roomId, event.seq, event.number, about, toJson(event), carrier);
    if (event.kind === 'message_deleted') this.#redact(event.roomId, event.origin.seq);
    this.#records.apply(event);
    this.#trim.appended(event.roomId, event.seq);
  }

  /** Takes the text of a message out of what can still be replayed. */
  #redact(roomId: string, seq: number): void {
    this.#redactMessage.run(roomId, seq);
    this.#redactEdits.run(roomId, seq);
  }

  #moveHead(
    { roomId, epoch, seq, number, messageCount, createdAt }: RoomEvent,
    lastMessage: HeadRow['last_message'],
  ): void {
    this.#putHead.run(roomId, epoch, seq, number, messageCount, createdAt, lastMessage);
  }
}

const NOTHING_YET = { seq: 0, number: 0, message_count: 0, created_at: 0 };

/** The room's last message as an event leaves it: a new one, or a newer revision of the same. */
function lastMessageAfter(last: Json<Message> | null, event: RoomEvent): Json<Message> | null {
  if (event.kind === 'message_posted') return toJson(messageOf(event));
  if (last === null || (event.kind !== 'message_edited' && event.kind !== 'message_deleted')) return last;
  const present = fromJson(last);
  const revised = messageOf(event);
  return revised.id === present.id ? toJson(revised) : last;
}
