import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { EndOfTurn } from './end-of-turn.ts';
import { FrameQueue, type FrameOwner } from './frame-queue.ts';
import type { Payload } from './shared-execution.ts';
import { textFrame } from './text-frame.ts';

const endOfTurn = new EndOfTurn();

/**
 * Writes to one WebSocket. What `ws` writes by itself (pings, pongs, the end) may come between two messages, never into one.
 *
 * - **In order**: frames leave in the order in which they were pushed, whichever is ready first.
 * - **Together**: frames of one turn of the event loop leave in one write.
 * - **Bounded**: when more than `limit` bytes wait for the other side to read and yet another frame comes, it is dropped, and `onOverflow`
 *   is called, which closes the socket.
 */
export class SocketWriter {
  private readonly queue = new FrameQueue((frame) => this.write(frame));
  private readonly itself: FrameOwner = { closed: false };
  /** What leaves at the end of this turn, and its size in bytes. */
  private leaving: Buffer[] = [];
  private leavingSize = 0;
  private waiting: (() => void)[] = [];

  /** @param tcp the connection under the WebSocket */
  constructor(
    private readonly socket: WebSocket,
    private readonly tcp: Duplex,
    private readonly limit: number,
    private readonly onOverflow: () => void,
  ) {
    tcp.on('drain', () => this.wake());
    socket.once('close', () => this.abandon());
  }

  /** Sends a message, behind everything that was pushed before. */
  send(message: string): void {
    if (this.accepts()) this.queue.push(this.itself, textFrame(Buffer.from(message)));
  }

  /** One subscription's way onto the socket. */
  channel(id: string): Channel {
    return new Channel(id, this.queue, () => this.accepts());
  }

  /** Resolves when the backlog is small, or the socket is closed. */
  async ready(): Promise<void> {
    while (this.isOpen && this.isBehind) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** Lets out what would leave at the end of this turn: for whoever is about to close the socket. */
  flush(): void {
    const frames = this.leaving;
    this.leaving = [];
    this.leavingSize = 0;
    if (this.isOpen) this.writeTogether(frames);
    this.wake();
  }

  private get isBehind(): boolean {
    // Below its own mark the connection tells nobody that it was drained; then it holds little in any case.
    const buffered = this.tcp.writableNeedDrain ? this.socket.bufferedAmount : 0;
    return this.queue.size + this.leavingSize + buffered > this.limit / 2;
  }

  private get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  private get backlog(): number {
    return this.queue.size + this.leavingSize + this.socket.bufferedAmount;
  }

  private accepts(): boolean {
    if (!this.isOpen) return false;
    if (this.backlog <= this.limit) return true;
    this.abandon();
    this.onOverflow();
    return false;
  }

  private write(frame: Buffer): void {
    if (this.leaving.push(frame) === 1) endOfTurn.add(() => this.flush());
    this.leavingSize += frame.length;
  }

  /** Past `ws`, which would make two pieces of each. */
  private writeTogether(frames: readonly Buffer[]): void {
    const [first] = frames;
    if (first !== undefined && frames.length === 1) return void this.tcp.write(first);
    this.tcp.cork();
    for (const frame of frames) this.tcp.write(frame);
    this.tcp.uncork();
  }

  private abandon(): void {
    this.queue.clear();
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}

const AFTER = Buffer.from('}');

/** One subscription's way onto a socket. */
export class Channel implements FrameOwner {
  private readonly before: Buffer;
  private ended = false;

  constructor(
    id: string,
    private readonly queue: FrameQueue,
    private readonly accepts: () => boolean,
  ) {
    this.before = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
  }

  get closed(): boolean {
    return this.ended;
  }

  /** Sends a `next` message. Its place on the socket is the one that it has now, however long the payload takes. */
  push(payload: Payload): void {
    if (this.ended || !this.accepts()) return;
    if (Buffer.isBuffer(payload)) return this.queue.push(this, this.frame(payload));
    const slot = this.queue.reserve(this);
    void payload.then((made) => this.queue.fill(slot, this.frame(made)));
  }

  /** Drops what has not left yet, and whatever is pushed from now on. */
  close(): void {
    this.ended = true;
    this.queue.flush();
  }

  private frame(payload: Buffer): Buffer {
    return textFrame(this.before, payload, AFTER);
  }
}
