/** What is stored of a room behind the API. */
export interface Store {
  /** Ids of the timeline items that the message store has. */
  storedIds(roomId: string): Promise<ReadonlySet<string>>;
  /** Ids of the messages that the search index has. */
  indexedIds(roomId: string): Promise<ReadonlySet<string>>;
}
