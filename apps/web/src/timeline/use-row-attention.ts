import { computed, ref, type Ref } from 'vue';

/** Whether somebody points at a row, has come to it with the keyboard, or held a finger on it. */
export function useRowAttention(row: Readonly<Ref<HTMLElement | null>>) {
  const isPointedAt = ref(false);
  const hasFocus = ref(false);

  return {
    isAttended: computed(() => isPointedAt.value || hasFocus.value),
    events: {
      pointerenter({ pointerType }: PointerEvent) {
        // A finger that taps points at nothing: it has to stay for a while.
        isPointedAt.value = pointerType === 'mouse';
      },
      pointerleave() {
        isPointedAt.value = false;
      },
      focusin({ target }: FocusEvent) {
        if (target instanceof Element && target.matches(':focus-visible')) hasFocus.value = true;
      },
      focusout({ relatedTarget }: FocusEvent) {
        if (!(relatedTarget instanceof Node && row.value?.contains(relatedTarget))) hasFocus.value = false;
      },
    },
    onHold: () => {
      row.value?.focus({ preventScroll: true });
      hasFocus.value = true;
    },
  };
}
