import type { Sight } from './mounted-stretch.ts';
import type { ReadMark } from './read-marker.ts';

/** What of a timeline's rows is in view. */
export interface Look {
  readonly sight: Sight;
  /** The first and the last row in view: wholly, or with their beginning in the upper half. */
  readonly first: HTMLElement | undefined;
  readonly last: HTMLElement | undefined;
}

/** In heights of the view: what is kept in reserve on either side, and what is kept until it is far out of sight. */
const RESERVE = 1;
const KEPT = 1.5;

const EVERYTHING = { keepFrom: -Infinity, keepTo: Infinity };

/** @param rows those in the scroller, from top to bottom; items carry their number in `data-number` */
export function lookAtRows(scroller: HTMLElement, rows: readonly HTMLElement[]): Look {
  const view = scroller.getBoundingClientRect();
  const placed = rows.map((row) => ({ row, box: row.getBoundingClientRect() }));
  const isInView = ({ box }: (typeof placed)[number]) =>
    box.bottom <= view.bottom + 1 || box.top < view.top + view.height / 2;
  const above = scroller.scrollTop;
  const below = scroller.scrollHeight - scroller.clientHeight - above;
  const kept = placed.filter(
    ({ row, box }) =>
      row.dataset['number'] !== undefined &&
      box.bottom > view.top - KEPT * view.height &&
      box.top < view.bottom + KEPT * view.height,
  );
  return {
    sight: {
      nearTop: above < RESERVE * view.height,
      nearBottom: below < RESERVE * view.height,
      ...(hasSelection(scroller) ? EVERYTHING : boundsOf(kept.map(({ row }) => row))),
    },
    first: placed.find(({ box }) => box.bottom > view.top)?.row,
    last: placed.findLast(isInView)?.row,
  };
}

const boundsOf = (rows: readonly HTMLElement[]): Pick<Sight, 'keepFrom' | 'keepTo'> => ({
  keepFrom: Number(rows[0]?.dataset['number'] ?? -Infinity),
  keepTo: Number(rows.at(-1)?.dataset['number'] ?? Infinity),
});

/** What somebody has selected stays, wherever they go: it is about to be copied. */
function hasSelection(scroller: HTMLElement): boolean {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && scroller.contains(selection.anchorNode);
}

/** The row's item, as a mark of how far somebody has read. */
export function markOf(row: HTMLElement | undefined): ReadMark | undefined {
  const { itemId, number } = row?.dataset ?? {};
  return itemId !== undefined && number !== undefined ? { itemId, number: Number(number) } : undefined;
}
