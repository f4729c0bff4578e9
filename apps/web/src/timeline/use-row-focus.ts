import { onBeforeUpdate, onUpdated, ref, type Ref } from 'vue';

/** Where the keyboard may go in a timeline. */
export interface RowWays {
  /** The rows that are mounted, from top to bottom. */
  rows(): HTMLElement[];
  /** The rows at the upper and the lower edge of the view. */
  edges(): { readonly first: HTMLElement | undefined; readonly last: HTMLElement | undefined };
  /** Puts a row into view. */
  show(row: HTMLElement): void;
  turnPage(direction: 1 | -1): void;
  toStart(): void;
  toEnd(): void;
}

/**
 * The keyboard in a timeline: one row is in the tab order, arrows lead from row to row. Rows carry `data-key`, and can take the focus.
 * The focus outlives its row: where that goes out of the document, the scroller has it.
 */
export function useRowFocus(scroller: Readonly<Ref<HTMLElement | null>>, ways: RowWays) {
  /** Key of the row that had the focus last. */
  const activeKey = ref<string>();
  let hadFocus = false;

  const isFocusInside = () => scroller.value?.contains(document.activeElement) ?? false;
  const rowOf = (target: EventTarget | null) =>
    target instanceof Element ? (target.closest<HTMLElement>('[data-key]') ?? undefined) : undefined;

  function focusRow(row: HTMLElement | undefined): void {
    if (!row) return;
    row.focus({ preventScroll: true });
    ways.show(row);
  }
  function step(direction: 1 | -1, from: HTMLElement | undefined): void {
    const rows = ways.rows().filter((row) => row.dataset['key'] !== undefined);
    focusRow(from ? rows[rows.indexOf(from) + direction] : ways.edges().last);
  }
  function turn(direction: 1 | -1): void {
    ways.turnPage(direction);
    const { first, last } = ways.edges();
    (direction > 0 ? last : first)?.focus({ preventScroll: true });
  }
  const keys = new Map<string, (row: HTMLElement | undefined) => void>([
    ['ArrowUp', (row) => step(-1, row)],
    ['ArrowDown', (row) => step(1, row)],
    ['PageUp', () => turn(-1)],
    ['PageDown', () => turn(1)],
    ['Home', () => ways.toStart()],
    ['End', () => ways.toEnd()],
  ]);

  onBeforeUpdate(() => {
    hadFocus = isFocusInside();
  });
  onUpdated(() => {
    if (hadFocus && document.activeElement === document.body) scroller.value?.focus({ preventScroll: true });
  });

  return {
    activeKey,
    isFocusInside,
    focusRow,
    onFocusin({ target }: FocusEvent) {
      activeKey.value = rowOf(target)?.dataset['key'] ?? activeKey.value;
    },
    onKeydown(event: KeyboardEvent) {
      const act = keys.get(event.key);
      if (!act || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act(rowOf(event.target));
    },
  };
}
