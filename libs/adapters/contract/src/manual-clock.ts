import type { Clock } from '@maru/chat';

/** A clock that goes only where a test sends it, also backwards. */
export class ManualClock {
  #now: number;

  constructor(now = Date.UTC(2026, 10, 21, 9)) {
    this.#now = now;
  }

  readonly read: Clock = () => this.#now;

  get now(): number {
    return this.#now;
  }

  /** @param ms may be negative */
  advance(ms: number): void {
    this.#now += ms;
  }
}
