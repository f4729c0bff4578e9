import { userRoomsChangedBy, type RoomEvent } from '@maru/domain';
import type { Core } from '../core.ts';

/**
 * Brings users' lists of rooms up to date with these events, and tells their sessions. The appender calls it at once; the consumer group `memberships`
 * calls it for certain. Idempotent.
 */
export async function announceUserRooms({ ports }: Pick<Core, 'ports'>, events: readonly RoomEvent[]): Promise<void> {
  const entries = events.flatMap(userRoomsChangedBy);
  if (entries.length === 0) return;
  await ports.roomStore.putUserRooms(entries);
  await Promise.all(entries.map((entry) => ports.feed.publish(`user:${entry.userId}`, { kind: 'room_entry', entry })));
}
