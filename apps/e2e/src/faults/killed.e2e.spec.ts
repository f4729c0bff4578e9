import { expect, it } from 'vitest';
import { letPass } from '../client/clock.ts';
import { Follower } from '../client/follower.ts';
import { cursorOf, guests, startRoom, wholeTimeline } from '../client/own-acts.ts';
import { BaseWriter, Writer } from '../client/writer.ts';
import { seededRandom } from '../topology/random.ts';
import { FAULT_RUNS } from '../topology/run-settings.ts';
import { useServer } from '../topology/use-server.ts';
import { expectNothingLost } from './nothing-is-lost.ts';

const server = useServer({ MARU_HOT_WINDOW: '20000' });
const WORD = '폭풍우';

it(
  `F1: the server killed with SIGKILL at ${FAULT_RUNS} random moments under load: nothing acknowledged is lost, nothing is doubled`,
  { timeout: 90_000 + FAULT_RUNS * 20_000 },
  async () => {
    const random = seededRandom('moments of SIGKILL');
    const [alice, bob, carol, reader] = await guests(server(), 'alice', 'bob', 'carol', 'reader');
    const roomId = await startRoom(alice, bob, carol, reader);
    const start = await cursorOf(reader, roomId);
    const followers = [new Follower(reader, roomId, start), new Follower(alice, roomId, start)];
    const writers = [
      new Writer(alice, roomId, 'socket', WORD),
      new Writer(bob, roomId, 'socket', WORD),
      new Writer(carol, roomId, 'http', WORD),
    ];
    const baseWriter = new BaseWriter(bob, roomId, WORD);
    for (let run = 0; run < FAULT_RUNS; run++) {
      const before = writers.map((writer) => writer.acknowledged.size);
      await letPass(100 + random() * 700);
      await server().kill();
      await server().start();
      await expect.poll(() => writers.every((writer, n) => writer.acknowledged.size > (before[n] ?? 0) + 5)).toBe(true);
    }
    await Promise.all([...writers, baseWriter].map((writer) => writer.stop()));

    await expectNothingLost({ roomId, reader, writers, followers, word: WORD });
    const texts = (await wholeTimeline(reader, roomId))
      .map((item) => item.text)
      .filter((text) => text?.includes('base'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toEqual(expect.arrayContaining(baseWriter.acknowledged));
    for (const follower of followers) expect(follower.connections).toBeGreaterThan(1);
    await Promise.all(followers.map((follower) => follower.stop()));
  },
);

it('F28: everything stopped and started cold, gracefully and not: history is complete', async () => {
  const [alice, reader] = await guests(server(), 'alice', 'reader');
  const roomId = await startRoom(alice, reader);
  const start = await cursorOf(reader, roomId);
  const word = '눈사태';
  const rounds: Writer[] = [];
  for (const end of ['stop', 'kill', 'stop'] as const) {
    await alice.connect();
    const writer = new Writer(alice, roomId, 'socket', word);
    await expect.poll(() => writer.acknowledged.size).toBeGreaterThan(20);
    await writer.stop();
    rounds.push(writer);
    await server()[end]();
    await server().start();
  }
  const follower = new Follower(reader, roomId, start);
  await expectNothingLost({ roomId, reader, writers: rounds, followers: [follower], word });
  await follower.stop();
});
