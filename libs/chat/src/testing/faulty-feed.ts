import type { Feed, FeedItem, FeedSubscription, Topic } from '../ports/feed.ts';
import { override } from './override.ts';

/** What becomes of one item of a feed: gone, doubled, late … */
export type Fault = (item: FeedItem<Topic>) => readonly FeedItem<Topic>[];

/** A real feed whose subscribers get their items through a fault. */
export function faultyFeed(feed: Feed, fault: Fault): Feed {
  return override(feed, {
    async subscribe<T extends Topic>(topic: T): Promise<FeedSubscription<T>> {
      const subscription = await feed.subscribe(topic);
      async function* items(): AsyncGenerator<FeedItem<T>> {
        for await (const item of subscription) {
          // A fault drops, repeats and reorders items of this very subscription: their type is its topic's.
          for (const faulty of fault(item)) yield faulty as FeedItem<T>;
        }
      }
      return { [Symbol.asyncIterator]: items, close: () => subscription.close() };
    },
  });
}
