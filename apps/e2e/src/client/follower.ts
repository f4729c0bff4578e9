import { vi } from 'vitest';
import { letPass } from './clock.ts';
import * as own from './own-operations.ts';
import type { Person } from './person.ts';
import { Socket } from './socket.ts';
import type { Stream } from './stream.ts';

const RETRY_EVERY_MS = 50;

/**
 * Displays a room's events as a client does that resumes: whenever its socket is lost it opens another one and goes on after
 * the last event that it displayed. Nothing is sorted out: what comes twice is there twice.
 */
export class Follower {
  readonly #streams: Stream<own.EventBrief>[] = [];
  readonly #running: Promise<void>;
  #socket: Socket | undefined;
  #stopped = false;

  constructor(
    private readonly person: Person,
    private readonly roomId: string,
    private readonly start: string,
    private readonly url = person.url,
  ) {
    this.#running = this.#follow();
  }

  get events(): own.EventBrief[] {
    return this.#streams.flatMap((stream) => stream.events);
  }

  /** How often it had to connect. */
  get connections(): number {
    return this.#streams.length;
  }

  /** Resolves once the event with this seq is displayed. */
  reach(seq: number, timeout = 20_000): Promise<void> {
    return vi.waitFor(
      () => {
        const last = this.#streams.findLast((stream) => stream.arrivals.length)?.arrivals.at(-1)?.event.seq ?? 0;
        if (last < seq) throw new Error(`Stands at ${last}, not at ${seq}.`);
      },
      { timeout, interval: 20 },
    );
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#socket?.close(1000);
    await this.#running;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      await this.#followOnce().catch(() => letPass(RETRY_EVERY_MS));
    }
  }

  async #followOnce(): Promise<void> {
    this.#socket = await Socket.open(this.url, { payload: { 'x-session-key': this.person.key } });
    if (this.#stopped) return this.#socket.cut();
    const after =
      this.#streams.findLast((stream) => stream.arrivals.length)?.arrivals.at(-1)?.event.cursor ?? this.start;
    const stream = this.#socket.subscribe(own.briefEvents, { roomId: this.roomId, after });
    this.#streams.push(stream);
    await stream.ended;
    await this.#socket.cut();
  }
}
