type Result<T> = IteratorResult<T, void>;

const done = (): Promise<IteratorReturnResult<void>> => Promise.resolve({ done: true, value: undefined });

interface Waiter<T> {
  resolve(result: Result<T> | Promise<Result<T>>): void;
}

/** An async iteration that is fed from outside. Its reader ends it at once, also while a `next` is waiting (a generator function could not). */
export class PushIteration<T> implements AsyncGenerator<T, void, void> {
  private readonly held: T[] = [];
  private readonly waiting: Waiter<T>[] = [];
  private end: (() => Promise<Result<T>>) | undefined;

  /** @param onEnd called once: `byReader` tells that the reader went away, and wants nothing of what was pushed */
  constructor(private readonly onEnd: (byReader: boolean) => void) {}

  /** How many values wait to be read. */
  get backlog(): number {
    return this.held.length;
  }

  push(value: T): void {
    if (this.end) return;
    const waiter = this.waiting.shift();
    if (waiter) waiter.resolve({ done: false, value });
    else this.held.push(value);
  }

  /** What was pushed before is still read. */
  complete(): void {
    this.finish(done, false);
  }

  /** What was pushed before is still read; then one read rejects. */
  fail(error: unknown): void {
    this.finish(async () => {
      this.end = done;
      throw error;
    }, false);
  }

  next(): Promise<Result<T>> {
    const value = this.held.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.end) return this.end();
    return new Promise((resolve) => this.waiting.push({ resolve }));
  }

  return(): Promise<Result<T>> {
    this.held.length = 0;
    this.finish(done, true);
    return done();
  }

  async throw(error: unknown): Promise<Result<T>> {
    await this.return();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  private finish(end: () => Promise<Result<T>>, byReader: boolean): void {
    if (this.end) return;
    this.end = end;
    this.onEnd(byReader);
    for (const waiter of this.waiting.splice(0)) waiter.resolve(this.end());
  }
}
