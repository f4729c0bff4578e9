import type { MessageSearch } from '@maru/chat';
import type { ScannedItems, ScanPosition } from './message-scan.ts';
import type { SearchIndex } from './search-index.ts';

export interface Rebuild {
  readonly index: SearchIndex;
  /** Writes to the index that is built, and to the live one. */
  readonly search: MessageSearch;
  /** Resolves once the store has everything that was acknowledged before the call. */
  readonly storeHasCaughtUp: () => Promise<void>;
  /** Everything in the store that lies behind a position. */
  readonly scan: (from: ScanPosition | undefined) => AsyncIterable<ScannedItems>;
  readonly onProgress?: (messages: number) => void;
  /** How often it is written down how far the rebuild has come: as much is done again after an interruption. */
  readonly keepPositionEveryMs?: number;
}

const KEEP_POSITION_EVERY_MS = 2_000;

/**
 * Builds the search index anew from the message store, beside the live one, and puts it in its place. New messages reach both meanwhile. What was
 * interrupted goes on when it is called again.
 */
export async function rebuildSearch(rebuild: Rebuild): Promise<void> {
  const { index, search, scan, onProgress, keepPositionEveryMs = KEEP_POSITION_EVERY_MS } = rebuild;
  const built = await index.startRebuild();
  const begun = await index.position(built);
  // Whatever reached the live index alone, before this one was begun, is in the log by then.
  if (!begun) await rebuild.storeHasCaughtUp();
  let { messages } = begun ?? { messages: 0 };
  let keptAt = Date.now();
  for await (const { items, next } of scan(begun?.after)) {
    const found = items.filter((item) => item.kind === 'message');
    await search.index(found);
    onProgress?.((messages += found.length));
    if (!next || Date.now() < keptAt + keepPositionEveryMs) continue;
    await index.keepPosition(built, { after: next, messages });
    keptAt = Date.now();
  }
  await index.finishRebuild(built);
}
