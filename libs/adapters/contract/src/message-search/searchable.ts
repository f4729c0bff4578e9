import type { MessageSearch, SearchHit, SearchPage, SearchQuery } from '@maru/chat';
import { expect } from 'vitest';
import type { OpenBackend } from '../backend.ts';
import { eventually, openBackendForTest } from '../opened-backend.ts';
import { RoomStory } from '../room-story.ts';

export const textOf = ({ message }: SearchHit): string => message.body?.text ?? '';

export const searchPage = (
  search: MessageSearch,
  text: string,
  extras: Partial<SearchQuery> = {},
): Promise<SearchPage> => search.search({ roomIds: ['room'], text, limit: 200, ...extras });

export const find = async (search: MessageSearch, text: string): Promise<readonly SearchHit[]> =>
  (await searchPage(search, text)).hits;

export const textsFound = async (search: MessageSearch, text: string): Promise<string[]> =>
  (await find(search, text)).map(textOf).sort();

/** The search over one room whose messages can be found by now; `other` is another node's. */
export async function searchable(open: OpenBackend, texts: readonly string[]) {
  const { a, b } = await openBackendForTest(open);
  const story = new RoomStory();
  const messages = [...texts.map((text) => story.post(text)), story.post('sentinel')];
  await a.ports.messageSearch.index(messages);
  await eventually(async () => expect(await find(b.ports.messageSearch, 'sentinel')).toHaveLength(1));
  return { search: b.ports.messageSearch, other: a.ports.messageSearch, story, messages };
}
