import { computed, nextTick, onBeforeUpdate, onUpdated, ref, type Ref } from 'vue';

/** Where each arrow leads, from one place in a list of so many. */
const TARGETS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, count) => Math.min(count - 1, at + 1),
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * Makes a list one stop of the Tab key: within it arrows, Home and End move the focus. For the component whose template holds
 * the list; what takes the focus carries its id as `data-roving`, and tabindex 0 where `stop` is that id, else -1.
 * @param usual the stop as long as nothing in the list has had the focus
 */
export function useRovingFocus(
  list: Readonly<Ref<HTMLElement | null>>,
  ids: Readonly<Ref<readonly string[]>>,
  usual: Readonly<Ref<string>>,
) {
  const last = ref<string>();
  const stop = computed(() => [last.value, usual.value].find((id) => id && ids.value.includes(id)) ?? ids.value[0]);
  const elementOf = (id = '') => list.value?.querySelector<HTMLElement>(`[data-roving="${CSS.escape(id)}"]`);
  const hasFocus = () => list.value?.contains(document.activeElement) ?? false;

  let hadFocus = false;
  onBeforeUpdate(() => (hadFocus = hasFocus()));
  onUpdated(() => {
    // A row that changes its place loses the focus in some browsers.
    if (hadFocus && !hasFocus()) elementOf(last.value)?.focus();
  });

  return {
    stop,
    /** Moves the focus into the list. */
    enter: () => elementOf(stop.value)?.focus(),
    noteFocus: ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.value = target.dataset['roving'];
    },
    /** Forgets where the focus was, once it has left the list: the next way in leads to the usual stop. */
    noteBlur: () => void nextTick(() => hasFocus() || (last.value = undefined)),
    move(event: KeyboardEvent) {
      const target = TARGETS[event.key];
      if (!target || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      elementOf(ids.value[target(ids.value.indexOf(stop.value ?? ''), ids.value.length)])?.focus();
    },
  };
}
