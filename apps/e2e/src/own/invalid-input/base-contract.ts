import * as base from '../../client/base-operations.ts';
import { ANOTHER, cases, LONG, NO_ROOM, self, type Row } from './row.ts';

/** The queries and mutations of the base contract. */
export const baseRows: Row[] = [
  ...cases('history', base.history, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', () => ({ roomId: NO_ROOM })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', ({ roomId }) => ({ roomId })],
    ['limit 99999', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ roomId, limit: 99_999 })],
    ['limit 0', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ roomId, limit: 0 })],
  ]),
  ...cases('search', base.search, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', () => ({ keyword: 'word', userId: ANOTHER })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ keyword: 'word', userId: self(scene, 'carol') })],
    ['limit 99999', 'BAD_USER_INPUT', 'alice', (scene) => ({ keyword: 'w', userId: self(scene), limit: 99_999 })],
    ['too long', 'BAD_USER_INPUT', 'alice', (scene) => ({ keyword: LONG, userId: self(scene) })],
  ]),
  ...cases('setUser', base.setUser, [
    ['blank', 'BAD_USER_INPUT', 'nobody', () => ({ id: ' ' })],
    ['too long', 'BAD_USER_INPUT', 'nobody', () => ({ id: 'x'.repeat(33) })],
    ['reserved', 'BAD_USER_INPUT', 'nobody', () => ({ id: 'system' })],
  ]),
  ...cases('createRoom', base.createRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', () => ({ hostId: ANOTHER, participants: [] })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ hostId: self(scene, 'carol'), participants: [] })],
    ['unknown participant', 'BAD_USER_INPUT', 'alice', (s) => ({ hostId: self(s), participants: [ANOTHER] })],
    ['impossible participant', 'BAD_USER_INPUT', 'alice', (s) => ({ hostId: self(s), participants: [''] })],
  ]),
  ...cases('joinRoom', base.joinRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId, userId: ANOTHER })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', (scene) => ({ roomId: NO_ROOM, userId: self(scene) })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', (scene) => ({ roomId: scene.roomId, userId: self(scene, 'carol') })],
    ['unknown user', 'BAD_USER_INPUT', 'alice', ({ roomId }) => ({ roomId, userId: ANOTHER })],
  ]),
  ...cases('leaveRoom', base.leaveRoom, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId, userId: ANOTHER })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', (scene) => ({ roomId: NO_ROOM, userId: self(scene) })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', (scene) => ({ roomId: scene.roomId, userId: self(scene, 'carol') })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ roomId: scene.roomId, userId: self(scene, 'carol') })],
  ]),
  ...cases('message', base.sendMessage, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId, userId: ANOTHER, content: 'x' })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', (s) => ({ roomId: NO_ROOM, userId: self(s), content: 'x' })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', (s) => ({ roomId: s.roomId, userId: self(s, 'carol'), content: 'x' })],
    ["another user's id", 'FORBIDDEN', 'alice', (s) => ({ roomId: s.roomId, userId: self(s, 'carol'), content: 'x' })],
    ['blank', 'BAD_USER_INPUT', 'alice', (s) => ({ roomId: s.roomId, userId: self(s), content: ' \n' })],
    ['too long', 'BAD_USER_INPUT', 'alice', (s) => ({ roomId: s.roomId, userId: self(s), content: LONG })],
    ['half a character', 'BAD_USER_INPUT', 'alice', (s) => ({ roomId: s.roomId, userId: self(s), content: 'a\ud83d' })],
  ]),
  ...cases('typing', base.sendTyping, [
    ['without identity', 'UNAUTHENTICATED', 'nobody', ({ roomId }) => ({ roomId, userId: ANOTHER })],
    ['unknown room', 'ROOM_NOT_FOUND', 'alice', (scene) => ({ roomId: NO_ROOM, userId: self(scene) })],
    ['non-member', 'ROOM_NOT_FOUND', 'carol', (scene) => ({ roomId: scene.roomId, userId: self(scene, 'carol') })],
    ["another user's id", 'FORBIDDEN', 'alice', (scene) => ({ roomId: scene.roomId, userId: self(scene, 'carol') })],
  ]),
];
