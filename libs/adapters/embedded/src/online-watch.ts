const INTERVAL_MS = 1_000;

/**
 * Tells a listener who is online: at once, then after changes, at most once an interval; the last change is always told.
 * It also looks by itself once an interval, because leases end without anybody doing anything.
 */
export class OnlineWatch {
  readonly #online: () => readonly string[];
  readonly #listener: (userIds: readonly string[]) => void;
  readonly #timer: NodeJS.Timeout;
  #told: readonly string[];
  /** Whether the present interval has had its call. */
  #quiet = false;
  #closed = false;

  constructor(online: () => readonly string[], listener: (userIds: readonly string[]) => void) {
    this.#online = online;
    this.#listener = listener;
    this.#timer = setInterval(() => this.#nextInterval(), INTERVAL_MS).unref();
    this.#told = online();
    this.#tell(this.#told);
  }

  /** Something may have changed. */
  look(): void {
    if (this.#quiet || this.#closed) return;
    const now = this.#online();
    if (now.length === this.#told.length && now.every((userId, index) => userId === this.#told[index])) return;
    this.#tell(now);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
  }

  #nextInterval(): void {
    this.#quiet = false;
    this.look();
  }

  #tell(userIds: readonly string[]): void {
    this.#told = userIds;
    this.#quiet = true;
    // The interval counts from this call, so that two calls are never closer.
    this.#timer.refresh();
    this.#listener(userIds);
  }
}
