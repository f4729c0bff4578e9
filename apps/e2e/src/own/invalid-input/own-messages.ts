import { randomUUID } from 'node:crypto';
import * as own from '../../client/own-operations.ts';
import { cases, LONG, NO_ROOM, type Row } from './row.ts';

const message = (roomId: string, text = 'x', clientMessageId: string = randomUUID()) => ({
  input: { roomId, clientMessageId, text },
});

export const messageRows: Row[] = [
  ...cases('sendMessage', own.sendMessage, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => message(roomId)],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => message(NO_ROOM)],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => message(roomId)],
    ['blank', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, ' \t\n')],
    ['too long', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, LONG)],
    ['half a character', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, '\udc00')],
    ['blank message id', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, 'x', '')],
    ['message id too long', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, 'x', LONG)],
    ['message id with a space', 'BAD_USER_INPUT', 'alice', ({ roomId }) => message(roomId, 'x', 'a b')],
    ['a used message id', 'DEDUPE_MISMATCH', 'alice', (s) => message(s.roomId, 'other', s.usedMessageId)],
  ]),
  ...cases('markRead', own.markRead, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId, messageId }) => ({ input: { roomId, messageId } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', ({ messageId }) => ({ input: { roomId: NO_ROOM, messageId } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId, messageId }) => ({ input: { roomId, messageId } })],
    ['wrong id', 'MESSAGE_NOT_FOUND', 'alice', ({ roomId }) => ({ input: { roomId, messageId: 'rubbish' } })],
    [
      "another room's message",
      'MESSAGE_NOT_FOUND',
      'alice',
      ({ roomId, other }) => ({ input: { roomId, messageId: other.messageId } }),
    ],
  ]),
  ...cases('setTyping', own.setTyping, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ input: { roomId } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ input: { roomId: NO_ROOM } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ input: { roomId } })],
  ]),
];
