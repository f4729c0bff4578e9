import { describe, expect, it } from 'vitest';
import { historyTexts, openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { people } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const BIG = '가'.repeat(4_000);
/** So many that a few messages fill what a connection may hold back, before its silence is noticed in another way. */
const SUBSCRIPTIONS = 100;
const MESSAGES = 20;

describe('S11, F20: a reader that does not read', () => {
  it('"is closed with 1013 and others notice nothing"', async () => {
    const [alice, bob, slow] = await people(server(), 'alice', 'bob', 'slow');
    const roomId = await openRoom(alice, bob, slow);
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    for (let n = 0; n < SUBSCRIPTIONS; n++) slow.socket.subscribe(base.messages, { roomId });
    await slow.settle();
    slow.socket.read(false);

    const delays: number[] = [];
    for (let n = 0; n < MESSAGES; n++) {
      const begun = performance.now();
      await say(alice, roomId, `${n} ${BIG.slice(0, 3_990)}`);
      await heard.waitFor((events) => events.length > n);
      delays.push(performance.now() - begun);
    }
    expect(heard.events.map((message) => message.content)).toEqual(await historyTexts(bob, roomId));
    expect(heard.events).toHaveLength(MESSAGES);
    delays.sort((a, b) => a - b);
    expect(delays[MESSAGES / 2]).toBeLessThan(500);

    slow.socket.read(true);
    expect((await slow.socket.closed).code).toBe(1013);
    expect(heard.hasEnded).toBe(false);
  });

  it('comes back and goes on: nothing is lost that was acknowledged', async () => {
    const [alice, slow] = await people(server(), 'alice', 'slow');
    const roomId = await openRoom(alice, slow);
    await slow.listen(base.messages, { roomId });
    for (let n = 0; n < 10; n++) await say(alice, roomId, `m${n}`);
    await slow.socket.cut();
    await slow.connect();
    expect(await historyTexts(slow, roomId)).toHaveLength(10);
  });

  it('many dead readers do not hold up the others', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const dead = await people(server(), ...Array.from({ length: 30 }, () => 'dead'));
    const roomId = await openRoom(alice, bob, ...dead);
    const heard = await bob.listen(base.messages, { roomId });
    for (const one of dead) {
      await one.listen(base.messages, { roomId });
      one.socket.read(false);
    }
    for (let n = 0; n < 100; n++) await say(alice, roomId, `${n} ${BIG.slice(0, 3_990)}`);
    await heard.waitFor((events) => events.length === 100);
    expect(heard.events.map((message) => message.content)).toEqual(await historyTexts(bob, roomId));
    await Promise.all(dead.map((one) => one.socket.cut()));
  });
});
