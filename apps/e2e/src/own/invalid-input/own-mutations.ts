import { randomUUID } from 'node:crypto';
import * as own from '../../client/own-operations.ts';
import { ANOTHER, cases, LONG, NO_ROOM, self, type Row } from './row.ts';

export const mutationRows: Row[] = [
  ...cases('guestSignIn', own.guestSignIn, [
    ['blank', 'BAD_USER_INPUT', 'nobody', () => ({ handle: ' ' })],
    ['too long', 'BAD_USER_INPUT', 'nobody', () => ({ handle: 'x'.repeat(33) })],
    ['reserved', 'BAD_USER_INPUT', 'nobody', () => ({ handle: 'SYSTEM' })],
    ["another user's handle", 'HANDLE_TAKEN', 'nobody', (scene) => ({ handle: self(scene) })],
    ['a second handle', 'ALREADY_SIGNED_IN', 'alice', () => ({ handle: ANOTHER })],
  ]),
  ...cases('signOut', own.signOut, [['without identity', 'UNAUTHENTICATED', 'nobody', () => ({})]]),
  ...cases('createChatRoom', own.createChatRoom, [
    [
      'without identity',
      'UNAUTHENTICATED',
      'nobody',
      () => ({ input: { clientRequestId: randomUUID(), members: [] } }),
    ],
    [
      'unknown member',
      'BAD_USER_INPUT',
      'alice',
      () => ({ input: { clientRequestId: randomUUID(), members: [ANOTHER] } }),
    ],
    [
      'impossible member',
      'BAD_USER_INPUT',
      'alice',
      () => ({ input: { clientRequestId: randomUUID(), members: ['\n'] } }),
    ],
    [
      'too many members',
      'BAD_USER_INPUT',
      'alice',
      (s) => ({ input: { clientRequestId: randomUUID(), members: Array.from({ length: 1_001 }, () => self(s)) } }),
    ],
    ['blank request id', 'BAD_USER_INPUT', 'alice', () => ({ input: { clientRequestId: '', members: [] } })],
    ['request id too long', 'BAD_USER_INPUT', 'alice', () => ({ input: { clientRequestId: LONG, members: [] } })],
    [
      'name too long',
      'BAD_USER_INPUT',
      'alice',
      () => ({ input: { clientRequestId: randomUUID(), name: 'x'.repeat(81), members: [] } }),
    ],
    [
      'control characters in the name',
      'BAD_USER_INPUT',
      'alice',
      () => ({ input: { clientRequestId: randomUUID(), name: 'a\u0000b', members: [] } }),
    ],
    [
      'a request id that was used for another room',
      'DEDUPE_MISMATCH',
      'alice',
      ({ usedRequestId }) => ({ input: { clientRequestId: usedRequestId, name: 'another', members: [] } }),
    ],
  ]),
  ...cases('inviteToRoom', own.inviteToRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ input: { roomId, handle: ANOTHER } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', (s) => ({ input: { roomId: NO_ROOM, handle: self(s, 'carol') } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', (s) => ({ input: { roomId: s.roomId, handle: self(s, 'carol') } })],
    ['unknown user', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ input: { roomId, handle: ANOTHER } })],
    ['blank', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ input: { roomId, handle: '' } })],
  ]),
  ...cases('leaveChatRoom', own.leaveChatRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ input: { roomId } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ input: { roomId: NO_ROOM } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ input: { roomId } })],
  ]),
];
