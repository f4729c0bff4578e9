import type { RoomEvent } from '@maru/domain';
import type { RoomFollower } from '../live/follow-room.ts';
import type { ResyncReason } from '../live/room-channel.ts';

/** A follower that keeps what it got. */
export class RecordingFollower implements RoomFollower {
  readonly events: RoomEvent[] = [];
  readonly failures: unknown[] = [];
  resyncReason: ResyncReason | undefined;
  ended = false;

  get seqs(): number[] {
    return this.events.map((event) => event.seq);
  }
  event(event: RoomEvent): void {
    this.events.push(event);
  }
  resync(reason: ResyncReason): void {
    this.resyncReason = reason;
  }
  end(): void {
    this.ended = true;
  }
  fail(error: unknown): void {
    this.failures.push(error);
  }
}
