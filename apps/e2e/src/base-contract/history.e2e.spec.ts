import { describe, expect, it } from 'vitest';
import { historyTexts, invite, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

// Most of what is read here has left the hot window.
const server = useServer({ MARU_HOT_WINDOW: '10' });
const two = () => people(server(), 'alice', 'bob');
const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `m${from + n}`);

describe('Messages: history', () => {
  it('"the latest 50, or limit (1 to 200), ascending by position"', async () => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    for (const text of numbered(1, 210)) await say(alice, roomId, text, 'socket');
    const texts = async (limit?: number) =>
      (await alice.do(base.history, { roomId, ...(limit && { limit }) })).map((message) => message.content);
    expect(await texts()).toEqual(numbered(161, 210));
    expect(await texts(1)).toEqual(['m210']);
    expect(await texts(11)).toEqual(numbered(200, 210));
    expect(await texts(200)).toEqual(numbered(11, 210));
  });

  it.each([0, -1, 201, 99_999])('"1 to 200, else BAD_USER_INPUT": %i', async (limit) => {
    const [alice] = await two();
    const roomId = await openRoom(alice);
    for (const over of ['http', 'socket'] as const)
      expect(await alice.refusal(base.history, { roomId, limit }, over)).toBe('BAD_USER_INPUT');
  });

  it('"including what was said before the caller joined"', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice);
    await say(alice, roomId, 'before');
    await invite(alice, roomId, bob);
    await say(alice, roomId, 'after');
    expect(await historyTexts(bob, roomId)).toEqual(['before', 'after']);
  });

  it('"and what was acknowledged a moment ago", by anybody, on either transport', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    const sent: string[] = [];
    for (let n = 0; n < 30; n++) {
      const [author, reader] = n % 2 ? [alice, bob] : [bob, alice];
      await say(author, roomId, `m${n}`, n % 3 ? 'http' : 'socket');
      sent.push(`m${n}`);
      expect(await historyTexts(reader, roomId)).toEqual(sent);
    }
  });

  it('"never a null createdAt": whole instants that never go back', async () => {
    const [alice, bob] = await two();
    const roomId = await openRoom(alice, bob);
    await Promise.all(Array.from({ length: 40 }, (_, n) => say(n % 2 ? alice : bob, roomId, `m${n}`)));
    const instants = (await alice.do(base.history, { roomId })).map((message) => message.createdAt ?? '');
    expect(instants.every((instant) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(instant))).toBe(true);
    expect(instants).toEqual([...instants].sort());
  });
});
