import { describe, expect, it, vi } from 'vitest';
import type { Session } from '@maru/domain';
import { latestMessages } from '../messages/timeline.ts';
import { markRead } from '../messages/mark-read.ts';
import { sendMessage } from '../messages/send-message.ts';
import { createRoom } from '../rooms/create-room.ts';
import { invite } from '../rooms/invite.ts';
import { leaveRoom } from '../rooms/leave-room.ts';
import { roomSummary } from '../rooms/room-summaries.ts';
import { openTestChat, type TestChat } from '../testing/open-chat.ts';
import { Inbox, type InboxUpdate } from './inbox.ts';

/** What an inbox told, and the state that a client would have made of it. */
async function openInbox({ chat }: TestChat, viewer: Session) {
  const updates: InboxUpdate[] = [];
  const failures: unknown[] = [];
  const unread = new Map<string, number>();
  const stop = await Inbox.open(chat, viewer, {
    update: (update) => {
      updates.push(update);
      for (const { summary } of update.rooms) unread.set(summary.room.id, summary.unreadCount);
      for (const roomId of update.removedRoomIds) unread.delete(roomId);
    },
    fail: (error) => failures.push(error),
  });
  return { updates, unread, failures, stop };
}

async function people() {
  const test = await openTestChat();
  const [jimin, sora] = [await test.signIn('지민'), await test.signIn('소라')];
  const roomId = await createRoom(test.chat, jimin, { members: ['소라'] });
  const say = (text: string) => sendMessage(test.chat, jimin, { roomId, clientMessageId: null, text });
  return { ...test, jimin, sora, roomId, say };
}

const LONGER_THAN_A_SECOND = 3_000;

describe('the inbox', () => {
  it('begins with all rooms and who is online', async () => {
    const test = await people();
    await test.say('안녕');
    await test.chat.connections.open('socket', test.jimin.id);
    const { updates, stop } = await openInbox(test, test.sora);
    expect(updates).toMatchObject([
      { isSnapshot: true, rooms: [{ summary: { unreadCount: 1 }, typing: [] }], online: [test.jimin.userId] },
    ]);
    stop();
    test.chat.connections.stop();
  });

  it('comes to the state that a fresh snapshot has, whatever happened', async () => {
    const test = await people();
    const { unread, failures, updates, stop } = await openInbox(test, test.sora);
    await test.say('하나');
    const other = await createRoom(test.chat, test.jimin, { members: [] });
    await invite(test.chat, test.jimin, other, '소라');
    await test.say('둘');
    const { room } = await roomSummary(test.chat, test.sora, test.roomId);
    const [first] = await latestMessages(test.chat, room, 2);
    await markRead(test.chat, test.sora, test.roomId, first?.id ?? '');
    const third = await createRoom(test.chat, test.jimin, { members: ['소라'] });
    await leaveRoom(test.chat, test.sora.userId, third);
    await vi.waitFor(
      () =>
        expect([...unread].sort()).toEqual(
          [
            [test.roomId, 1],
            [other, 0],
          ].sort(),
        ),
      LONGER_THAN_A_SECOND,
    );
    expect(updates.slice(1).every((update) => !update.isSnapshot)).toBe(true);
    expect(failures).toEqual([]);
    stop();
  });

  it('says who is typing, until a message comes', async () => {
    const test = await people();
    const { updates, stop } = await openInbox(test, test.sora);
    const typing = () => updates.at(-1)?.rooms[0]?.typing;
    await test.chat.typing.send(test.jimin, test.roomId);
    await vi.waitFor(() => expect(typing()).toEqual([test.jimin.userId]), LONGER_THAN_A_SECOND);
    await test.say('다 썼어요');
    await vi.waitFor(() => expect(typing()).toEqual([]), LONGER_THAN_A_SECOND);
    stop();
  });

  it('tells many changes together', async () => {
    const test = await people();
    const { updates, unread, stop } = await openInbox(test, test.sora);
    for (let i = 0; i < 50; i++) await test.say(`글 ${i}`);
    await vi.waitFor(() => expect(unread.get(test.roomId)).toBe(50), LONGER_THAN_A_SECOND);
    expect(updates.length).toBeLessThan(6);
    stop();
  });
});
