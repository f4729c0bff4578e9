import type { BrowserContext, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { guests, send } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';
import { type Barrier, seriousBarriers, withAxe } from './axe.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

const DESKTOP = { width: 1_200, height: 800 };
const PHONE = { width: 375, height: 700 };

describeInBrowser('what axe finds', () => {
  const server = useServer();
  const openWindow = useChromium();
  const url = () => server().urls[0];

  /** Checks what a page shows, by day and by night. */
  async function check(page: Page, screen: string, found: Map<string, Barrier[]>): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const barriers = await seriousBarriers(page);
      if (barriers.length > 0) found.set(`${screen}, ${colorScheme}`, barriers);
    }
  }

  async function roomOf(alice: ChatPage): Promise<string> {
    const [host, other] = await guests(server(), 'host', 'other');
    const input = { clientRequestId: 'axe', name: '마루', members: [alice.handle, other.handle] };
    const room = await host.do(own.createChatRoom, { input });
    const texts = ['see https://example.com', 'run `npm test`', '👍', 'line\n'.repeat(20), '안녕하세요'];
    for (const text of texts) await send(host, room.id, text, 'http');
    return room.id;
  }

  async function prepared(context: BrowserContext, language: string) {
    await withAxe(context);
    const alice = await ChatPage.signedIn(context, url(), 'alice');
    const bob = await ChatPage.signedIn(await openWindow(), url(), 'bob');
    const roomId = await roomOf(alice);
    await alice.page.evaluate((chosen) => localStorage.setItem('maru.language', chosen), language);
    return { page: alice.page, roomId, bob };
  }

  async function walkScreens(page: Page, roomId: string, see: (screen: string) => Promise<void>): Promise<void> {
    await page.goto(url());
    await page.getByTestId('room').waitFor();
    await see('the start');
    await page.goto(`${url()}/rooms/${roomId}`);
    await page.getByTestId('message').last().waitFor();
    await page.getByTestId('composer').fill('half a thought');
    await see('a room');
    await page.getByTestId('room-details').click();
    await page.getByRole('complementary').getByRole('listitem').nth(2).waitFor();
    await see('its details');
    await page.goto(`${url()}/search?q=test`);
    await page.locator('mark').first().waitFor();
    await see('search results');
    await page.goto(`${url()}/search?q=nothing-of-the-kind`);
    await page.getByRole('status').getByText('nothing-of-the-kind').waitFor();
    await see('a search that found nothing');
    await page.goto(`${url()}/rooms/none`);
    await page.getByTestId('room-face').waitFor();
    await see('a room that is not there');
    await page.goto(`${url()}/nothing/here`);
    await page.getByRole('main').getByRole('link').waitFor();
    await see('an address that is not there');
  }

  async function walkDialogs(page: Page, roomId: string, see: (screen: string) => Promise<void>): Promise<void> {
    await page.goto(`${url()}/rooms/${roomId}?details=1`);
    const details = page.getByRole('complementary');
    const menu = page.getByRole('button', { name: /Menu|메뉴/ });
    const openers: [string, () => Promise<void>][] = [
      ['starting a conversation', () => page.getByTestId('new-conversation').click()],
      ['inviting', () => details.getByRole('button', { name: /Invite|초대/ }).click()],
      ['leaving', () => details.getByRole('button', { name: /Leave|나가기/ }).click()],
      ['settings', () => menu.click().then(() => page.getByRole('menuitem', { name: /Settings|설정/ }).click())],
      ['shortcuts', () => menu.click().then(() => page.getByRole('menuitem', { name: /shortcuts|단축키/ }).click())],
    ];
    for (const [screen, open] of openers) {
      await open();
      await page.getByRole('dialog').waitFor();
      await see(screen);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    await menu.click();
    await page.getByRole('menu').waitFor();
    await see('the menu');
  }

  it.each(['en', 'ko'])('is nothing serious, on any screen, by day and by night (%s)', async (language) => {
    const found = new Map<string, Barrier[]>();
    const stranger = await (await openWindow({ locale: language })).newPage();
    await withAxe(stranger.context());
    await stranger.goto(url());
    await stranger.getByRole('textbox').waitFor();
    await check(stranger, 'signing in', found);

    const { page, roomId } = await prepared(await openWindow(), language);
    for (const [width, size] of Object.entries({ desktop: DESKTOP, phone: PHONE })) {
      await page.setViewportSize(size);
      await walkScreens(page, roomId, (screen) => check(page, `${screen}, ${width}`, found));
    }
    await page.setViewportSize(DESKTOP);
    await walkDialogs(page, roomId, (screen) => check(page, screen, found));
    expect([...found]).toEqual([]);
  });
});
