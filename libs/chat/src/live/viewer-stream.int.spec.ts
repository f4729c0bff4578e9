import { describe, expect, it, vi } from 'vitest';
import type { Session } from '@maru/domain';
import { sendMessage } from '../messages/send-message.ts';
import { createRoom } from '../rooms/create-room.ts';
import { invite } from '../rooms/invite.ts';
import { leaveRoom } from '../rooms/leave-room.ts';
import { openTestChat, type TestChat } from '../testing/open-chat.ts';

/** What a viewer's stream brings, in short: the kind of each event, or the text of a message. */
async function listen({ chat }: TestChat, viewer: Session) {
  const heard: string[] = [];
  const stop = await chat.viewers.listen(viewer, {
    event: (event) => heard.push(event.kind === 'message_posted' ? event.body.text : event.kind),
    typing: ({ userId }) => heard.push(`typing ${userId}`),
    reminder: () => heard.push('reminder'),
  });
  return { heard, stop };
}

async function people() {
  const test = await openTestChat();
  const [jimin, sora] = [await test.signIn('지민'), await test.signIn('소라')];
  const say = (viewer: Session, roomId: string, text: string) =>
    sendMessage(test.chat, viewer, { roomId, clientMessageId: null, text });
  return { ...test, jimin, sora, say };
}

describe('a viewer hears of all their rooms', () => {
  it('from now on, in rooms that they are in already', async () => {
    const test = await people();
    const roomId = await createRoom(test.chat, test.jimin, { members: ['소라'] });
    await test.say(test.jimin, roomId, '전에');
    const { heard } = await listen(test, test.sora);
    await test.say(test.jimin, roomId, '후에');
    await vi.waitFor(() => expect(heard).toEqual(['후에']));
  });

  it('from the very event of joining, in rooms that they come into later', async () => {
    const test = await people();
    const { heard } = await listen(test, test.sora);
    const own = await createRoom(test.chat, test.jimin, { members: [] });
    await test.say(test.jimin, own, '혼자');
    await invite(test.chat, test.jimin, own, '소라');
    await test.say(test.jimin, own, '둘');
    await vi.waitFor(() => expect(heard).toEqual(['member_joined', '둘']));
  });

  it('until the event of leaving, and again after a new invitation', async () => {
    const test = await people();
    const roomId = await createRoom(test.chat, test.jimin, { members: ['소라'] });
    const { heard } = await listen(test, test.sora);
    await leaveRoom(test.chat, test.sora.userId, roomId);
    await test.say(test.jimin, roomId, '없을 때');
    await test.chat.typing.send(test.jimin, roomId);
    await invite(test.chat, test.jimin, roomId, '소라');
    await test.say(test.jimin, roomId, '돌아왔을 때');
    await vi.waitFor(() => expect(heard).toEqual(['member_left', 'member_joined', '돌아왔을 때']));
  });

  it('and is reminded of a room that they are in, when they are invited again', async () => {
    const test = await people();
    const roomId = await createRoom(test.chat, test.jimin, { members: ['소라'] });
    const { heard } = await listen(test, test.sora);
    await invite(test.chat, test.jimin, roomId, '소라');
    await vi.waitFor(() => expect(heard).toEqual(['reminder']));
  });

  it('as long as somebody listens: then nothing is kept open', async () => {
    const test = await people();
    await createRoom(test.chat, test.jimin, { members: ['소라'] });
    const listeners = await Promise.all([listen(test, test.sora), listen(test, test.sora), listen(test, test.jimin)]);
    expect([test.chat.viewers.size, test.chat.channels.size]).toEqual([2, 1]);
    for (const { stop } of listeners) stop();
    await vi.waitFor(() => expect([test.chat.viewers.size, test.chat.channels.size]).toEqual([0, 0]));
    expect(test.errors).toEqual([]);
  });
});

it('tells of a typing member at most once a second', async () => {
  const test = await people();
  const roomId = await createRoom(test.chat, test.jimin, { members: ['소라'] });
  const { heard } = await listen(test, test.sora);
  await test.chat.typing.send(test.jimin, roomId);
  await test.chat.typing.send(test.jimin, roomId);
  test.advance(1_000);
  await test.chat.typing.send(test.jimin, roomId);
  await vi.waitFor(() => expect(heard).toEqual([`typing ${test.jimin.userId}`, `typing ${test.jimin.userId}`]));
});
