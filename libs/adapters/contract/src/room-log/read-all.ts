import type { RoomEvent } from '@maru/domain';
import type { BackendNode } from '../backend.ts';

const PAGE = 7;

/**
 * Reads a room page by page, from right before an event up to its end.
 * @throws Error where the log says that it cannot go on from there
 */
export async function readAll(
  node: BackendNode,
  first: Pick<RoomEvent, 'roomId' | 'epoch' | 'seq'>,
): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (;;) {
    const { roomId, epoch, seq } = events.at(-1) ?? { ...first, seq: first.seq - 1 };
    const replay = await node.ports.roomLog.read({ roomId, epoch, seq }, PAGE);
    if (replay.kind === 'resync') throw new Error(`Resync (${replay.reason}) after ${seq}.`);
    if (replay.events.length > PAGE) throw new Error(`${replay.events.length} events on a page of ${PAGE}.`);
    events.push(...replay.events);
    if (replay.events.length < PAGE) return events;
  }
}
