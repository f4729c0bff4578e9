import type { FoundRoom, SearchResult } from './search-documents.ts';

/** What was found in one room, newest first. */
export interface ResultGroup {
  readonly room: FoundRoom;
  readonly results: readonly SearchResult[];
}

/**
 * The groups after one more page: its results by room, the room of the newest one first. What is shown stays where it is:
 * a page lengthens the last group at most, so a room that comes again later gets another group.
 */
export function withPage(groups: readonly ResultGroup[], page: readonly SearchResult[]): ResultGroup[] {
  const byRoom = new Map<string, ResultGroup>();
  const last = groups.at(-1);
  if (last) byRoom.set(last.room.id, last);
  for (const result of page) {
    const group = byRoom.get(result.room.id);
    byRoom.set(result.room.id, { room: result.room, results: [...(group?.results ?? []), result] });
  }
  return [...groups.slice(0, -1), ...byRoom.values()];
}
