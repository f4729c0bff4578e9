import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Room, Session, TimelineItem } from '@maru/domain';
import { createRoom } from '../rooms/create-room.ts';
import { roomSummary } from '../rooms/room-summaries.ts';
import { openTestChat, type TestChat } from '../testing/open-chat.ts';
import { markRead } from './mark-read.ts';
import { sendMessage } from './send-message.ts';
import { lastNumberBefore, latestMessages, readItem, readTimeline } from './timeline.ts';

describe.each([
  { state: 'nothing is persisted yet', persisted: 0 },
  { state: 'a part is persisted', persisted: 12 },
  { state: 'all is persisted', persisted: 30 },
])('the timeline of a room of 30 messages, when $state', ({ persisted }) => {
  let test: TestChat;
  let viewer: Session;
  let roomId: string;
  const room = async (): Promise<Room> => (await roomSummary(test.chat, viewer, roomId)).room;

  beforeEach(async () => {
    test = await openTestChat({ hotWindow: 1_000 });
    viewer = await test.signIn('지민');
    roomId = await createRoom(test.chat, viewer, { members: [] });
    const items: TimelineItem[] = [];
    for (let i = 1; i <= 30; i++) {
      if (i % 3 === 0) test.advance(60_000);
      items.push(await sendMessage(test.chat, viewer, { roomId, clientMessageId: null, text: `글 ${i}` }));
    }
    await test.chat.ports.messageStore.put(items.slice(0, persisted));
  });

  const numbers = (items: readonly TimelineItem[]) => items.map((item) => item.number);

  it('is read from the end', async () => {
    const page = await readTimeline(test.chat, await room(), { before: 32, limit: 5 });
    expect(numbers(page.items)).toEqual([27, 28, 29, 30, 31]);
    expect(page).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  it('is read from the start, notices included', async () => {
    const page = await readTimeline(test.chat, await room(), { after: 0, limit: 3 });
    expect(page.items.map((item) => item.kind)).toEqual(['notice', 'message', 'message']);
    expect(page).toMatchObject({ hasOlder: false, hasNewer: true });
  });

  it('joins pages without a gap, in both directions', async () => {
    const forward: number[] = [];
    for (let after = 0; after < 31; after = forward.at(-1) ?? 31)
      forward.push(...numbers((await readTimeline(test.chat, await room(), { after, limit: 7 })).items));
    expect(forward).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
    const page = await readTimeline(test.chat, await room(), { before: 10, limit: 100 });
    expect(numbers(page.items)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('is empty beyond both ends', async () => {
    expect((await readTimeline(test.chat, await room(), { before: 1, limit: 5 })).items).toEqual([]);
    expect((await readTimeline(test.chat, await room(), { after: 31, limit: 5 })).items).toEqual([]);
  });

  it('gives the latest messages without notices', async () => {
    const messages = await latestMessages(test.chat, await room(), 50);
    expect(messages.map((message) => message.body?.text)).toEqual(Array.from({ length: 30 }, (_, i) => `글 ${i + 1}`));
    expect((await latestMessages(test.chat, await room(), 2)).map((message) => message.number)).toEqual([30, 31]);
  });

  it('finds an item by its id, and none in another room', async () => {
    const [message] = await latestMessages(test.chat, await room(), 1);
    expect(await readItem(test.chat, await room(), message?.id ?? '')).toEqual(message);
    const other = await createRoom(test.chat, viewer, { members: [] });
    const { room: otherRoom } = await roomSummary(test.chat, viewer, other);
    expect(await readItem(test.chat, otherRoom, message?.id ?? '')).toBeUndefined();
  });

  it('is found at any instant: between what was before it, and what was then or later', async () => {
    const { items } = await readTimeline(test.chat, await room(), { after: 0, limit: 100 });
    const instants = [...new Set(items.map((item) => item.createdAt))];
    expect(instants).toHaveLength(11);
    for (const instant of [0, ...instants, ...instants.map((each) => each + 1), Number.MAX_SAFE_INTEGER])
      expect(await lastNumberBefore(test.chat, await room(), instant)).toBe(
        items.filter((item) => item.createdAt < instant).length,
      );
  });

  it('is read up to where the reader says, only forward, and all sessions hear of it', async () => {
    const reader = await test.signIn('소라');
    const { chat } = test;
    const reads: number[] = [];
    const stop = await chat.viewers.listen(viewer, { read: (read) => reads.push(read.number) });
    const messages = await latestMessages(chat, await room(), 30);
    expect(await markRead(chat, viewer, roomId, messages[19]?.id ?? '')).toMatchObject({
      unreadCount: 10,
      readNumber: 21,
    });
    expect(await markRead(chat, viewer, roomId, messages[4]?.id ?? '')).toMatchObject({
      unreadCount: 10,
      readNumber: 21,
    });
    await vi.waitFor(() => expect(reads).toEqual([21]));
    await expect(markRead(chat, reader, roomId, messages[4]?.id ?? '')).rejects.toMatchObject({
      code: 'ROOM_NOT_FOUND',
    });
    await expect(markRead(chat, viewer, roomId, 'nonsense')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    stop();
  });
});
