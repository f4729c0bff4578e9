import { badInput, mayRead, type Session } from '@maru/domain';
import type { Core } from '../core.ts';
import type { SearchPage } from '../ports/message-search.ts';
import { accessRoom } from '../rooms/room-access.ts';
import { summarizeRooms } from '../rooms/room-summaries.ts';

const MAX_SEARCH_LENGTH = 200;

export interface Search {
  readonly text: string;
  /** Only in this room; else in every room that the viewer is in now. */
  readonly roomId?: string | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
}

/**
 * Finds messages in the viewer's present rooms, newest first. A blank text finds nothing.
 * @throws ChatError ROOM_NOT_FOUND, BAD_USER_INPUT (text over 200 characters, a cursor that is not ours)
 */
export async function searchMessages(core: Core, viewer: Session, search: Search): Promise<SearchPage> {
  const roomIds = await searchedRooms(core, viewer, search.roomId);
  const text = search.text.trim();
  if ([...text].length > MAX_SEARCH_LENGTH) throw badInput(`Search for at most ${MAX_SEARCH_LENGTH} characters.`);
  if (text === '' || roomIds.length === 0) return { hits: [], next: null };
  const { after, limit } = search;
  return core.ports.messageSearch.search({ roomIds, text, limit, ...(after === undefined ? {} : { after }) });
}

async function searchedRooms(core: Core, viewer: Session, roomId: string | undefined): Promise<string[]> {
  if (roomId !== undefined) return [(await accessRoom(core, viewer.userId, roomId, mayRead)).room.id];
  const entries = await core.ports.roomStore.userRooms(viewer.userId);
  const summaries = await summarizeRooms(
    core,
    viewer.userId,
    entries.map((entry) => entry.roomId),
  );
  return summaries.map(({ room }) => room.id);
}
