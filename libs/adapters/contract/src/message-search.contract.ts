import type { MessageSearch, SearchHit, SearchPage } from '@maru/chat';
import type { Message } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import type { OpenBackend } from './backend.ts';
import { eventually, openBackendForTest } from './opened-backend.ts';
import { RoomStory, shuffled } from './room-story.ts';

const textOf = ({ message }: SearchHit) => message.body?.text ?? '';
/** The stretches that a hit marks. */
const marked = (hit: SearchHit) => hit.highlights.map(({ start, end }) => textOf(hit).slice(start, end));

/** A search over one room whose messages can be found by now. */
async function searchable(open: OpenBackend, texts: readonly string[]) {
  const { a, b } = await openBackendForTest(open);
  const story = new RoomStory();
  const messages = [...texts.map((text) => story.post(text)), story.post('sentinel')];
  await a.ports.messageSearch.index(messages);
  await eventually(async () => expect(await find(b.ports.messageSearch, 'sentinel')).toHaveLength(1));
  return { search: b.ports.messageSearch, other: a.ports.messageSearch, story, messages };
}

const page = (
  search: MessageSearch,
  text: string,
  extras: { limit?: number; after?: string; roomIds?: string[] } = {},
) => search.search({ roomIds: ['room'], text, limit: 200, ...extras });

const find = async (search: MessageSearch, text: string) => (await page(search, text)).hits;
const textsFound = async (search: MessageSearch, text: string) => (await find(search, text)).map(textOf).sort();

export function describeMessageSearch(open: OpenBackend): void {
  describe('MessageSearch', () => {
    describeMatching(open);
    describeSyntax(open);
    describeHighlights(open);
    describeOrderAndPages(open);
    describeRevisions(open);
  });
}

function describeMatching(open: OpenBackend): void {
  it.each([
    ['채팅', ['채팅방입니다', '우리 채팅']],
    ['팅방', ['채팅방입니다']],
    ['방입니', ['채팅방입니다']],
    ['채팅방입니다', ['채팅방입니다']],
    ['입니다 채팅', ['채팅방입니다']],
    ['채팅실', []],
    ['会議', ['東京会議室']],
    ['京会議', ['東京会議室']],
    ['カタカ', ['ｶﾀｶﾅ']],
    ['ひらがな', ['ひらがなとカナ']],
    ['𠮷野', ['𠮷野家']],
  ])('finds any part of a run of CJK text: %s', async (query, expected) => {
    const texts = ['채팅방입니다', '우리 채팅', '채 팅', '東京会議室', 'ｶﾀｶﾅ', 'ひらがなとカナ', '𠮷野家'];
    const { search } = await searchable(open, texts);
    expect(await textsFound(search, query)).toEqual([...expected].sort());
  });

  it.each([
    ['hello', ['Hello world', 'HELLO, World!']],
    ['hel', ['Hello world', 'HELLO, World!', 'help']],
    ['WORLD hel', ['Hello world', 'HELLO, World!']],
    ['ello', []],
    ['hello help', []],
    ['ｈｅｌｌｏ', ['Hello world', 'HELLO, World!']],
    ['straße', ['STRASSE', 'Straße 12']],
    ['12', ['Straße 12', '１２３']],
    ['ΟΔΟΣ', ['οδος']],
    ['été', ['Été']],
  ])('finds words and beginnings of words, in any case and width: %s', async (query, expected) => {
    const texts = ['Hello world', 'HELLO, World!', 'help', 'STRASSE', 'Straße 12', '１２３', 'οδος', 'Été'];
    const { search } = await searchable(open, texts);
    expect(await textsFound(search, query)).toEqual([...expected].sort());
  });

  it('finds what was typed in another normal form', async () => {
    const { search } = await searchable(open, ['한글 메시지'.normalize('NFD'), 'café'.normalize('NFD')]);
    expect(await find(search, '한글')).toHaveLength(1);
    expect(await find(search, '메시'.normalize('NFD'))).toHaveLength(1);
    expect(await find(search, 'café')).toHaveLength(1);
  });

  it('finds words of mixed scripts, and each part of them', async () => {
    const { search } = await searchable(open, ['API문서를 보세요', 'API 목록', '새문서', '문서API']);
    expect(await textsFound(search, 'API문서')).toEqual(['API문서를 보세요']);
    expect(await textsFound(search, 'api')).toEqual(['API 목록', 'API문서를 보세요', '문서API']);
    expect(await textsFound(search, '문서')).toEqual(['API문서를 보세요', '문서API', '새문서']);
    expect(await textsFound(search, '서api')).toEqual(['문서API']);
    expect(await textsFound(search, '문서 api')).toEqual(['API문서를 보세요', '문서API']);
  });

  it('finds all words of a query, wherever they stand; a repeated one once', async () => {
    const { search } = await searchable(open, ['내일 회의 시간 변경', '회의 시간', '시간 변경']);
    expect(await textsFound(search, '변경 회의')).toEqual(['내일 회의 시간 변경']);
    expect(await textsFound(search, '  회의\t회의  시간 ')).toEqual(['내일 회의 시간 변경', '회의 시간']);
  });
}

function describeSyntax(open: OpenBackend): void {
  it.each([
    '*',
    '"',
    '\\',
    'a*',
    '"회의',
    'text:회의',
    'NOT 회의',
    '회의 OR',
    'NEAR(회의, 5)',
    '-회의',
    '(회의',
    '회의^2',
    "회의'",
    '회의;',
    '{회의} AND',
    '/회의/',
    '회의~',
    '%',
    '_',
    '회의 && ||',
    '\u0000회의',
    '\uD800',
  ])('takes search syntax as text: %j', async (query) => {
    const { search } = await searchable(open, ['회의 시간', 'unrelated', 'a word']);
    const found = await textsFound(search, query);
    const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
    const matching = (text: string) => words.length > 0 && words.every((word) => text.includes(word));
    expect(found).toEqual(['회의 시간', 'a word'].filter(matching).sort());
  });

  it('finds words that look like syntax', async () => {
    const { search } = await searchable(open, ['this AND that', 'room:12', 'NOT near']);
    expect(await textsFound(search, 'and')).toEqual(['this AND that']);
    expect(await textsFound(search, 'room:12')).toEqual(['room:12']);
    expect(await textsFound(search, 'NEAR')).toEqual(['NOT near']);
  });

  it('finds nothing for a text without words, and nothing in no room', async () => {
    const { search } = await searchable(open, ['hello']);
    for (const text of ['', '  ', '!?', '"*"']) expect(await page(search, text)).toEqual({ hits: [], next: null });
    expect(await page(search, 'hello', { roomIds: [] })).toEqual({ hits: [], next: null });
  });

  it('stays quick with thousands of words, and with one very long one', async () => {
    const { search } = await searchable(open, ['hello', '가'.repeat(3_000)]);
    const many = Array.from({ length: 5_000 }, (_, index) => `word${index}`).join(' ');
    expect(await find(search, many)).toEqual([]);
    expect(await find(search, '가'.repeat(2_000))).toHaveLength(1);
    expect(await find(search, '가'.repeat(3_001))).toEqual([]);
  });
}

function describeHighlights(open: OpenBackend): void {
  it.each([
    ['오늘 회의, 내일 회의', '회의', ['회의', '회의']],
    ['회의실 예약', '의실 예', ['의실', '예']],
    ['HELLO help', 'hel', ['HEL', 'hel']],
    ['ｈｅｌｌｏ ｶﾞｲﾄﾞ', 'hello ガイド', ['ｈｅｌｌｏ', 'ｶﾞｲﾄﾞ']],
    ['ﬁnal 👍🏽 ①회의'.normalize('NFC'), 'fin 회의', ['ﬁn', '회의']],
    ['👩‍👩‍👧 안녕 𠮷野家', '안녕 𠮷野', ['안녕', '𠮷野']],
    ['API문서', 'api문서', ['API문서']],
  ])('mark in %j where %j was found, in UTF-16 code units of the original', async (text, query, expected) => {
    const { search } = await searchable(open, [text]);
    const [hit] = await find(search, query);
    expect(hit && marked(hit)).toEqual(expected);
  });

  it('are ascending and do not overlap, and at least one', async () => {
    const { search } = await searchable(open, ['가나다라 나다 가나 aaa aa a', 'ab abc']);
    for (const query of ['나다 가나 다라', 'a aa aaa', 'ab abc']) {
      for (const { highlights } of await find(search, query)) {
        expect(highlights.length).toBeGreaterThan(0);
        for (const [index, { start, end }] of highlights.entries()) {
          expect(end).toBeGreaterThan(start);
          if (index > 0) expect(start).toBeGreaterThanOrEqual(highlights[index - 1]!.end);
        }
      }
    }
  });
}

/** Follows the pages to their end. */
async function allPages(search: MessageSearch, text: string, roomIds: string[], limit: number): Promise<Message[]> {
  const found: Message[] = [];
  let after: string | undefined;
  do {
    const { hits, next }: SearchPage = await page(search, text, { roomIds, limit, ...(after ? { after } : {}) });
    expect(hits.length).toBeLessThanOrEqual(limit);
    found.push(...hits.map(({ message }) => message));
    after = next ?? undefined;
  } while (after !== undefined);
  return found;
}

function describeOrderAndPages(open: OpenBackend): void {
  it('gives the newest first; of one instant, what is later in the log; page by page, each once', async () => {
    const { a, b } = await openBackendForTest(open);
    const rooms = ['room-1', 'room-2'].map((roomId) => new RoomStory(roomId));
    const messages = Array.from({ length: 120 }, (_, index) =>
      rooms[index % 2]!.post(`회의 ${index}`, Math.floor(index / 20) % 2 === 0 ? 0 : 7),
    );
    for (const part of [0, 1, 2])
      await a.ports.messageSearch.index(shuffled(messages).slice(part * 40, part * 40 + 40));
    const expected = [...messages].sort((x, y) => y.createdAt - x.createdAt || y.seq - x.seq || (y.id < x.id ? -1 : 1));
    const ids = (found: readonly Message[]) => found.map(({ id }) => id);
    await eventually(async () =>
      expect(ids(await allPages(b.ports.messageSearch, '회의', ['room-1', 'room-2'], 200))).toEqual(ids(expected)),
    );
    for (const limit of [1, 7, 50, 120])
      expect(ids(await allPages(b.ports.messageSearch, '회의', ['room-1', 'room-2'], limit))).toEqual(ids(expected));
  });

  it('goes on where a page ended, whatever was added since', async () => {
    const { search, other, story } = await searchable(open, ['회의 1', '회의 2', '회의 3', '회의 4']);
    const first = await page(search, '회의', { limit: 2 });
    await other.index([story.post('회의 5'), story.post('second sentinel')]);
    await eventually(async () => expect(await find(search, 'second')).toHaveLength(1));
    const second = await page(search, '회의', { limit: 2, after: first.next! });
    expect([...first.hits, ...second.hits].map(textOf)).toEqual(['회의 4', '회의 3', '회의 2', '회의 1']);
    expect(second.next).toBeNull();
  });

  it('says when there is no more', async () => {
    const { search } = await searchable(open, ['회의 1', '회의 2']);
    expect((await page(search, '회의', { limit: 2 })).next).toBeNull();
    expect((await page(search, '회의', { limit: 1 })).next).not.toBeNull();
  });

  it.each(['', 'nonsense', 's1.', 's1.zz', "s1.0.'; DROP TABLE messages"])('refuses the cursor %j', async (after) => {
    const { search } = await searchable(open, ['회의']);
    await expect(page(search, '회의', { after })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('finds nothing outside of the rooms that it is asked for', async () => {
    const { a, b } = await openBackendForTest(open);
    const ids = ['room', 'room-2', 'ROOM', 'room_2', 'roo', 'r-o-o-m'];
    await a.ports.messageSearch.index(ids.map((roomId) => new RoomStory(roomId).post('회의 room')));
    await eventually(async () =>
      expect((await page(b.ports.messageSearch, '회의', { roomIds: ids })).hits).toHaveLength(ids.length),
    );
    for (const roomId of ids) {
      const { hits } = await page(b.ports.messageSearch, '회의', { roomIds: [roomId, 'nowhere'] });
      expect(hits.map(({ message }) => message.roomId)).toEqual([roomId]);
    }
    const manyRooms = Array.from({ length: 1_000 }, (_, index) => `nowhere-${index}`);
    expect((await page(b.ports.messageSearch, '회의', { roomIds: manyRooms })).hits).toEqual([]);
    expect((await page(b.ports.messageSearch, '회의', { roomIds: [...manyRooms, 'room'] })).hits).toHaveLength(1);
  });

  it('gives messages as they were indexed', async () => {
    const { search, messages } = await searchable(open, ['회의 "시간" \u0000 👋🏽']);
    expect((await find(search, '회의')).map(({ message }) => message)).toEqual([messages[0]]);
  });
}

function describeRevisions(open: OpenBackend): void {
  it('lets the newest revision win, in whatever order they come, and however often', async () => {
    const { a, b } = await openBackendForTest(open);
    const story = new RoomStory();
    const posted = ['하나 처음', '둘째 처음', '셋째 처음'].map((text) => story.post(text));
    const edited = posted.slice(0, 2).map((message) => story.edit(message, '고친 뒤'));
    const removed = [story.remove(posted[0]!), story.remove(posted[2]!)];
    const revisions = [...posted, ...edited, ...removed];
    for (const seed of [3, 17, 23]) {
      for (const message of shuffled(revisions, seed)) await (seed === 17 ? b : a).ports.messageSearch.index([message]);
      await a.ports.messageSearch.index(shuffled(revisions, seed + 1));
    }
    await a.ports.messageSearch.index([story.post('sentinel')]);
    await eventually(async () => expect(await find(b.ports.messageSearch, 'sentinel')).toHaveLength(1));
    expect(await find(b.ports.messageSearch, '처음')).toEqual([]);
    expect((await find(b.ports.messageSearch, '고친')).map(({ message }) => message)).toEqual([edited[1]]);
  });

  it('never finds a deleted message again, also when its creation comes after the deletion', async () => {
    const { search, other, story, messages } = await searchable(open, ['회의']);
    await other.index([story.remove(messages[0]!), story.post('second sentinel')]);
    await eventually(async () => expect(await find(search, 'second')).toHaveLength(1));
    await eventually(async () => expect(await find(search, '회의')).toEqual([]));
    await other.index([messages[0]!, story.post('third sentinel')]);
    await eventually(async () => expect(await find(search, 'third')).toHaveLength(1));
    expect(await find(search, '회의')).toEqual([]);
  });

  it('finds everything after a restart', async () => {
    const { backend, a } = await openBackendForTest(open);
    await a.ports.messageSearch.index(new RoomStory().posts(20));
    await backend.restart();
    const { messageSearch } = (await backend.node()).ports;
    await eventually(async () => expect(await find(messageSearch, 'm1')).toHaveLength(11));
  });
}
