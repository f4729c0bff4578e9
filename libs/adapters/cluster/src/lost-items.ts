import { isLost, type EpochSpan, type TimelineItem } from '@maru/domain';

/** The room's epochs, ascending; empty where they are not known. */
export type ReadEpochs = (roomId: string) => Promise<readonly EpochSpan[]>;

/** Whether the room's history runs through neither this item nor this revision of it: a lost epoch took it along. */
export const isLostItem = (item: TimelineItem, epochs: readonly EpochSpan[]): boolean =>
  isLost(epochs, item) || isLost(epochs, item.revision);

/** Those of the items that were not lost, of whatever rooms. */
export async function withoutLost<T extends TimelineItem>(items: readonly T[], readEpochs: ReadEpochs): Promise<T[]> {
  const roomIds = [...new Set(items.map(({ roomId }) => roomId))];
  const epochs = new Map(await Promise.all(roomIds.map(async (roomId) => [roomId, await readEpochs(roomId)] as const)));
  return items.filter((item) => !isLostItem(item, epochs.get(item.roomId) ?? []));
}
