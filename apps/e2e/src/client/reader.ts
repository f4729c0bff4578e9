import { letPass } from './clock.ts';
import { cursorOf, wholeTimeline } from './own-acts.ts';
import * as own from './own-operations.ts';
import { Person } from './person.ts';
import { Socket } from './socket.ts';

const RETRY_EVERY_MS = 50;

/** A row on a reader's screen. */
export interface Shown extends own.MessageBrief {
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * One who looks at a room as a client does: reads the cursor, then the timeline, and follows the events from that cursor on; resumes after the last event
 * when the socket is lost, at the next address; and reads the timeline anew when told to resync. What should not come is noted, not sorted out.
 */
export class Reader {
  /** What is on the screen, in order. */
  shown: Shown[] = [];
  /** What was on the screen and was gone after a resync. */
  readonly withdrawn: Shown[] = [];
  /** Events that came twice, or out of the order of their seqs, or after a gap. */
  readonly violations: string[] = [];
  resyncs = 0;
  wasAway = false;
  connections = 0;
  readonly #person: Person;
  #away: Promise<void> = Promise.resolve();
  readonly #running: Promise<void>;
  #socket: Socket | undefined;
  #cursor: string | undefined;
  /** Seq of the last event since the timeline was read; 0 before the first. */
  #lastSeq = 0;
  #stopped = false;

  constructor(
    person: Person,
    readonly roomId: string,
    private readonly urls: readonly string[] = [person.url],
  ) {
    this.#person = new Person(urls[0] ?? person.url, person.handle, person.key);
    this.#running = this.#follow();
  }

  /** Whether it has what the room had when it was opened. */
  get isOpen(): boolean {
    return this.#cursor !== undefined;
  }

  /** Loses the connection, and stays away until `comeBack`. */
  async goAway(): Promise<() => void> {
    let comeBack = () => {};
    this.wasAway = true;
    this.#away = new Promise((resolve) => (comeBack = resolve));
    await this.#socket?.cut();
    return comeBack;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#socket?.close(1000);
    await this.#running;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      await this.#away;
      await this.#followOnce().catch(() => letPass(RETRY_EVERY_MS));
      this.#person.moveTo(this.urls[this.connections % this.urls.length] ?? this.#person.url);
    }
  }

  async #followOnce(): Promise<void> {
    this.connections += 1;
    this.#cursor ??= await this.#open();
    const socket = await Socket.open(this.#person.url, { payload: { 'x-session-key': this.#person.key } });
    this.#socket = socket;
    if (this.#stopped) return socket.cut();
    const stream = socket.subscribe(own.briefEvents, { roomId: this.roomId, after: this.#cursor });
    stream.watch(({ event, at }) => this.#take(event, at));
    await stream.ended;
    await socket.cut();
  }

  /** Cursor first: what comes between the two readings is then seen twice, and never not at all. */
  async #open(): Promise<string> {
    const cursor = await cursorOf(this.#person, this.roomId);
    const items = await wholeTimeline(this.#person, this.roomId);
    const ids = new Set(items.map(({ id }) => id));
    this.withdrawn.push(...this.shown.filter(({ id }) => !ids.has(id)));
    const before = new Map(this.shown.map((row) => [row.id, row.at]));
    this.shown = items.map(({ id, seq, clientMessageId, text }) => ({
      id,
      seq,
      clientMessageId,
      text,
      at: before.get(id) ?? Date.now(),
    }));
    this.#lastSeq = 0;
    return cursor;
  }

  #take(event: own.EventBrief, at: number): void {
    if (event.__typename === 'ResyncRequired') {
      this.resyncs += 1;
      this.#cursor = undefined;
      return;
    }
    const { seq, cursor, message } = event;
    const last = this.#lastSeq || Math.min(seq - 1, this.shown.at(-1)?.seq ?? 0);
    const row = this.shown.find((shown) => shown.seq === seq);
    if (seq !== last + 1 || (row && row.id !== message.id))
      this.violations.push(`A reader of ${this.roomId} got ${seq} after ${last}.`);
    this.#lastSeq = seq;
    this.#cursor = cursor;
    if (!row) this.shown.push({ ...message, at });
  }
}
