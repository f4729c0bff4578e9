const INTERVAL_MS = 1_000;

/**
 * Tells a listener who is online: at once, then after changes, at most once an interval; the last change is always told.
 * It also looks by itself once an interval, because leases end without anybody doing anything.
 */
export class OnlineWatch {
  readonly #online: () => Promise<readonly string[]>;
  readonly #listener: (userIds: readonly string[]) => void;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #told: readonly string[] = [];
  #toldAt = 0;
  #closed = false;

  constructor(
    online: () => Promise<readonly string[]>,
    listener: (userIds: readonly string[]) => void,
    onError: (error: unknown) => void,
  ) {
    this.#online = online;
    this.#listener = listener;
    this.#onError = onError;
  }

  async start(): Promise<void> {
    this.#tell(await this.#online());
    this.#lookLater();
  }

  /** Something may have changed: it looks as soon as it may tell. */
  changed(): void {
    if (this.#timer && !this.#closed) this.#lookLater(Math.max(0, this.#toldAt + INTERVAL_MS - performance.now()));
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #lookLater(afterMs = INTERVAL_MS): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#look(), afterMs).unref();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    try {
      const now = await this.#online();
      const isSame = now.length === this.#told.length && now.every((userId, index) => userId === this.#told[index]);
      if (!isSame && !this.#closed) this.#tell(now);
    } catch (error) {
      if (!this.#closed) this.#onError(error);
    }
    this.#lookLater();
  }

  #tell(userIds: readonly string[]): void {
    this.#told = userIds;
    this.#toldAt = performance.now();
    this.#listener(userIds);
  }
}
