import { expect, it } from 'vitest';
import { openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const three = () => people(server(), 'alice', 'bob', 'carol');

it('Messages: "typing reaches the other members (the sender\'s own is not sent back)"', async () => {
  const [alice, bob, carol] = await three();
  const roomId = await openRoom(alice, bob, carol);
  const [hers, his, third] = [
    await alice.listen(base.typing, { roomId }),
    await bob.listen(base.typing, { roomId }),
    await carol.listen(base.typing, { roomId }),
  ];
  expect(await alice.do(base.sendTyping, { roomId, userId: alice.handle })).toBe(true);
  for (const stream of [his, third])
    expect(await stream.first()).toMatchObject({ roomId, userId: alice.handle, content: null });
  await bob.do(base.sendTyping, { roomId, userId: bob.handle });
  await hers.first();
  expect(hers.events.map((signal) => signal.userId)).toEqual([bob.handle]);
});

it('Messages: "it may be throttled to one signal per user and room per second, and answers true all the same"', async () => {
  const [alice, bob, carol] = await three();
  const roomId = await openRoom(alice, bob, carol);
  const signals = await bob.listen(base.typing, { roomId });
  const begun = Date.now();
  for (let n = 0; n < 50; n++)
    expect(await alice.do(base.sendTyping, { roomId, userId: alice.handle }, n % 2 ? 'http' : 'socket')).toBe(true);
  const lastedMs = Date.now() - begun;
  await carol.do(base.sendTyping, { roomId, userId: carol.handle });
  await signals.first((signal) => signal.userId === carol.handle);
  const fromAlice = signals.events.filter((signal) => signal.userId === alice.handle);
  expect(fromAlice.length).toBeGreaterThanOrEqual(1);
  expect(fromAlice.length).toBeLessThanOrEqual(2 + Math.ceil(lastedMs / 1_000));
});

it('Messages: typing is of one room alone', async () => {
  const [alice, bob] = await three();
  const [roomId, other] = [await openRoom(alice, bob), await openRoom(alice, bob)];
  const signals = await bob.listen(base.typing, { roomId });
  const heard = await bob.listen(base.messages, { roomId });
  await alice.do(base.sendTyping, { roomId: other, userId: alice.handle });
  await say(alice, roomId, 'fence');
  await heard.first();
  expect(signals.events).toEqual([]);
});
