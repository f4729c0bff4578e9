import type { RoomSummary } from '@maru/chat';
import { ChatError, encodeItemId } from '@maru/domain';
import { describe, expect, it } from 'vitest';
import { timelineRange } from './timeline-range.ts';
import { TimelinePlace, type TimelineArgs } from './timeline.model.ts';

const revision = { epoch: 1, seq: 12 };
const summary: RoomSummary = {
  room: {
    id: 'room',
    name: null,
    createdBy: 'u',
    createdAt: 0,
    endedAt: null,
    revision,
    head: { ...revision, number: 10, messageCount: 8, createdAt: 0, lastMessage: null },
  },
  unreadCount: 3,
  readNumber: 6,
};
const item = (number: number, roomId = 'room') => encodeItemId({ roomId, epoch: 1, seq: number, number });
const lastBefore = (instant: number) => Promise.resolve(instant / 100);
const { START, END, READ_POSITION } = TimelinePlace;

describe('a page of a timeline', () => {
  it.each<[string, TimelineArgs, object]>([
    ['forward from the start', { first: 5 }, { after: 0, limit: 5 }],
    ['backward from the end', { last: 5 }, { before: 11, limit: 5 }],
    ['forward from an item', { first: 5, after: item(3) }, { after: 3, limit: 5 }],
    ['backward from an item', { last: 5, before: item(3) }, { before: 3, limit: 5 }],
    ['forward from where reading stopped', { first: 5, from: READ_POSITION }, { after: 6, limit: 5 }],
    ['backward from where reading stopped', { last: 5, from: READ_POSITION }, { before: 7, limit: 5 }],
    ['forward from the end', { first: 5, from: END }, { after: 10, limit: 5 }],
    ['backward from the start', { last: 5, from: START }, { before: 1, limit: 5 }],
    ['forward from an instant', { first: 5, at: 400 }, { after: 4, limit: 5 }],
    ['backward from an instant', { last: 5, at: 400 }, { before: 5, limit: 5 }],
    ['with nulls for what is not given', { first: 200, last: null, after: null, from: null }, { after: 0, limit: 200 }],
  ])('%s', async (_which, args, range) => {
    expect(await timelineRange(summary, args, lastBefore)).toEqual(range);
  });

  it.each<[string, TimelineArgs]>([
    ['neither direction', {}],
    ['both directions', { first: 1, last: 1 }],
    ['an item of the other direction', { first: 1, before: item(3) }],
    ['an item of the other direction', { last: 1, after: item(3) }],
    ['an item and a place', { first: 1, after: item(3), from: END }],
    ['an item and an instant', { first: 1, after: item(3), at: 400 }],
    ['a place and an instant', { first: 1, from: END, at: 400 }],
    ['an item of another room', { first: 1, after: item(3, 'other') }],
    ['what is no item', { first: 1, after: 'x' }],
    ['no size', { first: 0 }],
    ['too large a size', { last: 201 }],
  ])('is refused for %s', async (_why, args) => {
    await expect(timelineRange(summary, args, lastBefore)).rejects.toThrow(ChatError);
  });
});
