import { shallowRef, watch, type Ref } from 'vue';
import { isAttended } from '../browser/attention.ts';
import type { User } from '../graphql/fragments.ts';
import { firstNewItem } from './first-new-item.ts';
import type { ItemPlace } from './read-room.ts';
import type { RoomTimeline } from './room-timeline.ts';

/**
 * Before which item the "new" divider stands: where reading stopped at the opening, and again whenever the window loses the focus.
 * It stays there, also while its item is not loaded.
 */
export function useNewDivider({ timeline, opened }: RoomTimeline, viewer: User, seenNumber: Ref<number>) {
  const firstNew = shallowRef<ItemPlace>();
  let newAfter: number | undefined;

  const find = () => {
    if (newAfter !== undefined) firstNew.value ??= firstNewItem(timeline.value.items, viewer, newAfter);
  };
  const begin = (after: number, first?: ItemPlace) => {
    newAfter = after;
    firstNew.value = first;
    find();
  };
  watch(opened, (now, before) => {
    if (now && (!before || now.opening.at === 'reading')) begin(now.readNumber, now.firstUnread);
  });
  watch(timeline, find);
  watch(isAttended, (attended) => {
    if (!attended && seenNumber.value > 0) begin(seenNumber.value);
  });
  return {
    firstNew,
    /** Own words end it. */
    end: () => {
      newAfter = undefined;
      firstNew.value = undefined;
    },
  };
}
