import TextComposer from '../../composer/TextComposer.vue';
import RoomPage from '../../timeline/RoomPage.vue';
import { toDays } from '../../timeline/rows.ts';
import { OpenRoom, type TimelineItem } from '../../timeline/timeline-documents.ts';
import TimelineView from '../../timeline/TimelineView.vue';
import TypingLine from '../../timeline/TypingLine.vue';
import { jun, mina } from '../samples.ts';
import { inboxOf, type Story } from './story.ts';
import { answer, refusal } from './story-api.ts';
import { items, onTheWay, plainRoom, rooms, sora, viewer } from './story-records.ts';

const pageOf = (shown: readonly TimelineItem[]) => ({
  edges: shown.map((node) => ({ node })),
  pageInfo: { hasPreviousPage: false, hasNextPage: false },
});
const opened = (shown: readonly TimelineItem[]) =>
  answer(OpenRoom, {
    chatRoom: {
      ...plainRoom,
      readNumber: 9,
      cursor: 'story',
      older: pageOf(shown.slice(0, 9)),
      newer: pageOf(shown.slice(9)),
      end: { edges: shown.slice(-1).map(({ number }) => ({ node: { number } })) },
    },
  });

const page = { component: RoomPage, props: { roomId: 'r1' }, inbox: inboxOf(rooms), isPage: true };
const typing = (...users: (typeof mina)[]): Partial<Story> => ({
  inbox: { rooms: [{ room: plainRoom, typing: users }] },
});
const writing = (text: string): Partial<Story> => ({ drafts: { r1: text } });
const line = { component: TypingLine, props: { roomId: 'r1' } };
const composer = { component: TextComposer, props: { roomId: 'r1' } };

export const timelineStories: readonly Story[] = [
  {
    name: 'messages',
    component: TimelineView,
    props: {
      days: toDays({ items, outgoing: onTheWay, viewer, firstNew: 'm13' }),
      opened: undefined,
      atEnd: true,
      head: 13,
      firstNew: 13,
    },
    isPage: true,
  },
  { ...page, name: 'room', answers: [opened(items)] },
  { ...page, name: 'room, empty', answers: [opened([])] },
  { ...page, name: 'room, loading' },
  { ...page, name: 'room, not there', answers: [refusal(OpenRoom, 'ROOM_NOT_FOUND')] },
  { ...page, name: 'room, unavailable', answers: [refusal(OpenRoom, 'UNAVAILABLE')] },
  { ...line, ...typing(mina), name: 'typing, one' },
  { ...line, ...typing(mina, jun, sora, viewer), name: 'typing, many' },
  { ...composer, name: 'composer' },
  { ...composer, ...writing('한 줄\n두 줄\n세 줄'), name: 'composer, written' },
  { ...composer, ...writing('가'.repeat(3_900)), name: 'composer, nearly full' },
  { ...composer, ...writing('가'.repeat(4_100)), name: 'composer, too long' },
];
