const REGION = '[data-region]';
const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), [tabindex]';

/**
 * Moves the focus to the next region of the page, or the previous one: from the last to the first, and back. A region is an
 * element with `data-region`; it takes the focus itself where it can, else the first in it that does.
 */
export function moveToRegion(step: 1 | -1): boolean {
  const entries = [...document.querySelectorAll<HTMLElement>(REGION)].flatMap((region) => entryOf(region) ?? []);
  const present = entries.findIndex(({ region }) => region.contains(document.activeElement));
  const start = present === -1 && step === -1 ? 0 : present;
  const next = entries.at((start + step) % entries.length);
  next?.focusable.focus();
  return next !== undefined;
}

function entryOf(region: HTMLElement): { region: HTMLElement; focusable: HTMLElement } | undefined {
  const candidates = [region, ...region.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const focusable = candidates.find((each) => each.tabIndex >= 0 && each.checkVisibility());
  return focusable && { region, focusable };
}
