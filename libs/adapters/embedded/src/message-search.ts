import type { MessageSearch, SearchHit, SearchPage, SearchQuery } from '@maru/chat';
import {
  decodeSearchCursor,
  encodeSearchCursor,
  findPhrases,
  foldText,
  newestFirst,
  queryPhrases,
  type Message,
  type SearchPlace,
} from '@maru/domain';
import type { SqlConnection } from './database.ts';
import { END_OF_TIME, matchExpression, SearchTable } from './search-table.ts';

type Phrases = readonly (readonly string[])[];

/** Full text in SQLite's FTS5, with tokens of our own making. */
export class EmbeddedMessageSearch implements MessageSearch {
  readonly #table: SearchTable;

  constructor(connection: SqlConnection) {
    this.#table = new SearchTable(connection);
  }

  async index(messages: readonly Message[]): Promise<void> {
    this.#table.put(messages);
  }

  async search({ roomIds, text, limit, after }: SearchQuery): Promise<SearchPage> {
    const place = after === undefined ? undefined : decodeSearchCursor(after);
    const phrases = queryPhrases(foldText(text).text);
    if (phrases.length === 0 || roomIds.length === 0) return { hits: [], next: null };
    const found = this.#collect(matchExpression(roomIds, phrases), phrases, place, limit + 1);
    const hits = found.slice(0, limit);
    const last = hits.at(-1);
    return { hits, next: last && found.length > limit ? encodeSearchCursor(last.message) : null };
  }

  #collect(match: string, phrases: Phrases, after: SearchPlace | undefined, wanted: number): SearchHit[] {
    const hits: SearchHit[] = [];
    let below = after ? after.createdAt + 1 : END_OF_TIME;
    while (hits.length < wanted) {
      const messages = this.#table.newest(match, below, wanted);
      if (messages.length === 0) break;
      for (const message of messages.sort(newestFirst)) {
        below = message.createdAt;
        if (after && newestFirst(after, message) >= 0) continue;
        hits.push(...hitOf(message, phrases));
        if (hits.length === wanted) break;
      }
    }
    return hits;
  }
}

function hitOf(message: Message, phrases: Phrases): SearchHit[] {
  const highlights = findPhrases(foldText(message.body?.text ?? ''), phrases);
  return highlights ? [{ message, highlights }] : [];
}
