import { onBeforeUpdate, onMounted, onScopeDispose, onUpdated, type Ref } from 'vue';

const AT_BOTTOM_PX = 24;
/** How far a page turns, in heights of the view. */
const PAGE = 0.875;
/** A difference that no screen shows. */
const UNSEEN_PX = 0.1;

/**
 * Keeps what is looked at where it is, to the pixel, while rows come and go above and below or change their heights; or keeps the
 * end in view, where that is what is looked at. For a component whose template holds the scroller; rows carry `data-row`.
 * @param mayFollow whether the last row is the end of all: the bottom of a stretch that goes on is no end to follow
 */
export function useScrollPlace(scroller: Readonly<Ref<HTMLElement | null>>, mayFollow: () => boolean) {
  let follows = true;
  let anchor: { readonly row: HTMLElement; readonly top: number } | undefined;

  const rows = () => [...(scroller.value?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const distanceToBottom = () => {
    const element = scroller.value;
    return element ? element.scrollHeight - element.clientHeight - element.scrollTop : 0;
  };
  const holdRow = (row: HTMLElement | undefined) => {
    const top = row && scroller.value ? topIn(scroller.value, row) : 0;
    // A view does not scroll by parts of a pixel: what is left over must not add up.
    if (anchor?.row === row && anchor && Math.abs(top - anchor.top) < 1) return;
    anchor = row && { row, top };
  };
  const noteAnchor = () => holdRow(scroller.value ? anchorRow(scroller.value, rows()) : undefined);
  const toBottom = () => {
    if (scroller.value) scroller.value.scrollTop = scroller.value.scrollHeight;
    follows = mayFollow();
    noteAnchor();
  };
  /** To be called at every scroll event. */
  const noteScroll = () => {
    follows = mayFollow() && distanceToBottom() <= AT_BOTTOM_PX;
    noteAnchor();
  };
  const stay = () => {
    if (follows) return toBottom();
    const element = scroller.value;
    if (!element || !anchor?.row.isConnected) return;
    const moved = topIn(element, anchor.row) - anchor.top;
    if (Math.abs(moved) > UNSEEN_PX) element.scrollTop += moved;
  };

  onBeforeUpdate(noteAnchor);
  onUpdated(stay);

  // A window that is turned, the keyboard of a phone, a composer that grows, a font that arrives, a text that is unfolded.
  const observer = new ResizeObserver(stay);
  onMounted(() => {
    if (!scroller.value) return;
    observer.observe(scroller.value);
    for (const child of scroller.value.children) observer.observe(child);
  });
  onScopeDispose(() => observer.disconnect());

  return {
    rows,
    noteScroll,
    distanceToBottom,
    toBottom,
    follows: () => follows,
    /** Keeps the beginning of a row where it is, and follows the end no longer: what is unfolded there is read from its beginning. */
    hold: (row: HTMLElement) => {
      follows = false;
      holdRow(row);
    },
    /** Puts a row into view, and follows the end no longer unless the row is there. */
    toRow(row: HTMLElement, block: 'start' | 'center' | 'nearest') {
      row.scrollIntoView({ block });
      noteScroll();
    },
    /** Moves by almost a view: what was at the edge stays in sight. */
    turnPage: (direction: 1 | -1): void => {
      const element = scroller.value;
      element?.scrollBy({ top: direction * PAGE * element.clientHeight, behavior: 'instant' });
      noteScroll();
    },
  };
}

const topIn = (scroller: HTMLElement, row: HTMLElement) =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

/** The first row that begins in view, else the one that fills it: a row may change above its own place, too. */
function anchorRow(scroller: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | undefined {
  const view = scroller.getBoundingClientRect();
  const inView = rows.filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > view.top && top < view.bottom;
  });
  return inView.find((row) => row.getBoundingClientRect().top >= view.top) ?? inView[0];
}
