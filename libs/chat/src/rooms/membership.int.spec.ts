import { describe, expect, it } from 'vitest';
import { openTestChat } from '../testing/open-chat.ts';
import { createRoom } from './create-room.ts';
import { invite } from './invite.ts';
import { leaveRoom } from './leave-room.ts';
import { recentCreations } from './recent-creations.ts';
import { listRooms, roomSummary } from './room-summaries.ts';
import { sendMessage } from '../messages/send-message.ts';

async function people() {
  const test = await openTestChat();
  const viewers = [await test.signIn('지민'), await test.signIn('소라'), await test.signIn('하늘')] as const;
  const memberHandles = async (roomId: string) => {
    const members = await test.chat.ports.roomStore.members(roomId, { limit: 100 });
    const users = await test.chat.ports.userStore.users(members.map((member) => member.userId));
    return users.map((user) => user.handle);
  };
  return { ...test, jimin: viewers[0], sora: viewers[1], haneul: viewers[2], memberHandles };
}

describe('creating a room', () => {
  it('takes the creator first, then the others as they were named, each once', async () => {
    const { chat, jimin, memberHandles } = await people();
    const roomId = await createRoom(chat, jimin, { members: ['하늘', ' 소라 ', '지민', '하늘'] });
    expect(await memberHandles(roomId)).toEqual(['지민', '하늘', '소라']);
  });

  it('with a name that nobody ever had is refused, and makes no room', async () => {
    const { chat, jimin } = await people();
    await expect(createRoom(chat, jimin, { members: ['소라', '아무개'] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    expect((await listRooms(chat, jimin, 10)).summaries).toEqual([]);
  });

  it('again with the same request id makes no second room; for another room the id is refused', async () => {
    const { chat, jimin, sora } = await people();
    const request = { name: '점심', members: ['소라'], clientRequestId: 'r1' };
    const [first, second] = await Promise.all([createRoom(chat, jimin, request), createRoom(chat, jimin, request)]);
    expect(second).toBe(first);
    expect(await createRoom(chat, jimin, request)).toBe(first);
    expect((await listRooms(chat, jimin, 10)).summaries).toHaveLength(1);
    await expect(createRoom(chat, jimin, { ...request, name: '저녁' })).rejects.toMatchObject({
      code: 'DEDUPE_MISMATCH',
    });
    expect(await createRoom(chat, sora, { ...request, members: [] })).not.toBe(first);
  });

  it('is found for a moment by those who come just after it', async () => {
    const { chat, jimin, sora, advance } = await people();
    const roomId = await createRoom(chat, jimin, { members: ['소라'] });
    expect(await recentCreations(chat, sora, 5_000)).toMatchObject([{ kind: 'room_created', roomId }]);
    advance(5_000);
    expect(await recentCreations(chat, sora, 5_000)).toEqual([]);
  });
});

describe('inviting', () => {
  it('adds at the end of the list, and somebody who is in already only once', async () => {
    const { chat, jimin, memberHandles } = await people();
    const roomId = await createRoom(chat, jimin, { members: [] });
    await invite(chat, jimin, roomId, '소라');
    await invite(chat, jimin, roomId, '소라');
    await invite(chat, jimin, roomId, '하늘');
    expect(await memberHandles(roomId)).toEqual(['지민', '소라', '하늘']);
  });

  it('at the same time by two members makes one joining', async () => {
    const { chat, jimin, sora, memberHandles } = await people();
    const roomId = await createRoom(chat, jimin, { members: ['소라'] });
    await Promise.all([invite(chat, jimin, roomId, '하늘'), invite(chat, sora, roomId, '하늘')]);
    expect(await memberHandles(roomId)).toEqual(['지민', '소라', '하늘']);
    expect((await roomSummary(chat, jimin, roomId)).room.head.seq).toBe(2);
  });

  it('is not for strangers, whoever they name: they learn nothing about the room', async () => {
    const { chat, jimin, haneul } = await people();
    const roomId = await createRoom(chat, jimin, { members: [] });
    for (const handle of ['하늘', '소라', '아무개', ''])
      await expect(invite(chat, haneul, roomId, handle)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
    await expect(invite(chat, jimin, roomId, '아무개')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('leaving', () => {
  it('twice is no mistake; never having been in is', async () => {
    const { chat, jimin, sora, haneul, memberHandles } = await people();
    const roomId = await createRoom(chat, jimin, { members: ['소라'] });
    await leaveRoom(chat, sora.userId, roomId);
    await leaveRoom(chat, sora.userId, roomId);
    expect(await memberHandles(roomId)).toEqual(['지민']);
    await expect(leaveRoom(chat, haneul.userId, roomId)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
  });

  it('by the last two at the same time ends the room, once', async () => {
    const { chat, jimin, sora } = await people();
    const roomId = await createRoom(chat, jimin, { members: ['소라'] });
    await Promise.all([leaveRoom(chat, jimin.userId, roomId), leaveRoom(chat, sora.userId, roomId)]);
    const room = await chat.ports.roomStore.room(roomId);
    expect(room?.endedAt).not.toBeNull();
    expect(room?.head.seq).toBe(4);
    await leaveRoom(chat, jimin.userId, roomId);
  });
});

it('lists rooms by their latest activity, page by page, with what is unread', async () => {
  const { chat, jimin, sora, advance } = await people();
  const rooms: string[] = [];
  for (const name of ['하나', '둘', '셋']) {
    rooms.push(await createRoom(chat, jimin, { name, members: ['소라'] }));
    advance(1_000);
  }
  await sendMessage(chat, jimin, { roomId: rooms[0] ?? '', clientMessageId: null, text: '여기요' });
  const first = await listRooms(chat, sora, 2);
  expect(first.summaries.map(({ room, unreadCount }) => [room.name, unreadCount])).toEqual([
    ['하나', 1],
    ['셋', 0],
  ]);
  const last = first.summaries[1]?.room;
  const rest = await listRooms(chat, sora, 2, { activityAt: last?.head.createdAt ?? 0, roomId: last?.id ?? '' });
  expect(rest.summaries.map(({ room }) => room.name)).toEqual(['둘']);
  expect([first.hasMore, rest.hasMore]).toEqual([true, false]);
});
