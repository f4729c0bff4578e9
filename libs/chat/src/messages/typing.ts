import { mayPost, type Session } from '@maru/domain';
import type { Core } from '../core.ts';
import { accessRoom } from '../rooms/room-access.ts';

/** At most one signal per user and room in this time, in milliseconds. */
const SIGNAL_EVERY_MS = 1_000;
const MAX_REMEMBERED = 10_000;

/** Tells a room's members who is typing; repetitions within a second are dropped. */
export class TypingSignals {
  private readonly lastSent = new Map<string, number>();

  constructor(private readonly core: Core) {}

  /** @throws ChatError ROOM_NOT_FOUND */
  async send(viewer: Session, roomId: string): Promise<void> {
    await accessRoom(this.core, viewer.userId, roomId, mayPost);
    if (!this.isDue(`${roomId}:${viewer.userId}`)) return;
    await this.core.ports.feed.publish(`typing:${roomId}`, { roomId, userId: viewer.userId });
  }

  private isDue(key: string): boolean {
    const now = this.core.settings.clock();
    if (now - (this.lastSent.get(key) ?? -Infinity) < SIGNAL_EVERY_MS) return false;
    // Re-inserted, so that the map's order is the order of time and the oldest can be forgotten.
    this.lastSent.delete(key);
    this.lastSent.set(key, now);
    const oldest = this.lastSent.keys().next();
    if (this.lastSent.size > MAX_REMEMBERED && !oldest.done) this.lastSent.delete(oldest.value);
    return true;
  }
}
