import { expect, it } from 'vitest';
import { historyTexts, invite, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people, type Person, stranger } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

const VISIBLE_UP_TO = 1_000;
const AT_ONCE = 20;

async function crowdOf(size: number): Promise<Person[]> {
  const crowd = Array.from({ length: size }, () => stranger(server(), 'one-of-many'));
  for (let from = 0; from < size; from += AT_ONCE)
    await Promise.all(crowd.slice(from, from + AT_ONCE).map((one) => one.do(base.setUser, { id: one.handle })));
  return crowd;
}

it(
  'Rooms: "a room of more than 1,000 members is not seen through the base contract"',
  { timeout: 120_000 },
  async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const crowd = await crowdOf(VISIBLE_UP_TO - 1);
    const small = await openRoom(alice, bob);
    const rooms = await bob.listen(base.roomCreated, { userId: bob.handle });
    const heard = await alice.listen(base.messages, { userId: alice.handle });

    const roomId = await openRoom(alice, ...crowd);
    await say(alice, roomId, '천명까지');
    await heard.first((message) => message.content === '천명까지');
    expect(await historyTexts(alice, roomId)).toEqual(['천명까지']);

    // Whoever invites the 1,001st member loses sight of the room with everybody else.
    await alice.answer(base.joinRoom, { roomId, userId: bob.handle });
    await say(alice, small, 'fence');
    await heard.first((message) => message.content === 'fence');
    expect(rooms.events).toEqual([]);
    for (const member of [alice, bob]) {
      const userId = member.handle;
      expect(await member.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
      expect(await member.refusal(base.sendMessage, { roomId, userId, content: 'x' })).toBe('ROOM_NOT_FOUND');
      expect(await member.refusal(base.sendTyping, { roomId, userId })).toBe('ROOM_NOT_FOUND');
      expect(await member.socket.subscribe(base.messages, { roomId }).refusalCode()).toBe('ROOM_NOT_FOUND');
      expect(await member.do(base.search, { keyword: '천명까지', userId })).toEqual([]);
    }
    expect(await invite(alice, small, bob)).toBe(true);
  },
);
