import { FeedSubscriber, type Payload, type Topic } from '@maru/chat';

/** Passes payloads on to the subscribers of a topic, within this process. */
export class FeedHub {
  readonly #topics = new Map<Topic, Set<FeedSubscriber<Topic>>>();

  announce<T extends Topic>(topic: T, payload: Payload<T>): void {
    for (const subscriber of this.#subscribers(topic) ?? []) subscriber.push({ kind: 'payload', payload });
  }

  subscribe<T extends Topic>(topic: T, onClose: (subscriber: FeedSubscriber<T>) => void): FeedSubscriber<T> {
    const subscriber = new FeedSubscriber<T>((closing) => {
      this.#remove(topic, closing);
      onClose(closing);
    });
    const subscribers = this.#subscribers(topic) ?? new Set();
    this.#topics.set(topic, subscribers);
    subscribers.add(subscriber);
    return subscriber;
  }

  #remove<T extends Topic>(topic: T, subscriber: FeedSubscriber<T>): void {
    const subscribers = this.#subscribers(topic);
    subscribers?.delete(subscriber);
    if (subscribers?.size === 0) this.#topics.delete(topic);
  }

  /** A topic's name decides the type of its subscribers. */
  #subscribers<T extends Topic>(topic: T): Set<FeedSubscriber<T>> | undefined {
    return this.#topics.get(topic);
  }
}
