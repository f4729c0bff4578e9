import type { MessageSearch } from '@maru/chat';
import type { TimelineItem } from '@maru/domain';
import type { SearchIndex } from './search-index.ts';

export interface Rebuild {
  readonly index: SearchIndex;
  /** Writes to the index that is built, and to the live one. */
  readonly search: MessageSearch;
  /** Resolves once the store has everything that was acknowledged before the call. */
  readonly storeHasCaughtUp: () => Promise<void>;
  /** Everything in the store; begun when it is first asked for. */
  readonly stored: AsyncIterable<readonly TimelineItem[]>;
  readonly onProgress?: (indexed: number) => void;
}

/**
 * Builds the search index anew from the message store, beside the live one, and puts it in its place. New messages reach both meanwhile. What was
 * interrupted goes on when it is called again.
 */
export async function rebuildSearch({ index, search, storeHasCaughtUp, stored, onProgress }: Rebuild): Promise<void> {
  const built = await index.startRebuild();
  // Whatever reached the live index alone, before this one was begun, is in the log by now.
  await storeHasCaughtUp();
  let indexed = 0;
  for await (const items of stored) {
    const messages = items.filter((item) => item.kind === 'message');
    await search.index(messages);
    onProgress?.((indexed += messages.length));
  }
  await index.finishRebuild(built);
}
