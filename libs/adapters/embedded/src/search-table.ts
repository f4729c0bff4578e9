import { compareRevisions, foldText, tokenize, type Message } from '@maru/domain';
import type { Query, SqlConnection } from './database.ts';
import { revisionOf, type RevisionRow } from './room-rows.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

interface MessageRow {
  readonly message: Json<Message>;
}

/** Bounds what one query can ask of the index; whoever reads the results looks at the whole phrases. */
const MAX_PHRASES = 32;
const MAX_PHRASE_TOKENS = 32;
/** createdAt values lie below; see the schema for slots. */
export const END_OF_TIME = 2 ** 42 - 1;

/** A room's token begins with a character that no word contains. */
const roomToken = (roomId: string) => `\uE000${Buffer.from(roomId).toString('hex')}`;
const quoted = (tokens: readonly string[]) => `"${tokens.join(' ')}"`;

/** A pair of CJK characters is a whole token: nothing longer begins with it, and looking it up exactly is quicker. */
const PAIR = /^[\p{scx=Han}\p{scx=Hangul}\p{scx=Hiragana}\p{scx=Katakana}]{2}$/u;

function phraseExpression(phrase: readonly string[]): string {
  const tokens = phrase.slice(0, MAX_PHRASE_TOKENS);
  return `words : ${quoted(tokens)}${PAIR.test(tokens.at(-1) ?? '') ? '' : ' *'}`;
}

/** The FTS5 expression: one of the rooms, and every phrase, its last token being a beginning. */
export function matchExpression(roomIds: readonly string[], phrases: readonly (readonly string[])[]): string {
  const rooms = roomIds.map((roomId) => quoted([roomToken(roomId)])).join(' OR ');
  return [`room : (${rooms})`, ...phrases.slice(0, MAX_PHRASES).map(phraseExpression)].join(' AND ');
}

/** The messages that can be found, in slots that descend from the newest, and the index over them. */
export class SearchTable {
  readonly #connection: SqlConnection;
  readonly #revision: Query<RevisionRow>;
  readonly #insert: Query<never>;
  readonly #update: Query<never>;
  readonly #removeWords: Query<never>;
  readonly #addWords: Query<never>;
  readonly #below: Query<MessageRow>;
  readonly #atInstant: Query<MessageRow>;

  constructor(connection: SqlConnection) {
    this.#connection = connection;
    this.#revision = connection.query('SELECT revision_epoch, revision_seq FROM search_messages WHERE id = ?');
    this.#insert = connection.query(
      `INSERT INTO search_messages (slot, id, created_at, revision_epoch, revision_seq, message)
       SELECT coalesce(max(slot) + 1, ?2 << 21), ?1, ?2, ?3, ?4, ?5
       FROM search_messages WHERE slot >= ?2 << 21 AND slot < (?2 + 1) << 21`,
    );
    this.#update = connection.query(
      'UPDATE search_messages SET revision_epoch = ?2, revision_seq = ?3, message = ?4 WHERE id = ?1',
    );
    const slot = '(SELECT slot FROM search_messages WHERE id = ?1)';
    this.#removeWords = connection.query(`DELETE FROM search_index WHERE rowid = ${slot}`);
    this.#addWords = connection.query(`INSERT INTO search_index (rowid, room, words) VALUES (${slot}, ?2, ?3)`);
    const matching = `SELECT message FROM search_index CROSS JOIN search_messages ON slot = search_index.rowid
       WHERE search_index MATCH ?1 AND search_index.rowid < ?2 << 21`;
    this.#below = connection.query(`${matching} ORDER BY search_index.rowid DESC LIMIT ?3`);
    this.#atInstant = connection.query(`${matching} AND search_index.rowid >= (?2 - 1) << 21`);
  }

  /** Has these messages and no others, when it returns; until then, and where it throws, everything is as it was. */
  replaceAll(batches: Iterable<readonly Message[]>): void {
    this.#connection.transaction(() => {
      this.#connection.exec('DELETE FROM search_index; DELETE FROM search_messages');
      for (const messages of batches) for (const message of messages) this.#putOne(message);
    });
  }

  put(messages: readonly Message[]): void {
    this.#connection.transaction(() => {
      for (const message of messages) this.#putOne(message);
    });
  }

  /**
   * Messages created before `below`, the newest; at least `count` where there are as many, and of the last one's instant all.
   */
  newest(match: string, below: number, count: number): Message[] {
    const found = this.#below.all(match, below, count).map(messageOf);
    const last = found.at(-1);
    if (!last || found.length < count) return found;
    const later = found.filter(({ createdAt }) => createdAt > last.createdAt);
    return [...later, ...this.#atInstant.all(match, last.createdAt + 1).map(messageOf)];
  }

  #putOne(message: Message): void {
    const { id, roomId, createdAt, revision, body } = message;
    const stored = this.#revision.get(id);
    if (stored && compareRevisions(revisionOf(stored), revision) >= 0) return;
    const json = body && toJson(message);
    if (stored) this.#removeWords.run(id);
    if (stored) this.#update.run(id, revision.epoch, revision.seq, json);
    else this.#insert.run(id, createdAt, revision.epoch, revision.seq, json);
    if (body) this.#addWords.run(id, roomToken(roomId), wordsOf(body.text));
  }
}

const messageOf = (row: MessageRow): Message => fromJson(row.message);
const wordsOf = (text: string) =>
  tokenize(foldText(text).text)
    .map((token) => token.text)
    .join(' ');
