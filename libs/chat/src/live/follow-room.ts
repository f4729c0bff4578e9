import {
  badInput,
  compareRevisions,
  decodeCursor,
  mayRead,
  type Position,
  type RoomEvent,
  type Session,
} from '@maru/domain';
import type { Chat } from '../chat.ts';
import { accessRoom } from '../rooms/room-access.ts';
import type { ResyncReason } from './room-channel.ts';

/** Receives one room's events, from a cursor on. */
export interface RoomFollower {
  event(event: RoomEvent): void;
  resync(reason: ResyncReason): void;
  /** Nothing comes any more: the viewer left the room, or has to resync. */
  end(): void;
  fail(error: unknown): void;
  ready?(): Promise<void>;
}

/**
 * Replays a room's events after a cursor, then goes on live. The event of the viewer's own leaving is the last one.
 * @returns what stops it
 * @throws ChatError ROOM_NOT_FOUND, BAD_USER_INPUT (no cursor, or another room's)
 */
export async function followRoom(chat: Chat, viewer: Session, roomId: string, cursor: string, follower: RoomFollower) {
  const { member } = await accessRoom(chat, viewer.userId, roomId, mayRead);
  const after = decodeCursor(cursor);
  if (after.roomId !== roomId) throw badInput('This cursor belongs to another room.');
  const end = () => {
    following.stop();
    follower.end();
  };
  const following = chat.channels.follow(
    {
      event: (event) => {
        follower.event(event);
        if (event.kind === 'member_left' && event.userId === viewer.userId && event.seq > member.joinedSeq) end();
      },
      resync: (reason) => {
        follower.resync(reason);
        end();
      },
      ...(follower.ready ? { ready: () => follower.ready?.() ?? Promise.resolve() } : {}),
    },
    after,
  );
  following.live.then(() => endIfLeft(chat, viewer, after, end)).catch((error: unknown) => follower.fail(error));
  return () => following.stop();
}

/**
 * Somebody who left between the first look and a cursor beyond their leaving would never see the event that ends it. A leaving after the
 * cursor is still to come, however late.
 */
async function endIfLeft({ ports }: Chat, viewer: Session, after: Position, end: () => void): Promise<void> {
  const member = await ports.roomStore.member(after.roomId, viewer.userId);
  if (!member || (member.state === 'left' && compareRevisions(member.revision, after) <= 0)) end();
}
