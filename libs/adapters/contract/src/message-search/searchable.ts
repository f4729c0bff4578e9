import type { MessageSearch, SearchHit, SearchPage, SearchQuery } from '@maru/chat';
import { expect } from 'vitest';
import { eventually, type SharedBackend } from '../opened-backend.ts';
import { RoomStory } from '../room-story.ts';

export const textOf = ({ message }: SearchHit): string => message.body?.text ?? '';

/** A room of the running test's own, in a search that it shares with others. */
export interface SearchedRoom {
  readonly search: MessageSearch;
  readonly roomId: string;
}

let rooms = 0;
export const newRoomId = (): string => `room-${++rooms}`;

export const searchPage = (
  { search, roomId }: SearchedRoom,
  text: string,
  extras: Partial<SearchQuery> = {},
): Promise<SearchPage> => search.search({ roomIds: [roomId], text, limit: 200, ...extras });

export const find = async (room: SearchedRoom, text: string): Promise<readonly SearchHit[]> =>
  (await searchPage(room, text)).hits;

export const textsFound = async (room: SearchedRoom, text: string): Promise<string[]> =>
  (await find(room, text)).map(textOf).sort();

/** A room whose messages can be found by now; `other` is another node's search. */
export async function searchable(shared: SharedBackend, texts: readonly string[]) {
  const { a, b } = shared();
  const room: SearchedRoom = { search: b.ports.messageSearch, roomId: newRoomId() };
  const story = new RoomStory(room.roomId);
  const messages = [...texts.map((text) => story.post(text)), story.post('sentinel')];
  await a.ports.messageSearch.index(messages);
  await eventually(async () => expect(await find(room, 'sentinel')).toHaveLength(1));
  return { room, other: a.ports.messageSearch, story, messages };
}

/** The same room for several tests that only read it. */
export function searchableOnce(shared: SharedBackend, texts: readonly string[]) {
  let once: ReturnType<typeof searchable> | undefined;
  return () => (once ??= searchable(shared, texts));
}
