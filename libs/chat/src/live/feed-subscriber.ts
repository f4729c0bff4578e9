import { FEED_QUEUE_LIMIT, type FeedItem, type FeedSubscription, type Topic } from '../ports/feed.ts';

/** One subscriber's bounded queue, and the iteration that empties it: for every adapter of the feed. */
export class FeedSubscriber<T extends Topic> implements FeedSubscription<T>, AsyncIterator<FeedItem<T>> {
  #queue: FeedItem<T>[] = [];
  readonly #waiting: ((result: IteratorResult<FeedItem<T>>) => void)[] = [];
  readonly #onClose: () => void;
  #closed = false;

  constructor(onClose: (subscriber: FeedSubscriber<T>) => void) {
    this.#onClose = () => onClose(this);
  }

  push(item: FeedItem<T>): void {
    const waiting = this.#waiting.shift();
    if (waiting) return waiting({ done: false, value: item });
    if (this.#queue.length >= FEED_QUEUE_LIMIT) this.#queue = [{ kind: 'missed' }];
    this.#queue.push(item);
  }

  next(): Promise<IteratorResult<FeedItem<T>>> {
    const item = this.#queue.shift();
    if (item) return Promise.resolve({ done: false, value: item });
    if (this.#closed) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Leaving a `for await` loop closes the subscription. */
  async return(): Promise<IteratorResult<FeedItem<T>>> {
    await this.close();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): AsyncIterator<FeedItem<T>> {
    return this;
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#onClose();
      this.#queue = [];
      for (const waiting of this.#waiting.splice(0)) waiting({ done: true, value: undefined });
    }
    return Promise.resolve();
  }
}
