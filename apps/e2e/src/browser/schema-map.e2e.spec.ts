import { expect, it } from 'vitest';
import { useServer } from '../topology/use-server.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { elsewhere, openWatchedPage } from './watched-page.ts';

describeInBrowser('the schema map', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('is drawn, and tells the fields of a type that is pressed, without asking any other host', async () => {
    const url = server().urls[0];
    const { page, requests, complaints } = await openWatchedPage(await openWindow());
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${url}/voyager`);

    const types = page.locator('svg .node');
    await types.first().waitFor({ timeout: 60_000 });
    const titles = await types.locator('.type-title').allTextContents();
    expect(titles.map((title) => title.trim())).toEqual(expect.arrayContaining(['Query', 'ChatRoom', 'ChatMessage']));

    await types.locator('.type-title', { hasText: /^\s*ChatMessage\s*$/ }).click();
    await expect
      .poll(() => page.locator('.type-doc').innerText(), { timeout: 10_000 })
      .toMatch(/What somebody said in a room\.[^]*author[^]*ChatUser!/);

    expect(elsewhere(requests, url)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
