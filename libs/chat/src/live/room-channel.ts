import { ChatError, isKnownEvent, type Position, type RoomEvent } from '@maru/domain';
import type { Core } from '../core.ts';
import type { FeedSubscription, TypingSignal } from '../ports/feed.ts';
import type { Replay } from '../ports/room-log.ts';

export type ResyncReason = Extract<Replay, { kind: 'resync' }>['reason'];

/** Receives a room's events: each exactly once, in seq order. Nothing may be thrown. */
export interface RoomListener {
  event(event: RoomEvent): void;
  typing?(signal: TypingSignal): void;
  /** The log cannot be continued from where this listener is. Nothing comes after it. */
  resync(reason: ResyncReason): void;
  /** Resolves when more of a replay may come; live events do not wait for it. */
  ready?(): Promise<void>;
}

/** What went wrong with live delivery and was put right, or could not be, since the start. */
export interface LiveCounts {
  /** Times that the log was read because the feed had, or may have, left something out. */
  gapsRepaired: number;
  /** Listeners that were told to resync. */
  resyncs: number;
}

const REPLAY_BATCH = 50;
const REPAIR_BATCH = 500;
const REPAIR_AGAIN_MS = 500;

/**
 * One room's events, live, for every listener of this process: one subscription of the feed, whose gaps are repaired from the log. All listeners
 * get the same event objects.
 */
export class RoomChannel {
  /** The listeners that are up to date, with the seq up to which they have everything. */
  private readonly live = new Map<RoomListener, number>();
  private readonly replaying = new Set<RoomListener>();
  private closed = false;

  private constructor(
    private readonly core: Core,
    private readonly events: FeedSubscription<`room:${string}`>,
    private readonly signals: FeedSubscription<`typing:${string}`>,
    /** The last event that was handed on. */
    private head: Position,
    private readonly counts: LiveCounts,
    private readonly onError: (error: unknown) => void,
  ) {}

  static async open(
    core: Core,
    roomId: string,
    counts: LiveCounts,
    onError: (error: unknown) => void,
  ): Promise<RoomChannel> {
    const [events, signals] = await Promise.all([
      core.ports.feed.subscribe<`room:${string}`>(`room:${roomId}`),
      core.ports.feed.subscribe<`typing:${string}`>(`typing:${roomId}`),
    ]);
    const channel = new RoomChannel(core, events, signals, await headOf(core, roomId), counts, onError);
    void channel.followEvents().catch(onError);
    void channel.followSignals().catch(onError);
    return channel;
  }

  /** Replays what came after a position, then goes on live: without a gap, without a repetition. */
  async attach(listener: RoomListener, after: Position): Promise<void> {
    this.replaying.add(listener);
    let position = after;
    do {
      await listener.ready?.();
      const headBefore = this.head.seq;
      const replay = await this.core.ports.roomLog.read(position, REPLAY_BATCH);
      if (!this.replaying.has(listener)) return;
      if (replay.kind === 'resync') {
        this.replaying.delete(listener);
        this.counts.resyncs++;
        return listener.resync(replay.reason);
      }
      for (const event of replay.events) if (this.replaying.has(listener)) listener.event(event);
      // Where nothing came, there was nothing that this version knows, up to where the head was before the log was read.
      position = replay.events.at(-1) ?? { ...position, seq: Math.max(position.seq, headBefore) };
    } while (position.seq < this.head.seq);
    // From the comparison to this line nothing can be handed on: the next event goes to this listener too.
    if (this.replaying.delete(listener)) this.live.set(listener, position.seq);
  }

  detach(listener: RoomListener): void {
    this.replaying.delete(listener);
    this.live.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.events.close(), this.signals.close()]);
  }

  private async followEvents(): Promise<void> {
    for await (const item of this.events) {
      try {
        if (item.kind === 'missed') await this.repair();
        else await this.receive(item.payload);
      } catch (error) {
        await this.repairOnceItCan(error);
      }
    }
  }

  private async followSignals(): Promise<void> {
    for await (const item of this.signals) {
      if (item.kind === 'payload') for (const listener of [...this.live.keys()]) listener.typing?.(item.payload);
    }
  }

  private async receive(event: RoomEvent): Promise<void> {
    const { epoch, seq } = this.head;
    if (event.epoch < epoch || (event.epoch === epoch && event.seq <= seq)) return;
    if (event.epoch === epoch && event.seq === seq + 1) this.handOn(event);
    else await this.repair();
  }

  private handOn(event: RoomEvent): void {
    this.head = { roomId: event.roomId, epoch: event.epoch, seq: event.seq };
    if (!isKnownEvent(event)) return;
    // Whoever is detached meanwhile is not come to any more.
    for (const [listener, seq] of this.live) {
      if (event.seq <= seq) continue;
      this.live.set(listener, event.seq);
      listener.event(event);
    }
  }

  /** Reads from the log what the feed did not bring. */
  private async repair(): Promise<void> {
    for (;;) {
      const replay = await this.core.ports.roomLog.read(this.head, REPAIR_BATCH);
      if (replay.kind === 'resync') return this.startAfresh(replay.reason);
      for (const event of replay.events) this.handOn(event);
      if (replay.events.length < REPAIR_BATCH) break;
    }
    this.counts.gapsRepaired++;
  }

  /** The log is away for a while. Whoever follows has to have what is missing when it is back, also where nothing new happens then. */
  private async repairOnceItCan(reason: unknown): Promise<void> {
    for (let error = reason; !this.closed;) {
      this.onError(error);
      // Any other is a mistake of ours. The gap is seen again at the next event.
      if (!(error instanceof ChatError && error.retryable)) return;
      await new Promise((resolve) => setTimeout(resolve, REPAIR_AGAIN_MS));
      try {
        return await this.repair();
      } catch (another) {
        error = another;
      }
    }
  }

  private async startAfresh(reason: ResyncReason): Promise<void> {
    this.head = await headOf(this.core, this.head.roomId);
    const listeners = [...this.live.keys()];
    this.live.clear();
    this.counts.resyncs += listeners.length;
    for (const listener of listeners) listener.resync(reason);
  }
}

async function headOf({ ports }: Core, roomId: string): Promise<Position> {
  const room = await ports.roomStore.room(roomId);
  return { roomId, epoch: room?.head.epoch ?? 0, seq: room?.head.seq ?? 0 };
}
