import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { comeToRest, seriousBarriers, withAxe } from './axe.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { openStoryBook, type StoryBook } from './story-book.ts';

/** Ignored by git: for whoever wants to look. */
const PHOTOGRAPHS = fileURLToPath(new URL('../../.cache/stories', import.meta.url));
const NARROW = { width: 360, height: 740 };

/** What is wrong with the look of a page, whatever it shows. */
const findFaults = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = [];
    const root = document.scrollingElement;
    if (root && root.scrollWidth > root.clientWidth) faults.push('The page is wider than the screen.');
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const { right, width } = element.getBoundingClientRect();
      const isSeen = width > 1 && element.checkVisibility();
      if (isSeen && right > window.innerWidth + 1)
        faults.push(`Beyond the edge: ${element.className} ${element.textContent}`);
    }
    const text = document.body.innerText;
    const raw = /\{\w+\}|\b[a-z]+\.[a-z]+[A-Z]\w*\b|undefined|NaN/.exec(text);
    if (raw) faults.push(`Not translated: ${raw[0]}`);
    return faults;
  });

describeInBrowser('the stories of all components', () => {
  const openWindow = useChromium();
  let book: StoryBook;
  beforeAll(async () => {
    book = await openStoryBook();
    await mkdir(PHOTOGRAPHS, { recursive: true });
  });
  afterAll(() => book.close());

  async function openBook(language: string) {
    const window = await openWindow({ locale: language });
    await withAxe(window);
    const page = await window.newPage();
    await page.setViewportSize(NARROW);
    const complaints: string[] = [];
    page.on('console', (said) => ['error', 'warning'].includes(said.type()) && complaints.push(said.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(book.url);
    const names = await page.getByTestId('story-link').allTextContents();
    return { page, complaints, names };
  }

  async function show(page: Page, name: string): Promise<void> {
    await page.evaluate((shown) => (location.hash = encodeURIComponent(shown)), name);
    await page.locator(`[data-testid=story][data-name=${JSON.stringify(name)}]`).waitFor({ state: 'attached' });
  }

  type Story = { readonly page: Page; readonly name: string };
  /** Shows one story after the other. @returns what is wrong with them, by name */
  async function readThrough(language: string, look: (story: Story) => Promise<readonly string[]>) {
    const { page, complaints, names } = await openBook(language);
    expect(names.length).toBeGreaterThan(40);
    const faults: Record<string, readonly string[]> = {};
    for (const name of names) {
      await show(page, name);
      await comeToRest(page);
      const found = [...(await findFaults(page)), ...(await look({ page, name })), ...complaints.splice(0)];
      if (found.length > 0) faults[name] = found;
    }
    return faults;
  }

  async function photograph({ page, name }: Story): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await comeToRest(page);
      await page.screenshot({ path: `${PHOTOGRAPHS}/${name}, ${colorScheme}.png` });
    }
  }

  const MANY_PAGES = { timeout: 240_000 };

  it(
    'fit on a narrow phone and are open to everybody; all are photographed by day and by night',
    MANY_PAGES,
    async () => {
      const faults = await readThrough('ko', async (story) => {
        await photograph(story);
        return (await seriousBarriers(story.page)).map(({ rule, found }) => `${rule}: ${found.join()}`);
      });
      expect(faults).toEqual({});
    },
  );

  it('fit in English, too', MANY_PAGES, async () => {
    expect(await readThrough('en', () => Promise.resolve([]))).toEqual({});
  });
});
