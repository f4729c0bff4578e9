/** Whom a frame is for. Frames of one that has closed are passed over. */
export interface FrameOwner {
  readonly closed: boolean;
}

/** A place in the queue. */
export interface Slot {
  readonly owner: FrameOwner;
  /** Undefined while it is being made. */
  frame: Buffer | undefined;
  /** False once the queue has let it go. */
  queued: boolean;
}

/** What a frame that is still being made counts for. */
const PENDING_SIZE = 256;

const sizeOf = ({ frame }: Slot): number => frame?.length ?? PENDING_SIZE;
const isPassable = ({ owner, frame }: Slot): boolean => owner.closed || frame !== undefined;

/** Lets frames out in the order in which they took their places, whichever is ready first. */
export class FrameQueue {
  private readonly slots: Slot[] = [];
  private held = 0;

  constructor(private readonly write: (frame: Buffer) => void) {}

  /** How much waits here, in bytes. */
  get size(): number {
    return this.held;
  }

  push(owner: FrameOwner, frame: Buffer): void {
    if (this.slots.length === 0) this.write(frame);
    else this.take(owner, frame);
  }

  /** Takes a place for a frame that is still being made. */
  reserve(owner: FrameOwner): Slot {
    return this.take(owner, undefined);
  }

  fill(slot: Slot, frame: Buffer): void {
    if (!slot.queued) return;
    this.held += frame.length - sizeOf(slot);
    slot.frame = frame;
    this.flush();
  }

  /** Lets out what nothing stands in the way of any more. */
  flush(): void {
    let passed = 0;
    for (const slot of this.slots) {
      if (!isPassable(slot)) break;
      passed++;
      slot.queued = false;
      this.held -= sizeOf(slot);
      if (!slot.owner.closed && slot.frame !== undefined) this.write(slot.frame);
    }
    if (passed > 0) this.slots.splice(0, passed);
  }

  clear(): void {
    for (const slot of this.slots.splice(0)) slot.queued = false;
    this.held = 0;
  }

  private take(owner: FrameOwner, frame: Buffer | undefined): Slot {
    const slot: Slot = { owner, frame, queued: true };
    this.slots.push(slot);
    this.held += sizeOf(slot);
    return slot;
  }
}
