import type { User } from '../graphql/fragments.ts';
import type { TimelineItem } from './timeline-documents.ts';

/**
 * The first message of somebody else after the place where reading stopped: the "new" divider stands before it.
 * @param items a stretch without gaps; undefined comes back where it does not reach that place
 * @param newAfter number of the last item that was read
 */
export function firstNewItem(items: readonly TimelineItem[], viewer: User, newAfter: number): TimelineItem | undefined {
  if ((items[0]?.number ?? 1) > newAfter + 1) return undefined;
  return items.find(
    (item) => item.number > newAfter && item.__typename === 'ChatMessage' && item.author.id !== viewer.id,
  );
}
