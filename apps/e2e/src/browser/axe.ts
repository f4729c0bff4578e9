import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

/** What people with a screen reader, without a mouse or with weak eyes would trip over, as axe names it. */
export interface Barrier {
  readonly rule: string;
  readonly impact: string;
  /** The elements, each with what is wrong. */
  readonly found: readonly string[];
}

/** Has axe at hand in every page of a window. It comes beside the page, whose policy lets no other scripts in. */
export const withAxe = (window: BrowserContext): Promise<unknown> => window.addInitScript({ content: axe.source });

/** Waits until nothing in a page moves any more, but what moves for ever. */
export const comeToRest = (page: Page): Promise<unknown> =>
  page.evaluate(() => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });

/** The serious and critical barriers of what a page shows now, once it has come to rest. */
export async function seriousBarriers(page: Page): Promise<Barrier[]> {
  await comeToRest(page);
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, impact, nodes }) => ({
        rule: id,
        impact: String(impact),
        found: nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary ?? ''}`),
      }));
  });
}
