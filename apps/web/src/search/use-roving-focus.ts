import { computed, ref, type Ref } from 'vue';

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
 * Makes a list of links one stop for Tab: arrow keys, Home and End walk it.
 * @param keys of the links, from top to bottom; each link carries its own as `data-key`
 * @param leave called where the walk goes up from the first one
 */
export function useRovingFocus(
  list: Readonly<Ref<HTMLElement | null>>,
  keys: Readonly<Ref<readonly string[]>>,
  leave: () => void,
) {
  const walkedTo = ref<string>();
  const current = computed(() =>
    walkedTo.value !== undefined && keys.value.includes(walkedTo.value) ? walkedTo.value : keys.value[0],
  );
  const linkOf = (key: string) => list.value?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);

  function focus(key = current.value): void {
    if (key === undefined) return;
    walkedTo.value = key;
    linkOf(key)?.focus();
  }

  return {
    /** The link that Tab stops at. */
    current,
    focus,
    /** For a link that got the focus by other means. */
    walkTo: (key: string) => (walkedTo.value = key),
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
