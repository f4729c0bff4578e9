import { ALL_PARTITIONS } from './keys.ts';

/** Which partitions a consumer has to look at: those that it was woken for, and all of them once in a while. */
export class DirtyPartitions {
  readonly #dirty = new Set(ALL_PARTITIONS);
  readonly #timer: NodeJS.Timeout;
  #wake: () => void = () => {};
  #closed = false;

  /** @param sweepMs how often all are looked at: announcements may be missed, and what fails is due again without one */
  constructor(sweepMs: number) {
    this.#timer = setInterval(() => this.add(...ALL_PARTITIONS), sweepMs).unref();
  }

  add(...partitions: readonly number[]): void {
    for (const partition of partitions) this.#dirty.add(partition);
    this.#wake();
  }

  clean(partition: number): void {
    this.#dirty.delete(partition);
  }

  /** Waits until there are some. Empty once it is closed. */
  async next(): Promise<readonly number[]> {
    while (this.#dirty.size === 0 && !this.#closed) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#closed ? [] : [...this.#dirty];
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#wake();
  }
}
