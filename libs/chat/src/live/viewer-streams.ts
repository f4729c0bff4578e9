import type { Session } from '@maru/domain';
import type { Core } from '../core.ts';
import type { RoomChannels } from './room-channels.ts';
import { ViewerStream, type ViewerListener } from './viewer-stream.ts';

interface OpenStream {
  readonly opened: Promise<ViewerStream>;
  listeners: number;
}

/** The viewer streams of this process: one per user, as long as somebody listens. */
export class ViewerStreams {
  private readonly streams = new Map<string, OpenStream>();

  constructor(
    private readonly core: Core,
    private readonly channels: RoomChannels,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Resolves when the listener gets everything that is new. @returns what stops it */
  async listen({ userId }: Session, listener: ViewerListener): Promise<() => void> {
    const open = this.opened(userId);
    open.listeners++;
    try {
      const stream = await open.opened;
      stream.add(listener);
      let listening = true;
      return () => {
        if (!listening) return;
        listening = false;
        stream.remove(listener);
        this.release(userId, open);
      };
    } catch (error) {
      this.release(userId, open);
      throw error;
    }
  }

  /** How many users are followed now. */
  get size(): number {
    return this.streams.size;
  }

  private opened(userId: string): OpenStream {
    const known = this.streams.get(userId);
    if (known) return known;
    const open = { opened: ViewerStream.open(this.core, this.channels, userId, this.onError), listeners: 0 };
    this.streams.set(userId, open);
    return open;
  }

  private release(userId: string, open: OpenStream): void {
    if (--open.listeners > 0) return;
    if (this.streams.get(userId) === open) this.streams.delete(userId);
    open.opened.then((stream) => stream.close().catch(this.onError)).catch(() => undefined);
  }
}
