import * as base from '../../client/base-operations.ts';
import * as own from '../../client/own-operations.ts';
import { cases, NO_ROOM, self, type Row } from './row.ts';

/** All subscriptions; of those with a `userId`, the ones that do not wait for a user. */
export const subscriptionRows: Row[] = [
  ...cases('message', base.messages, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ roomId: NO_ROOM })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ roomId })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ userId: self(scene, 'carol') })],
    ['nothing at all', 'BAD_USER_INPUT', 'alice', () => ({})],
  ]),
  ...cases('roomCreated', base.roomCreated, [
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ userId: self(scene, 'carol') })],
    ['wrong id', 'FORBIDDEN', 'alice', () => ({ userId: '' })],
  ]),
  ...cases('system', base.system, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ input: { roomId } })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ input: { roomId: NO_ROOM } })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ input: { roomId } })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ input: { userId: self(scene, 'carol') } })],
    ['nothing at all', 'BAD_USER_INPUT', 'alice', () => ({ input: {} })],
  ]),
  ...cases('typing', base.typing, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ roomId: NO_ROOM })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ roomId })],
  ]),
  ...cases('roomEvents', own.roomEvents, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId, other }) => ({ roomId, after: other.cursor })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', ({ other }) => ({ roomId: NO_ROOM, after: other.cursor })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId, other }) => ({ roomId, after: other.cursor })],
    ['bad cursor', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ roomId, after: 'rubbish' })],
    ["another room's cursor", 'BAD_USER_INPUT', 'alice', ({ roomId, other }) => ({ roomId, after: other.cursor })],
  ]),
  ...cases('inbox', own.inbox, [['without identity', 'UNAUTHENTICATED', 'nobody', () => ({})]]),
];
