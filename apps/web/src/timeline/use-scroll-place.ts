import { onBeforeUpdate, onMounted, onScopeDispose, onUpdated, type Ref } from 'vue';

const AT_BOTTOM_PX = 24;

/**
 * Keeps what is looked at where it is, to the pixel, while rows come and go above and below; or keeps the end in view,
 * where that is what is looked at. For a component whose template holds the scroller; rows carry `data-row`.
 * @param mayFollow whether the last row is the end of all: the bottom of a stretch that goes on is no end to follow
 */
export function useScrollPlace(scroller: Readonly<Ref<HTMLElement | null>>, mayFollow: () => boolean) {
  let follows = true;
  let anchor: { readonly row: HTMLElement; readonly top: number } | undefined;

  const rows = () => scroller.value?.querySelectorAll<HTMLElement>('[data-row]') ?? [];
  const distanceToBottom = () => {
    const element = scroller.value;
    return element ? element.scrollHeight - element.clientHeight - element.scrollTop : 0;
  };
  const toBottom = () => {
    if (scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight;
    follows = mayFollow();
  };
  /** To be called at every scroll event. */
  const noteScroll = () => (follows = mayFollow() && distanceToBottom() <= AT_BOTTOM_PX);

  onBeforeUpdate(() => {
    const top = scroller.value?.getBoundingClientRect().top ?? 0;
    const row = [...rows()].find((each) => each.getBoundingClientRect().bottom > top);
    anchor = row && { row, top: row.getBoundingClientRect().top };
  });
  onUpdated(() => {
    if (follows) return toBottom();
    if (anchor?.row.isConnected && scroller.value)
      scroller.value.scrollTop += anchor.row.getBoundingClientRect().top - anchor.top;
  });

  // The keyboard of a phone, a composer that grows, a font that arrives: the end stays in view.
  const observer = new ResizeObserver(() => follows && toBottom());
  onMounted(() => {
    if (!scroller.value) return;
    observer.observe(scroller.value);
    for (const child of scroller.value.children) observer.observe(child);
  });
  onScopeDispose(() => observer.disconnect());

  return {
    noteScroll,
    distanceToBottom,
    toBottom,
    follows: () => follows,
    /** Puts a row into view, and follows the end no longer unless the row is there. */
    toRow(row: HTMLElement, block: 'start' | 'center') {
      row.scrollIntoView({ block });
      noteScroll();
    },
    /** The last row that is in view, wholly or at least with its beginning in the upper half. */
    lastInView(): HTMLElement | undefined {
      const view = scroller.value?.getBoundingClientRect();
      if (!view) return undefined;
      const isInView = (row: HTMLElement) => {
        const { top, bottom } = row.getBoundingClientRect();
        return bottom <= view.bottom + 1 || top < view.top + view.height / 2;
      };
      return [...rows()].findLast(isInView);
    },
  };
}
