import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { startHostPage } from './host-page.ts';
import { openWatchedPage } from './watched-page.ts';

const shop = await startHostPage(() => maru());
const stranger = await startHostPage(() => maru());
let maru = () => '';
afterAll(() => {
  shop.close();
  stranger.close();
});

describeInBrowser('the widget on a page of somebody else', () => {
  const server = useServer({ MARU_EMBED_ORIGINS: shop.url });
  const openWindow = useChromium();
  maru = () => server().urls[0];

  const pageWith = (attributes = '') =>
    `<!doctype html><html lang="en"><title>A shop</title><h1>A shop</h1><script src="${maru()}/widget.js" ${attributes}></script>`;
  const frameOf = (page: Page) => page.frameLocator('maru-widget iframe');

  async function visit(url: string) {
    const watched = await openWatchedPage(await openWindow());
    await watched.page.goto(url);
    return watched;
  }

  it('opens the chat in its corner, under the name that the page gives; what is unread shows while it is closed', async () => {
    const name = freshHandle('visitor');
    shop.show(pageWith(`data-name="${name}" async`));
    const { page, complaints, requests } = await visit(shop.url);
    await page.getByRole('button', { name: 'Open the chat' }).click();
    await frameOf(page).getByTestId('viewer').getByText(name, { exact: true }).waitFor();

    const [seller] = await guests(server(), 'seller');
    const roomId = await startRoom(seller);
    await seller.do(own.inviteToRoom, { input: { roomId, handle: name } });
    await frameOf(page).getByText(seller.handle).first().waitFor();
    await page.getByRole('button', { name: 'Close the chat' }).click();
    expect(await page.locator('maru-widget iframe').isVisible()).toBe(false);
    await send(seller, roomId, 'May I help you?');
    await page.getByRole('button', { name: 'Open the chat, 1 unread message' }).click();
    await frameOf(page).getByText('May I help you?').waitFor();
    expect(complaints).toEqual([]);
    const hosts = new Set(requests.map((address) => new URL(address).origin));
    expect([...hosts].sort()).toEqual([shop.url, maru()].sort());
  });

  it('shows nothing on a page that is not in the list', async () => {
    stranger.show(pageWith('data-open'));
    const { page, complaints } = await visit(stranger.url);
    await page.getByRole('button', { name: 'Close the chat' }).waitFor();
    await expect.poll(() => complaints.join()).toContain('frame-ancestors');
    expect(await frameOf(page).locator('#app').count()).toBe(0);
  });

  it('believes no messages but those of its own frame', async () => {
    shop.show(pageWith());
    const { page } = await visit(shop.url);
    await page.getByRole('button', { name: 'Open the chat' }).click();
    await frameOf(page).getByRole('textbox', { name: 'Name' }).waitFor();
    await page.evaluate(async () => {
      const heard = new Promise<void>((hear) =>
        addEventListener('message', ({ source }) => source === window && hear()),
      );
      window.postMessage({ type: 'maru:unread', count: 7 }, '*');
      await heard; // by the widget as well, which listened before
    });
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await page.getByRole('button', { name: 'Open the chat', exact: true }).waitFor();
  });

  it('can be tried on our own demonstration page', async () => {
    const { page, complaints } = await visit(`${maru()}/widget-demo.html`);
    await page.getByRole('button', { name: '대화 열기' }).click();
    await frameOf(page).getByRole('textbox', { name: 'Name' }).waitFor();
    expect(complaints).toEqual([]);
  });
});
