import { describe, expect, it } from 'vitest';
import {
  compareRevisions,
  decodeCursor,
  decodeItemId,
  encodeCursor,
  encodeItemId,
  historyContains,
  isLost,
} from './position.ts';

describe('a cursor', () => {
  it('comes back as the position that it was made from', () => {
    const position = { roomId: 'aB_3-x', epoch: 2, seq: 123_456_789 };
    expect(decodeCursor(encodeCursor(position))).toEqual(position);
  });

  it.each([
    '',
    'c1',
    'c1.room',
    'c1.room.1',
    'c1.room.1.2.3',
    'c1.room.-1.2',
    'c1.room.1.',
    'c2.room.1.2',
    'c1.방.1.2',
    `c1.${'x'.repeat(65)}.1.2`,
    'c1.room.zzzzzzzzzzzz.1',
  ])('is refused when it is not one of ours: %j', (text) => {
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  });
});

describe('the id of a timeline item', () => {
  it('says where the item is', () => {
    const address = { roomId: 'room', epoch: 1, seq: 70, number: 66 };
    expect(decodeItemId(encodeItemId(address))).toEqual(address);
  });

  it.each(['', 'c1.room.1.2', 'm1.room.1.2', 'm1.a#b.1.2.3', 'm1.room.1.2.3.4'])('is undefined for %j', (text) => {
    expect(decodeItemId(text)).toBeUndefined();
  });
});

it('orders revisions by epoch, then by seq', () => {
  expect(compareRevisions({ epoch: 1, seq: 9 }, { epoch: 2, seq: 3 })).toBeLessThan(0);
  expect(compareRevisions({ epoch: 2, seq: 4 }, { epoch: 2, seq: 3 })).toBeGreaterThan(0);
  expect(compareRevisions({ epoch: 2, seq: 3 }, { epoch: 2, seq: 3 })).toBe(0);
});

describe('a room whose second epoch began with event 11, when 15 had been handed out in the first', () => {
  const spans = [
    { epoch: 1, firstSeq: 1 },
    { epoch: 3, firstSeq: 11 },
  ];
  const contains = (epoch: number, seq: number) => historyContains(spans, 20, { epoch, seq });

  it('goes on for those who had seen no more than what was kept', () => {
    expect(contains(1, 0)).toBe(true);
    expect(contains(1, 10)).toBe(true);
    expect(contains(3, 10)).toBe(true);
    expect(contains(3, 20)).toBe(true);
  });

  it('does not know what was lost, nor what has not happened yet, nor other epochs', () => {
    expect(contains(1, 11)).toBe(false);
    expect(contains(1, 15)).toBe(false);
    expect(contains(3, 9)).toBe(false);
    expect(contains(3, 21)).toBe(false);
    expect(contains(2, 11)).toBe(false);
  });

  it('has lost the events that the first one handed out from there on, and no others', () => {
    const lost = (epoch: number, seq: number) => isLost(spans, { epoch, seq });
    expect([lost(1, 10), lost(1, 11), lost(1, 15)]).toEqual([false, true, true]);
    expect([lost(3, 11), lost(4, 12)]).toEqual([false, false]);
  });
});
