import { computed, ref } from 'vue';
import { isAttended } from '../browser/attention.ts';
import { markOf, type Look } from './look-at-rows.ts';
import type { ReadMark } from './read-marker.ts';

/** What somebody who looks at a timeline has seen of it, and what there is beyond the view. */
export function useLook(
  { head, firstNew }: { head: () => number; firstNew: () => number | undefined },
  seen: (mark: ReadMark) => void,
) {
  const seenNumber = ref(0);
  /** The first new message that was seen: the way to it need not be shown any more. */
  const seenNew = ref<number>();
  const firstNumber = ref(0);

  const note = ({ first, last }: Look): void => {
    const mark = markOf(last);
    firstNumber.value = markOf(first)?.number ?? firstNumber.value;
    if (!mark) return;
    seenNumber.value = Math.max(seenNumber.value, mark.number);
    if (!isAttended.value) return;
    seen(mark);
    const target = firstNew();
    if (target !== undefined && firstNumber.value <= target && target <= mark.number) seenNew.value = target;
  };
  return {
    note,
    /** All up to this number had been read before. */
    readBefore: (number: number) => {
      seenNumber.value = Math.max(seenNumber.value, number);
    },
    /** How many items there are that were not in view yet. */
    newBelow: computed(() => Math.max(0, head() - seenNumber.value)),
    /** Whether the first new message is above the view, where nobody has seen it. */
    isNewAbove: computed(() => {
      const target = firstNew();
      return target !== undefined && target < firstNumber.value && target !== seenNew.value;
    }),
  };
}
