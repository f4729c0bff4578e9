const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;

/** When a consumer is to look again: as soon as it is woken, or when an entry's next attempt is due. */
export class RetrySchedule {
  readonly #dueAt = new Map<number, number>();
  #wake: () => void = () => {};
  #endRest: () => void = () => {};

  isDue(position: number): boolean {
    return (this.#dueAt.get(position) ?? 0) <= Date.now();
  }

  /** Plans the attempt after the nth: later each time. */
  later(position: number, attempts: number): void {
    this.#dueAt.set(position, Date.now() + Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LAST_RETRY_MS));
  }

  forget(position: number): void {
    this.#dueAt.delete(position);
  }

  wake(): void {
    this.#wake();
  }

  /** Ends whatever it waits for. */
  end(): void {
    this.#wake();
    this.#endRest();
  }

  /** Resolves after `ms`, whoever wakes it and whatever is due. */
  async rest(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#endRest = resolve;
      timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
  }

  /** Resolves when woken, when something is due, or after `atMostMs`. */
  async sleep(atMostMs = Infinity): Promise<void> {
    const due = Math.min(...this.#dueAt.values(), Date.now() + atMostMs);
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (due !== Infinity) timer = setTimeout(resolve, Math.max(0, due - Date.now()));
    });
    clearTimeout(timer);
  }
}
