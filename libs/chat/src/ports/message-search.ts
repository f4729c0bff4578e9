import type { Message, TextRange } from '@maru/domain';

export interface SearchQuery {
  /** Nothing outside of these rooms is ever found. */
  readonly roomIds: readonly string[];
  /** Text, without any syntax: its words must all be found. */
  readonly text: string;
  readonly limit: number;
  /** Goes on after the page that ended there (`SearchPage.next`). */
  readonly after?: string;
}

export interface SearchHit {
  readonly message: Message;
  /** Where the words were found: ascending, not overlapping, at least one. */
  readonly highlights: readonly TextRange[];
}

export interface SearchPage {
  readonly hits: readonly SearchHit[];
  /** Null where there is no more. */
  readonly next: string | null;
}

/**
 * Finds messages by their text.
 *
 * - `index` is **idempotent**: of one message the newest revision wins, in whatever order revisions come; a deleted one is never found again.
 * - **Found within 5 s** of `index`. Newest first (`createdAt`, then `seq`, then id: in a room, the order of its log), by everybody alike.
 * - Any case and width; words and beginnings of words; any substring of a run of CJK text of two characters or more.
 */
export interface MessageSearch {
  index(messages: readonly Message[]): Promise<void>;
  /** @throws ChatError BAD_USER_INPUT where `after` is not a cursor of ours */
  search(query: SearchQuery): Promise<SearchPage>;
}
