import * as own from '../../client/own-operations.ts';
import { cases, LONG, NO_ROOM, type Row } from './row.ts';

export const queryRows: Row[] = [
  ...cases('onlineUsers', own.onlineUsers, [['without identity', 'UNAUTHENTICATED', 'nobody', () => ({})]]),
  ...cases('node', own.node, [['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ id: roomId })]]),
  ...cases('chatRooms', own.chatRooms, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', () => ({})],
    ['first 99999', 'BAD_USER_INPUT', 'alice', () => ({ first: 99_999 })],
    ['first 0', 'BAD_USER_INPUT', 'alice', () => ({ first: 0 })],
    ['first -1', 'BAD_USER_INPUT', 'alice', () => ({ first: -1 })],
    ['bad cursor', 'BAD_USER_INPUT', 'alice', () => ({ after: 'rubbish' })],
  ]),
  ...cases('chatRoom', own.chatRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ id: roomId })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ id: NO_ROOM })],
    ['no id at all', 'ROOM_NOT_FOUND', 'alice', () => ({ id: '' })],
    ['wrong id: of a message', 'ROOM_NOT_FOUND', 'alice', ({ messageId }) => ({ id: messageId })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ id: roomId })],
  ]),
  ...cases('members', own.members, [
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ id: roomId })],
    ['first 99999', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 99_999 })],
    ['bad cursor', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, after: 'rubbish' })],
  ]),
  ...cases('timeline', own.timeline, [
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ id: roomId, last: 5 })],
    ['first 99999', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 99_999 })],
    ['last 99999', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, last: 99_999 })],
    ['first 0', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 0 })],
    ['neither first nor last', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId })],
    ['both first and last', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 1, last: 1 })],
    ['bad cursor', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 1, after: 'rubbish' })],
    ['no instant', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ id: roomId, first: 1, at: 'yesterday' })],
    [
      "another room's item",
      'BAD_USER_INPUT',
      'alice',
      ({ roomId, other }) => ({ id: roomId, last: 1, before: other.messageId }),
    ],
  ]),
  ...cases('searchMessages', own.searchMessages, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', () => ({ input: { text: 'word' } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ input: { text: 'word', roomId: NO_ROOM } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ input: { text: 'word', roomId } })],
    ['too long', 'BAD_USER_INPUT', 'alice', () => ({ input: { text: LONG } })],
    ['first 99999', 'BAD_USER_INPUT', 'alice', () => ({ input: { text: 'word' }, first: 99_999 })],
    ['bad cursor', 'BAD_USER_INPUT', 'alice', () => ({ input: { text: 'word' }, after: 'rubbish' })],
  ]),
];
