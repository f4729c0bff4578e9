import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  deleted,
  nextToSend,
  placeOf,
  queued,
  refused,
  retried,
  settled,
  type Outbox,
} from './outbox.ts';

const text = (clientMessageId: string, roomId = 'r1') => ({
  clientMessageId,
  roomId,
  text: clientMessageId,
  writtenAt: 0,
});
const of = (...ids: string[]): Outbox => ids.reduce<Outbox>((outbox, id) => queued(outbox, text(id)), []);
const ids = (outbox: Outbox) => outbox.map(({ clientMessageId }) => clientMessageId);
const states = (outbox: Outbox) => outbox.map(({ state }) => state.kind);
const seen = (...known: string[]) => ({ ids: new Set(known), upTo: 0 });
const failure = { code: 'BAD_USER_INPUT' } as const;

describe('the outbox', () => {
  it("sends a room's messages in the order in which they were written", () => {
    const outbox = of('a', 'b');
    expect(nextToSend(outbox, 'r1')?.clientMessageId).toBe('a');
    expect(nextToSend(acknowledged(outbox, 'a', 1), 'r1')?.clientMessageId).toBe('b');
    expect(nextToSend(outbox, 'r2')).toBeUndefined();
  });

  it('keeps an acknowledged message until it is seen in the timeline', () => {
    const sent = acknowledged(of('a'), 'a', 7);
    expect(states(sent)).toEqual(['sent']);
    expect(settled(sent, 'r1', seen('a'))).toEqual([]);
    expect(settled(sent, 'r1', { ids: new Set(), upTo: 7 })).toEqual([]);
    expect(settled(sent, 'r2', seen('a'))).toBe(sent);
  });

  it('lets the echo come before the answer: the message is out, and the answer changes nothing', () => {
    const echoed = settled(of('a'), 'r1', seen('a'));
    expect(echoed).toEqual([]);
    expect(acknowledged(echoed, 'a', 3)).toEqual([]);
  });

  it('goes on with the next message after a refused one', () => {
    const outbox = refused(of('a', 'b'), 'a', failure, 4);
    expect(states(outbox)).toEqual(['failed', 'pending']);
    expect(nextToSend(outbox, 'r1')?.clientMessageId).toBe('b');
  });

  it('tries a failed message again under the same id, as the last one', () => {
    const outbox = retried(refused(of('a', 'b'), 'a', failure, 4), 'a');
    expect(ids(outbox)).toEqual(['b', 'a']);
    expect(states(outbox)).toEqual(['pending', 'pending']);
  });

  it('retries and deletes failed messages only', () => {
    const outbox = of('a');
    expect(retried(outbox, 'a')).toBe(outbox);
    expect(deleted(outbox, 'a')).toBe(outbox);
    expect(deleted(refused(outbox, 'a', failure, 0), 'a')).toEqual([]);
  });

  it('places a sent message at its number, a failed one where it failed, a pending one at the end', () => {
    const [sent, failed, pending] = refused(acknowledged(of('a', 'b', 'c'), 'a', 5), 'b', failure, 5).map(placeOf);
    expect([sent, failed, pending]).toEqual([5, 5.5, Infinity]);
  });
});
