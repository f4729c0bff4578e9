import type { RoomEvent, Session } from '@maru/domain';
import type { Core } from '../core.ts';

/** The events of the creation of those of the viewer's rooms that are younger than `withinMs`, oldest first. */
export async function recentCreations(
  { ports, settings }: Core,
  viewer: Session,
  withinMs: number,
): Promise<RoomEvent[]> {
  const entries = await ports.roomStore.userRooms(viewer.userId);
  const rooms = await ports.roomStore.rooms(entries.map((entry) => entry.roomId));
  const since = settings.clock() - withinMs;
  const young = rooms.filter((room) => room.createdAt > since && room.endedAt === null);
  const events = await Promise.all(
    young.map(async ({ id, revision }) => {
      const { epoch, seq } = revision;
      const replay = await ports.roomLog.read({ roomId: id, epoch, seq: seq - 1 }, 1);
      return replay.kind === 'events' ? replay.events.filter((event) => event.kind === 'room_created') : [];
    }),
  );
  return events.flat().sort((a, b) => a.createdAt - b.createdAt);
}
