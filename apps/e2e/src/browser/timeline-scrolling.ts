import type { Page } from 'playwright-core';

/** What was seen of a timeline on the way through a part of it. */
export interface Scrolled {
  /** Texts by their items' numbers, in the order in which they came into view. */
  readonly seen: readonly (readonly [number: number, text: string])[];
  /** The highest stretch of the view, in pixels, that no row covered in any frame. */
  readonly emptiest: number;
  /** Elements in the timeline, at most. */
  readonly nodes: number;
  readonly steps: number;
  readonly tookMs: number;
}

/** Scrolls through the shown timeline, most of a view at a time, and looks at every frame, until the end or so many items on. */
export function scrollThrough(page: Page, direction: 'up' | 'down', items: number): Promise<Scrolled> {
  return page.evaluate(scrollInPage, { direction, items });
}

/** Runs in the page, and stands alone. */
async function scrollInPage({ direction, items }: { direction: 'up' | 'down'; items: number }): Promise<Scrolled> {
  const STEP = 0.8;
  const STUCK_MS = 15_000;
  const scroller = document.querySelector('[data-testid=messages]')?.closest('[role=region]');
  if (!scroller) throw new Error('No timeline is shown.');
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const seen = new Map<number, string>();
  const begun = performance.now();
  let [emptiest, nodes, steps, movedAt] = [0, 0, 0, begun];

  const look = () => {
    const view = scroller.getBoundingClientRect();
    let covered = view.top;
    for (const row of scroller.querySelectorAll('[role=listitem]')) {
      const { top, bottom } = row.getBoundingClientRect();
      if (bottom <= view.top || top >= view.bottom) continue;
      emptiest = Math.max(emptiest, top - covered);
      covered = Math.max(covered, bottom);
      const number = row.getAttribute('data-number');
      const text = row.querySelector('[data-testid=text]') ?? row;
      if (number !== null) seen.set(Number(number), text.textContent);
    }
    emptiest = Math.max(emptiest, view.bottom - covered);
    nodes = Math.max(nodes, scroller.getElementsByTagName('*').length);
  };
  const isAtEdge = () => {
    const rows = scroller.querySelectorAll('[aria-posinset]');
    const edge = direction === 'up' ? rows[0] : rows[rows.length - 1];
    const isLast =
      edge?.getAttribute('aria-posinset') === (direction === 'up' ? '1' : edge?.getAttribute('aria-setsize'));
    const distance =
      direction === 'up' ? scroller.scrollTop : scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    return isLast && distance <= 1;
  };

  look();
  while (seen.size < items && !isAtEdge()) {
    const known = seen.size;
    scroller.scrollTop += (direction === 'up' ? -STEP : STEP) * scroller.clientHeight;
    await painted();
    look();
    steps++;
    if (seen.size > known) movedAt = performance.now();
    if (performance.now() - movedAt > STUCK_MS)
      throw new Error(`Nothing new came into view after ${String(seen.size)}.`);
  }
  return { seen: [...seen], emptiest, nodes, steps, tookMs: Math.round(performance.now() - begun) };
}
