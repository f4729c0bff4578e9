import { nextTick, type Ref, type ShallowRef } from 'vue';
import type { ItemPlace, Opening } from './read-room.ts';
import type { RoomTimeline } from './room-timeline.ts';
import { isAtEnd, isLoaded } from './timeline.ts';
import type { useMountedItems } from './use-mounted-items.ts';

/** What the page needs of the view that shows the rows. */
export interface View {
  follows(): boolean;
  /** Id of the item at the top of the view. */
  lookedAt(): string | undefined;
  toBottom(): void;
  /** Puts a row into view: an item's, by its number, or the "new" divider. */
  toRow(row: number | 'new'): void;
}

/** The ways through a timeline, near and far: what is loaded is shown at once, for the rest the server is asked. */
export function useWays(
  shown: RoomTimeline,
  mounted: ReturnType<typeof useMountedItems>,
  firstNew: Readonly<Ref<ItemPlace | undefined>>,
  view: Readonly<ShallowRef<View | null>>,
) {
  const { timeline } = shown;

  async function toItem(number: number, row: number | 'new', opening: Opening): Promise<void> {
    if (!isLoaded(timeline.value, number)) return shown.open(opening);
    mounted.show(number);
    await nextTick();
    view.value?.toRow(row);
  }
  return {
    toStart: () => toItem(1, 1, { at: 'time', instant: 0 }),
    toEnd: async () => {
      if (!isAtEnd(timeline.value)) await shown.open({ at: 'end' });
      else if (!mounted.atEnd.value) mounted.show(Infinity);
      await nextTick();
      view.value?.toBottom();
    },
    toNew: async () => {
      const { value: item } = firstNew;
      if (item) await toItem(item.number, 'new', { at: 'new', itemId: item.id });
    },
    toTime: (instant: number) => shown.open({ at: 'time', instant }),
  };
}
