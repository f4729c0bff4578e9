import { stamp, type LogEnd, type RoomChange, type RoomEvent } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { headAfter } from './stored-head.ts';

const START: LogEnd = { epoch: 1, seq: 0, number: 0, messageCount: 0, createdAt: 0 };
const EPOCHS = [{ epoch: 1, firstSeq: 1 }];

const post = (text: string): RoomChange => ({ kind: 'message_posted', clientMessageId: null, body: { text } });

function story(...changes: readonly RoomChange[]): RoomEvent[] {
  let end = START;
  return changes.map((change, index) => {
    const event = stamp(change, 'room', 'ann', end, 1_000 + index);
    end = event;
    return event;
  });
}

describe('a stored head', () => {
  const events = story(post('one'), post('two'), { kind: 'member_left', userId: 'ben' });

  it('is where the events end, with the last message', () => {
    const head = headAfter({ epochs: EPOCHS }, events);
    expect(head.end).toEqual({ epoch: 1, seq: 3, number: 3, messageCount: 2, createdAt: 1_002 });
    expect(head.last).toMatchObject({ body: { text: 'two' } });
  });

  it('is the same one after events that it knows', () => {
    const head = headAfter({ epochs: EPOCHS }, events);
    expect(headAfter(head, events)).toBe(head);
  });

  it('passes over what a lost epoch took with it', () => {
    const before = headAfter({ epochs: EPOCHS }, events.slice(0, 1));
    const head = { ...before, epochs: [...EPOCHS, { epoch: 2, firstSeq: 2 }] };
    expect(headAfter(head, events)).toBe(head);
    const next = { ...events[1]!, epoch: 2 };
    expect(headAfter(head, [next]).end).toMatchObject({ epoch: 2, seq: 2 });
  });

  it('shows the last message as it is revised, and no older one', () => {
    const [one, two] = story(post('one'), post('two')) as [RoomEvent, RoomEvent];
    const revise = (event: RoomEvent): RoomChange => {
      const { roomId, epoch, seq, number, messageCount, createdAt } = event;
      const origin = { roomId, epoch, seq, number, messageCount, createdAt, authorId: 'ann', clientMessageId: null };
      return { kind: 'message_edited', origin, body: { text: 'edited' } };
    };
    const head = headAfter({ epochs: EPOCHS }, [one, two]);
    const ofOne = stamp(revise(one), 'room', 'ann', two, 0);
    expect(headAfter(head, [ofOne])).toMatchObject({ end: { seq: 3 }, last: { body: { text: 'two' } } });
    const ofTwo = stamp(revise(two), 'room', 'ann', two, 0);
    expect(headAfter(head, [ofTwo])).toMatchObject({ end: { seq: 3 }, last: { body: { text: 'edited' } } });
  });
});
