import type { OutgoingMessage } from '../../composer/outbox.ts';
import type { User } from '../../graphql/fragments.ts';
import { instant, jun, message, mina, notice, room } from '../samples.ts';

/** Who looks at the stories, and whom they know. */
export const viewer: User = { id: 'u-haru', handle: '하루' };
export const sora: User = { id: 'u-sora', handle: '소라' };
const longNamed: User = { id: 'u-long', handle: 'Wolfeschlegelsteinhausenbergerdo' };
export const people = [mina, jun, sora, longNamed];

const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

export const plainRoom = room('r1', {
  name: '점심 모임',
  memberCount: 4,
  firstMembers: [mina, jun, sora],
  lastMessage: message(12, { author: mina, text: '12시에 정문에서 만나요' }),
});

export const rooms = [
  plainRoom,
  room('unread', { unreadCount: 3, lastMessage: message(3, { text: 'Ready when you are' }) }),
  room('many', {
    name: LONG,
    memberCount: 130,
    firstMembers: [jun, longNamed, mina],
    unreadCount: 240,
    lastMessage: message(240, { author: longNamed, text: `${LONG} `.repeat(3) }),
  }),
  room('own', { firstMembers: [sora], lastMessage: message(2, { author: viewer, text: '네, 보냈어요' }) }),
  room('deleted', {
    firstMembers: [mina, sora],
    memberCount: 3,
    lastMessage: message(4, { isDeleted: true, text: null }),
  }),
  room('draft', { firstMembers: [longNamed] }),
  room('alone', { firstMembers: [], memberCount: 1 }),
];

export const items = [
  notice(1, { kind: 'ROOM_CREATED', user: mina, actor: mina }),
  notice(2, { kind: 'MEMBER_JOINED', user: sora, actor: mina }),
  message(3, { author: mina, text: '오늘 점심 어디서 먹을까요?' }),
  message(4, { author: mina, text: 'https://example.com/menu 여기 어때요' }),
  message(5, { author: jun, text: 'run `npm test` first' }),
  message(6, { author: viewer, text: '좋아요' }),
  message(7, { author: viewer, text: '👍' }),
  message(8, { author: sora, text: Array.from({ length: 20 }, (_, n) => `줄 ${String(n + 1)}`).join('\n') }),
  message(9, { author: jun, text: LONG }),
  message(10, { author: mina, text: null, isDeleted: true }),
  message(11, { author: viewer, text: '12시 30분에 봐요', editedAt: instant(12) }),
  notice(12, { kind: 'MEMBER_LEFT', user: jun, actor: jun }),
  message(13, { author: sora, text: '먼저 가 있을게요' }),
];

const outgoing = (id: string, state: OutgoingMessage['state']): OutgoingMessage => ({
  clientMessageId: id,
  roomId: 'r1',
  text: `${id}: 곧 도착해요`,
  writtenAt: Date.parse(instant(14)),
  state,
});
export const onTheWay = [
  outgoing('refused', { kind: 'failed', failure: { code: 'FORBIDDEN' }, after: 13 }),
  outgoing('waiting', { kind: 'pending' }),
];
