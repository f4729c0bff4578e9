import type { Feed, FeedSubscriber, FeedSubscription, Payload, Topic } from '@maru/chat';
import type { FeedHub } from './feed-hub.ts';

/** One node's end of the feed that all nodes of this process share. */
export class EmbeddedFeed implements Feed {
  readonly #hub: FeedHub;
  readonly #open = new Set<{ close(): Promise<void> }>();

  constructor(hub: FeedHub) {
    this.#hub = hub;
  }

  publish<T extends Exclude<Topic, `room:${string}`>>(topic: T, payload: Payload<T>): Promise<void> {
    this.#hub.announce(topic, payload);
    return Promise.resolve();
  }

  subscribe<T extends Topic>(topic: T): Promise<FeedSubscription<T>> {
    const subscriber: FeedSubscriber<T> = this.#hub.subscribe(topic, (closing) => this.#open.delete(closing));
    this.#open.add(subscriber);
    return Promise.resolve(subscriber);
  }

  /** Ends every subscription of this node. */
  async close(): Promise<void> {
    await Promise.all([...this.#open].map((subscriber) => subscriber.close()));
  }
}
