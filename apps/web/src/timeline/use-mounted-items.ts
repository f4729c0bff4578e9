import { computed, shallowRef, watch } from 'vue';
import {
  adjusted,
  itemsIn,
  needsNewer,
  needsOlder,
  stretchAround,
  type Sight,
  type Stretch,
} from './mounted-stretch.ts';
import type { RoomTimeline } from './room-timeline.ts';
import { isAtEnd } from './timeline.ts';

/** Which of a timeline's items are in the document: around the place where it was opened, then wherever the view goes. */
export function useMountedItems({ timeline, opened, older, newer }: RoomTimeline) {
  const stretch = shallowRef<Stretch>({ from: 1, to: Infinity });
  let sight: Sight | undefined;

  watch([opened, timeline], ([place], [formerPlace]) => {
    if (place && place !== formerPlace) show(place.number);
    else adjust();
  });

  function adjust(): void {
    if (!sight) return;
    stretch.value = adjusted(stretch.value, sight, timeline.value);
    if (needsOlder(stretch.value, sight, timeline.value)) void older.more();
    if (needsNewer(stretch.value, sight, timeline.value)) void newer.more();
  }
  /** Mounts what lies around an item that is loaded; a number beyond the last one means the end. */
  function show(number: number): void {
    sight = undefined;
    stretch.value = stretchAround(number, timeline.value);
  }
  return {
    items: computed(() => itemsIn(stretch.value, timeline.value)),
    /** Whether the last row is the end of the room. */
    atEnd: computed(() => isAtEnd(timeline.value) && stretch.value.to === Infinity),
    show,
    look: (seen: Sight): void => {
      sight = seen;
      adjust();
    },
  };
}
