import type { FeedItem, Payload, Topic } from '@maru/chat';
import { onTestFinished } from 'vitest';
import type { BackendNode } from './backend.ts';

/** Keeps what a node's feed brings on a topic from now on, until the test has finished. */
export async function listen<T extends Topic>(node: BackendNode, topic: T): Promise<FeedItem<T>[]> {
  const heard: FeedItem<T>[] = [];
  const subscription = await node.ports.feed.subscribe(topic);
  onTestFinished(() => subscription.close());
  void (async () => {
    for await (const item of subscription) heard.push(item);
  })();
  return heard;
}

export const payloads = <T extends Topic>(items: readonly FeedItem<T>[]): Payload<T>[] =>
  items.flatMap((item) => (item.kind === 'payload' ? [item.payload] : []));
