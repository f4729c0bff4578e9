import { computed, onBeforeUpdate, onUpdated, ref, type Ref } from 'vue';

/** Where a key leads from the item at an index; -1 is in front of the first one. Undefined for a key that does not walk. */
export function indexAfter(key: string, index: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return index - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * Makes a list of links one stop for Tab: arrow keys, Home and End walk it. For the component whose template holds the list.
 * @param keys of the links, from top to bottom; each link carries its own as `data-key`
 * @param leave called where the walk goes up from the first one
 * @param usual where Tab stops while nothing has been walked to; the first one where that is not in the list
 */
export function useRovingFocus(
  list: Readonly<Ref<HTMLElement | null>>,
  keys: Readonly<Ref<readonly string[]>>,
  leave: () => void,
  usual?: Readonly<Ref<string>>,
) {
  const walkedTo = ref<string>();
  const current = computed(
    () => [walkedTo.value, usual?.value].find((key) => key !== undefined && keys.value.includes(key)) ?? keys.value[0],
  );
  const linkOf = (key: string) => list.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);

  // A link that changes its place loses the focus in some browsers.
  let focused: string | undefined;
  onBeforeUpdate(() => (focused = keys.value.find((key) => linkOf(key) === document.activeElement)));
  onUpdated(() => {
    if (focused !== undefined && document.activeElement === document.body) linkOf(focused)?.focus();
  });

  function focus(key = current.value): void {
    if (key === undefined) return;
    walkedTo.value = key;
    linkOf(key)?.focus();
  }

  return {
    /** The link that Tab stops at. */
    current,
    focus,
    /** For a link that got the focus by other means; undefined once the focus has left the list for good. */
    walkTo: (key: string | undefined) => (walkedTo.value = key),
    onKeydown: (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const at = keys.value.findIndex((key) => linkOf(key) === document.activeElement);
      const next = at < 0 ? undefined : indexAfter(event.key, at, keys.value.length);
      if (next === undefined) return;
      event.preventDefault();
      if (next < 0) leave();
      else focus(keys.value[next]);
    },
  };
}
