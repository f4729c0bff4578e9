import type { Position } from '@maru/domain';
import type { Core } from '../core.ts';
import { RoomChannel, type LiveCounts, type RoomListener } from './room-channel.ts';

interface OpenChannel {
  readonly opened: Promise<RoomChannel>;
  /** Set once it is open. */
  channel?: RoomChannel;
  followers: number;
}

/** One listener in one room. */
export interface Following {
  /** Resolves when the listener has everything and gets what is new; rejects where that failed. */
  readonly live: Promise<void>;
  /** From this call on the listener gets nothing more. */
  stop(): void;
}

/** The room channels of this process: one per room, as long as somebody listens. */
export class RoomChannels {
  readonly counts: LiveCounts = { gapsRepaired: 0, resyncs: 0 };
  private readonly channels = new Map<string, OpenChannel>();

  constructor(
    private readonly core: Core,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Hands a listener everything after a position, for ever, until it stops or is told to resync. */
  follow(listener: RoomListener, after: Position): Following {
    const open = this.opened(after.roomId);
    open.followers++;
    let stopped = false;
    const stop = () => {
      if (stopped) return;
      stopped = true;
      open.channel?.detach(listener);
      open.followers--;
      this.closeIdle(after.roomId, open);
    };
    const live = open.opened.then((channel) => (stopped ? undefined : channel.attach(listener, after)));
    live.catch(stop);
    return { live, stop };
  }

  /** How many rooms are followed now. */
  get size(): number {
    return this.channels.size;
  }

  private opened(roomId: string): OpenChannel {
    const known = this.channels.get(roomId);
    if (known) return known;
    const opened = RoomChannel.open(this.core, roomId, this.counts, this.onError);
    const open: OpenChannel = { opened, followers: 0 };
    open.opened.then((channel) => (open.channel = channel)).catch(this.onError);
    this.channels.set(roomId, open);
    return open;
  }

  private closeIdle(roomId: string, open: OpenChannel): void {
    if (open.followers > 0) return;
    if (this.channels.get(roomId) === open) this.channels.delete(roomId);
    // One that could not be opened was reported already, and has nothing to close.
    open.opened.then((channel) => channel.close().catch(this.onError)).catch(() => undefined);
  }
}
