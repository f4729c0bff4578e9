import { LRUCache } from 'lru-cache';

/** For how long a room's creation is told to those who subscribe after it, in milliseconds. */
export const CREATION_TOLD_FOR_MS = 5_000;

/** Which sessions were told of which room's creation: nobody is told twice. */
export class ToldCreations {
  // Kept twice as long as a creation is told at all.
  private readonly told = new LRUCache<string, true>({ max: 100_000, ttl: 2 * CREATION_TOLD_FOR_MS });

  has(sessionId: string, roomId: string): boolean {
    return this.told.has(`${sessionId}:${roomId}`);
  }

  add(sessionId: string, roomId: string): void {
    this.told.set(`${sessionId}:${roomId}`, true);
  }
}
