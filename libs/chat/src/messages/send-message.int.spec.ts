import { describe, expect, it } from 'vitest';
import type { Member } from '@maru/domain';
import { createRoom } from '../rooms/create-room.ts';
import { invite } from '../rooms/invite.ts';
import { leaveRoom } from '../rooms/leave-room.ts';
import { openTestChat } from '../testing/open-chat.ts';
import { override } from '../testing/override.ts';
import { sendMessage } from './send-message.ts';
import { latestMessages } from './timeline.ts';

async function room() {
  const test = await openTestChat({ hotWindow: 5 });
  const [jimin, sora] = [await test.signIn('지민'), await test.signIn('소라')];
  const roomId = await createRoom(test.chat, jimin, { members: ['소라'] });
  const send = (text: string, clientMessageId: string | null) =>
    sendMessage(test.chat, jimin, { roomId, clientMessageId, text });
  const texts = async () => {
    const found = await test.chat.ports.roomStore.room(roomId);
    return found ? (await latestMessages(test.chat, found, 50)).map((message) => message.body?.text) : [];
  };
  return { ...test, jimin, sora, roomId, send, texts };
}

describe('sending a message', () => {
  it('answers with the message as it is stored', async () => {
    const { send, jimin, roomId } = await room();
    expect(await send('안녕하세요', 'c1')).toMatchObject({
      roomId,
      seq: 2,
      number: 2,
      messageCount: 1,
      authorId: jimin.userId,
      clientMessageId: 'c1',
      body: { text: '안녕하세요' },
    });
  });

  it('again, with the same id, gives the same message: also at the same time, and after the hot window is gone', async () => {
    const { send, texts, startConsumers } = await room();
    await startConsumers();
    const [first, twin] = await Promise.all([send('하나', 'c1'), send('하나', 'c1')]);
    expect(twin).toEqual(first);
    for (let i = 0; i < 20; i++) await send(`다음 ${i}`, `next-${i}`);
    expect(await send('하나', 'c1')).toEqual(first);
    expect((await texts()).filter((text) => text === '하나')).toHaveLength(1);
  });

  it('with the id of another message is refused, and stores nothing', async () => {
    const { send, texts } = await room();
    await send('하나', 'c1');
    await expect(send('둘', 'c1')).rejects.toMatchObject({ code: 'DEDUPE_MISMATCH' });
    expect(await texts()).toEqual(['하나']);
  });

  it('without an id of the client makes a message each time', async () => {
    const { send, texts } = await room();
    await Promise.all([send('같은 말', null), send('같은 말', null)]);
    expect(await texts()).toEqual(['같은 말', '같은 말']);
  });

  it.each([
    ['blank', '  ', 'c1'],
    ['too long', '가'.repeat(4001), 'c1'],
    ['given an id that is none', '안녕', 'with spaces'],
  ])('is refused when it is %s', async (_, text, id) => {
    const { send, texts } = await room();
    await expect(send(text, id)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await texts()).toEqual([]);
  });

  it('is refused for strangers, former members and rooms that are not there, in the same words', async () => {
    const { chat, signIn, sora, roomId } = await room();
    const stranger = await signIn('나그네');
    await leaveRoom(chat, sora.userId, roomId);
    const attempts = [
      { viewer: stranger, roomId },
      { viewer: sora, roomId },
      { viewer: sora, roomId: 'no-such-room' },
      { viewer: sora, roomId: 'not a room id' },
    ];
    const refusals = await Promise.all(
      attempts.map(({ viewer, roomId }) =>
        sendMessage(chat, viewer, { roomId, clientMessageId: null, text: '저기요' }).catch((error: unknown) => error),
      ),
    );
    for (const refusal of refusals) expect(refusal).toEqual(expect.objectContaining({ code: 'ROOM_NOT_FOUND' }));
    expect(new Set(refusals.map(String)).size).toBe(1);
  });
});

it('refuses the post of somebody who left, through a process that still has the old record', async () => {
  let stale: Member | undefined;
  const { chat, signIn, errors } = await openTestChat({
    wrap: (ports) => ({
      ...ports,
      roomStore: override(ports.roomStore, {
        member: async (roomId, userId) => {
          const known = stale;
          stale = undefined;
          return known ?? ports.roomStore.member(roomId, userId);
        },
      }),
    }),
  });
  const [jimin, sora] = [await signIn('지민'), await signIn('소라')];
  const roomId = await createRoom(chat, jimin, { members: [] });
  await invite(chat, jimin, roomId, '소라');
  const before = await chat.ports.roomStore.member(roomId, sora.userId);
  await leaveRoom(chat, sora.userId, roomId);
  stale = before;
  await expect(sendMessage(chat, sora, { roomId, clientMessageId: 'c1', text: '아직 있어요' })).rejects.toMatchObject({
    code: 'ROOM_NOT_FOUND',
  });
  expect((await chat.ports.roomStore.room(roomId))?.head.messageCount).toBe(0);
  expect(errors).toEqual([]);
});
