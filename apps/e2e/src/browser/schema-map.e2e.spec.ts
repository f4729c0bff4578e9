import { expect, it } from 'vitest';
import { useServer } from '../topology/use-server.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

describeInBrowser('the schema map', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('is drawn, and tells the fields of a type that is pressed, without asking any other host', async () => {
    const url = server().urls[0];
    const page = await (await openWindow()).newPage();
    const elsewhere: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!new RegExp(`^(${url}/|data:|blob:)`).test(request.url())) elsewhere.push(request.url());
    });
    // A breach of the content security policy is an error here as well.
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
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

    expect(elsewhere).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
