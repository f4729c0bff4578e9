import { FEED_QUEUE_LIMIT, type FeedItem, type TypingSignal } from '@maru/chat';
import { describe, expect, it } from 'vitest';
import type { BackendNode, OpenBackend } from './backend.ts';
import { oneTo } from './commands.ts';
import { listen, payloads } from './listen.ts';
import { eventually, openBackendForTest } from './opened-backend.ts';

type TypingItem = FeedItem<'typing:room'>;

const signal = (n: number): TypingSignal => ({ roomId: 'room', userId: `user-${n}` });
const publish = (node: BackendNode, n: number) => node.ports.feed.publish('typing:room', signal(n));
const numbersIn = (items: readonly TypingItem[]) =>
  payloads<'typing:room'>(items).map(({ userId }) => Number(userId.slice(5)));

export function describeFeed(open: OpenBackend): void {
  describe('Feed', () => {
    describePublishing(open);
    describeSubscriptions(open);
    describeSlowSubscribers(open);
  });
}

function describePublishing(open: OpenBackend): void {
  it('brings each payload once to every subscriber of the topic, on every node, in the publisher’s order', async () => {
    const { a, b } = await openBackendForTest(open);
    const ears = [await listen(a, 'typing:room'), await listen(b, 'typing:room'), await listen(b, 'typing:room')];
    for (const n of oneTo(50)) await publish(a, n);
    for (const heard of ears) {
      await eventually(() => expect(heard).toHaveLength(50));
      expect(numbersIn(heard)).toEqual(oneTo(50));
    }
  });

  it('keeps each publisher’s order where several publish', async () => {
    const { a, b } = await openBackendForTest(open);
    const heard = await listen(a, 'typing:room');
    await Promise.all([
      (async () => {
        for (const n of oneTo(50)) await publish(a, n);
      })(),
      (async () => {
        for (const n of oneTo(150, 101)) await publish(b, n);
      })(),
    ]);
    await eventually(() => expect(heard).toHaveLength(100));
    expect(numbersIn(heard).filter((n) => n <= 50)).toEqual(oneTo(50));
    expect(numbersIn(heard).filter((n) => n > 50)).toEqual(oneTo(150, 101));
  });

  it('brings a topic nothing of another, whatever their names have in common', async () => {
    const { a, b } = await openBackendForTest(open);
    const heard = await listen(b, 'typing:room');
    const others = ['typing:room2', 'typing:roo', 'typing:ROOM', 'typing:room:x', 'typing:*', 'typing:r?om'] as const;
    for (const topic of others) await a.ports.feed.publish(topic, signal(1));
    await a.ports.feed.publish('session:room', { userId: null });
    await a.ports.feed.publish('user:room', { kind: 'room_reminder', roomId: 'room' });
    await publish(a, 2);
    await eventually(() => expect(heard).not.toHaveLength(0));
    expect(numbersIn(heard)).toEqual([2]);
  });

  it('brings payloads as they were published', async () => {
    const { a, b } = await openBackendForTest(open);
    const users = await listen(b, 'user:안녕');
    const sessions = await listen(b, 'session:s');
    const read = { roomId: 'room', userId: '안녕', epoch: 2, seq: 7, number: 5, messageCount: 4 };
    await a.ports.feed.publish('user:안녕', { kind: 'read', read });
    await a.ports.feed.publish('session:s', { userId: null });
    await eventually(() => expect(payloads(users)).toEqual([{ kind: 'read', read }]));
    await eventually(() => expect(payloads(sessions)).toEqual([{ userId: null }]));
  });

  it('keeps nothing for those who come later', async () => {
    const { a, b } = await openBackendForTest(open);
    const early = await listen(b, 'typing:room');
    await publish(a, 1);
    await eventually(() => expect(early).toHaveLength(1));
    const late = await listen(b, 'typing:room');
    await publish(a, 2);
    await eventually(() => expect(late).not.toHaveLength(0));
    expect(numbersIn(late)).toEqual([2]);
  });

  it('accepts what nobody listens to', async () => {
    const { a } = await openBackendForTest(open);
    await expect(publish(a, 1)).resolves.toBeUndefined();
  });
}

function describeSubscriptions(open: OpenBackend): void {
  it('brings everything that is published after subscribing resolved, on whatever node', async () => {
    const { a, b } = await openBackendForTest(open);
    for (const n of oneTo(20)) {
      const subscription = await b.ports.feed.subscribe('typing:room');
      await publish(a, n);
      for await (const item of subscription) {
        expect(item).toEqual({ kind: 'payload', payload: signal(n) });
        break;
      }
      await subscription.close();
    }
  });

  it('ends the iteration when it is closed, also while somebody waits, and brings nothing after that', async () => {
    const { a, b } = await openBackendForTest(open);
    const heard: TypingItem[] = [];
    const subscription = await b.ports.feed.subscribe('typing:room');
    const iteration = (async () => {
      for await (const item of subscription) heard.push(item);
      return 'ended';
    })();
    const other = await listen(b, 'typing:room');
    await publish(a, 1);
    await eventually(() => expect(heard).toHaveLength(1));
    await subscription.close();
    await subscription.close();
    expect(await iteration).toBe('ended');
    await publish(a, 2);
    await eventually(() => expect(numbersIn(other)).toEqual([1, 2]));
    expect(numbersIn(heard)).toEqual([1]);
  });

  it('drops what is queued when it is closed', async () => {
    const { a } = await openBackendForTest(open);
    const subscription = await a.ports.feed.subscribe('typing:room');
    const other = await listen(a, 'typing:room');
    await publish(a, 1);
    await eventually(() => expect(other).toHaveLength(1));
    await subscription.close();
    const heard: TypingItem[] = [];
    for await (const item of subscription) heard.push(item);
    expect(heard).toEqual([]);
  });

  it('leaves the other subscribers of a topic alone when one closes', async () => {
    const { a } = await openBackendForTest(open);
    const closing = await a.ports.feed.subscribe('typing:room');
    const heard = await listen(a, 'typing:room');
    await closing.close();
    await publish(a, 1);
    await eventually(() => expect(numbersIn(heard)).toEqual([1]));
  });

  it('ends with its node, also when it had only just begun', async () => {
    const { a, b } = await openBackendForTest(open);
    const ends = [a, b].map(async ({ ports }) => {
      for await (const _ of await ports.feed.subscribe('typing:room')) continue;
      return 'ended';
    });
    await a.close();
    await b.crash();
    expect(await Promise.all(ends)).toEqual(['ended', 'ended']);
  });
}

function describeSlowSubscribers(open: OpenBackend): void {
  it('drops the queue of a subscriber that is too slow, says so once in its place, and goes on', async () => {
    const { a, b } = await openBackendForTest(open);
    const slow = await b.ports.feed.subscribe('typing:room');
    const quick = await listen(b, 'typing:room');
    const last = FEED_QUEUE_LIMIT + 100;
    for (const n of oneTo(last)) await publish(a, n);
    await eventually(() => expect(numbersIn(quick).at(-1)).toBe(last));
    const heard: TypingItem[] = [];
    for await (const item of slow) {
      heard.push(item);
      if (item.kind === 'payload' && item.payload.userId === signal(last).userId) break;
    }
    expect(heard.filter(({ kind }) => kind === 'missed')).toHaveLength(1);
    expect(heard[0]).toEqual({ kind: 'missed' });
    const numbers = numbersIn(heard);
    expect(numbers).toEqual(oneTo(last, numbers[0]));
    expect(heard.length).toBeLessThanOrEqual(FEED_QUEUE_LIMIT);
  });

  it('holds as many items as it promises before it drops any', async () => {
    const { a, b } = await openBackendForTest(open);
    const waiting = await b.ports.feed.subscribe('typing:room');
    const quick = await listen(b, 'typing:room');
    for (const n of oneTo(FEED_QUEUE_LIMIT)) await publish(a, n);
    await eventually(() => expect(quick).toHaveLength(FEED_QUEUE_LIMIT));
    const heard: TypingItem[] = [];
    for await (const item of waiting) if (heard.push(item) === FEED_QUEUE_LIMIT) break;
    expect(numbersIn(heard)).toEqual(oneTo(FEED_QUEUE_LIMIT));
  });
}
