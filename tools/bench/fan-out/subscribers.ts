import { now } from './clock.ts';
import type { Introduction } from './contender.ts';
import { dueAt, type Schedule } from './schedule.ts';
import { Subscriber } from './subscriber.ts';

/** What a process of subscribers is asked, one thing at a time. */
export type Order =
  | { readonly kind: 'connect'; readonly introduction: Introduction }
  | { readonly kind: 'expect'; readonly schedule: Schedule }
  | { readonly kind: 'close' };

/** How it answers. */
export type Answer =
  | { readonly kind: 'connected' | 'closed' }
  /** Every subscriber has every message: from when each was due to when it was there, in milliseconds. */
  | { readonly kind: 'received'; readonly waits: Float64Array }
  | { readonly kind: 'failed'; readonly reason: string };

/** How long after it was due the last message may come. */
const PATIENCE_MS = 60_000;
const CONNECTING_AT_ONCE = 32;

const tell = (answer: Answer) => process.send?.(answer);
const fail = (reason: string) => tell({ kind: 'failed', reason });

class Subscribers {
  readonly #open: Subscriber[] = [];
  #schedule: Schedule = { first: 0, count: 0, begins: 0, perSecond: 1 };
  #waits = new Float64Array();
  #received = 0;
  #tooLate: NodeJS.Timeout | undefined;

  async connect({ port, subprotocol, greetings }: Introduction): Promise<void> {
    const waiting = [...greetings];
    const lane = async () => {
      for (let greeting = waiting.pop(); greeting !== undefined; greeting = waiting.pop()) {
        const subscriber = this.#subscriber(port);
        this.#open.push(subscriber);
        await subscriber.introduce(subprotocol, greeting);
      }
    };
    await Promise.all(Array.from({ length: CONNECTING_AT_ONCE }, lane));
    tell({ kind: 'connected' });
  }

  expect(schedule: Schedule): void {
    this.#schedule = schedule;
    this.#waits = new Float64Array(schedule.count * this.#open.length);
    this.#received = 0;
    const end = dueAt(schedule, schedule.first + schedule.count);
    this.#tooLate = setTimeout(() => fail(`lost: ${this.#waits.length - this.#received}`), end - now() + PATIENCE_MS);
  }

  close(): void {
    clearTimeout(this.#tooLate);
    for (const subscriber of this.#open.splice(0)) subscriber.close();
    tell({ kind: 'closed' });
  }

  #subscriber(port: number): Subscriber {
    let next = 0;
    return new Subscriber(port, {
      delivered: (n) => {
        if (n !== next) fail(`message ${n} came to one that waited for ${next}`);
        next++;
        this.#note(n);
      },
      failed: fail,
    });
  }

  #note(n: number): void {
    this.#waits[this.#received++] = now() - dueAt(this.#schedule, n);
    if (this.#received < this.#waits.length) return;
    if (this.#received > this.#waits.length) return void fail(`message ${n} came before it was sent, or twice`);
    clearTimeout(this.#tooLate);
    tell({ kind: 'received', waits: this.#waits });
  }
}

const subscribers = new Subscribers();
process.on('message', (order: Order) => {
  if (order.kind === 'connect') void subscribers.connect(order.introduction);
  else if (order.kind === 'expect') subscribers.expect(order.schedule);
  else subscribers.close();
});
process.once('disconnect', () => process.exit());
