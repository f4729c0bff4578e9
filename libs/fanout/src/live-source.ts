import { PushIteration } from './push-iteration.ts';

/** Takes what a source has to tell. */
export interface Sink<T> {
  next(event: T): void;
  /** The source has nothing more to tell. */
  complete(): void;
  /** The source cannot go on. */
  fail(error: unknown): void;
  /**
   * Resolves when the receiver can take more: at once for one that keeps up, or that is gone. Whoever pushes much in one go (a replay)
   * waits for it between portions; live events do not wait, and a receiver that cannot keep up with them is cut off.
   */
  ready(): Promise<void>;
}

export type Detach = () => void;

/** How many events an iteration (not a socket) holds for a reader that is behind. */
export const ITERATION_LIMIT = 1_000;

/**
 * What the `subscribe` resolver of a subscription's root field returns: a source of events that are pushed.
 *
 * - Nothing happens before `attach`; each attached sink is served on its own.
 * - After `complete`, `fail` or detaching, nothing reaches the sink any more, and what `open` returned has been called exactly once.
 * - Events are shared by identity: one object that is pushed to many sinks is executed and serialised once (see `SharedExecution`).
 * - It can be iterated as well, so that stock GraphQL execution works on it.
 */
export class LiveSource<T extends object> implements AsyncIterable<T> {
  /** @param open begins to push into a sink; returns how to stop. It may push before it resolves; where it rejects, the source has failed. */
  constructor(private readonly open: (sink: Sink<T>) => Promise<Detach>) {}

  attach(sink: Sink<T>): Detach {
    const attachment = new Attachment(sink);
    void attachment.open(this.open);
    return () => attachment.end();
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, void> {
    const iteration = new PushIteration<T>(() => detach());
    const detach = this.attach({
      next(event) {
        if (iteration.backlog < ITERATION_LIMIT) iteration.push(event);
        else iteration.fail(new Error('The reader of a subscription is too slow.'));
      },
      complete: () => iteration.complete(),
      fail: (error) => iteration.fail(error),
      ready: () => Promise.resolve(),
    });
    return iteration;
  }
}

/** Stands between a source and a sink, so that an end is an end. */
class Attachment<T> implements Sink<T> {
  private ended = false;
  private release: Detach | undefined;

  constructor(private readonly sink: Sink<T>) {}

  async open(open: (sink: Sink<T>) => Promise<Detach>): Promise<void> {
    try {
      // A turn later: whoever attaches knows how to detach before the first event comes.
      await Promise.resolve();
      this.opened(this.ended ? () => {} : await open(this));
    } catch (error) {
      this.fail(error);
    }
  }

  private opened(release: Detach): void {
    if (this.ended) release();
    else this.release = release;
  }

  /** @returns false where it had ended before */
  end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    this.release?.();
    this.release = undefined;
    return true;
  }

  next(event: T): void {
    if (!this.ended) this.sink.next(event);
  }

  complete(): void {
    if (this.end()) this.sink.complete();
  }

  fail(error: unknown): void {
    if (this.end()) this.sink.fail(error);
  }

  ready(): Promise<void> {
    return this.ended ? Promise.resolve() : this.sink.ready();
  }
}
