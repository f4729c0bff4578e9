import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { page as pageOf, send } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { useLongRooms } from './timeline-rooms.ts';

const MESSAGES = 2_500;
const LOADS_WITHIN = { timeout: 20_000 };

describeInBrowser('reading a long room', () => {
  const rooms = useLongRooms(MESSAGES);
  const openWindow = useChromium();

  /** Somebody who was invited just now, with the room open at its end. */
  async function aliceInTheRoom() {
    const { server, host, roomIds } = rooms();
    const [roomId = ''] = roomIds;
    const alice = await ChatPage.signedIn(await openWindow(), server.urls[0], 'alice');
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await alice.enterById(server.urls[0], roomId);
    await alice.page.getByTestId('message').first().waitFor();
    return { alice, host, roomId, url: server.urls[0], timeline: alice.page.getByRole('region', { name: 'Messages' }) };
  }

  it('what is looked at stays where it is, to the pixel, whatever happens around it', async () => {
    const { alice, host, roomId, timeline } = await aliceInTheRoom();
    const { page } = alice;
    const before = await firstNumber(timeline);
    // As near to the upper edge of what is mounted as somebody gets in one go: more is mounted above, and loaded.
    const looked = await timeline.evaluate((scroller) => {
      scroller.scrollTop = 200;
      const top = scroller.getBoundingClientRect().top;
      const rows = [...scroller.querySelectorAll('[data-number]')];
      const row = rows.find((each) => each.getBoundingClientRect().top >= top);
      return { number: row?.getAttribute('data-number') ?? '', top: (row?.getBoundingClientRect().top ?? 0) - top };
    });
    const row = timeline.locator(`[data-number="${looked.number}"]`);
    const isWhereItWas = () =>
      expect.poll(async () => Math.abs((await topIn(timeline, row)) - looked.top), LOADS_WITHIN).toBeLessThan(1);
    await expect.poll(() => firstNumber(timeline), LOADS_WITHIN).toBeLessThan(before);
    await isWhereItWas();

    await page.addStyleTag({ content: '.bubble { font-size: 19px !important; }' });
    await isWhereItWas();
    await page.setViewportSize({ width: 700, height: 900 });
    await isWhereItWas();
    await page.setViewportSize({ width: 390, height: 600 });
    await isWhereItWas();
    await send(host, roomId, 'news', 'http');
    await page.getByTestId('to-end').getByText('1 new message').waitFor();
    await isWhereItWas();
  });

  it('goes to a day, to the first message, by a link to one among others, and back to the end', async () => {
    const { alice, host, roomId, url, timeline } = await aliceInTheRoom();
    const { page } = alice;
    const [middle] = await pageOf(host, { id: roomId, last: 1, before: await idOf(1_250) });
    const midnight = new Date(middle?.createdAt ?? '');
    midnight.setHours(0, 0, 0, 0);
    const [first] = await pageOf(host, { id: roomId, first: 1, at: midnight.toISOString() });
    await page.getByRole('button', { name: 'Go to a day' }).click();
    await page.getByLabel('Go to a day').last().fill(new Intl.DateTimeFormat('sv').format(midnight));
    await page.getByRole('button', { name: 'Go', exact: true }).click();
    const firstOfDay = timeline.locator(`[data-number="${String(first?.number)}"]`);
    await expect
      .poll(() => topIn(timeline, firstOfDay), LOADS_WITHIN)
      .toSatisfy((top: number) => top >= 0 && top < 100);

    const linked = await idOf(700);
    await page.goto(`${url}/rooms/${roomId}/messages/${linked}`);
    const message = timeline.locator(`[data-item-id="${linked}"]`);
    await message.waitFor();
    await expect.poll(() => isInView(timeline, message)).toBe(true);
    await expect.poll(() => message.getAttribute('class')).toContain('highlighted');
    for (const number of [690, 710]) await timeline.locator(`[data-number="${number}"]`).waitFor({ state: 'attached' });

    await page.getByTestId('to-end').click();
    await timeline.getByText(`${alice.handle}.`).waitFor();
    await timeline.focus();
    await page.keyboard.press('Home');
    await timeline.locator('[data-number="1"]').waitFor();
    await expect.poll(() => isInView(timeline, timeline.locator('[data-number="1"]'))).toBe(true);

    async function idOf(number: number): Promise<string> {
      const items = await pageOf(host, { id: roomId, first: 200, after: await idAt(number - 100) });
      return items.find((item) => item.number === number)?.id ?? '';
    }
    /** Ids of items hold their number: read on, page by page. */
    async function idAt(number: number): Promise<string> {
      let last: own.TimelineItem | undefined;
      while ((last?.number ?? 0) < number) {
        const items = await pageOf(host, { id: roomId, first: 100, ...(last && { after: last.id }) });
        last = items.find((item) => item.number === number) ?? items.at(-1);
      }
      return last?.id ?? '';
    }
  });

  it('leads to the first new message, where it came while nobody looked', async () => {
    const { alice, host, roomId, url, timeline } = await aliceInTheRoom();
    await alice.page.goto(url);
    const news = Array.from({ length: 70 }, (_, n) => `new ${n}`);
    for (const text of news) await send(host, roomId, text, 'http');
    const [old] = await pageOf(host, { id: roomId, first: 1 });
    await alice.page.goto(`${url}/rooms/${roomId}/messages/${old?.id ?? ''}`);
    await alice.page.getByTestId('to-end').getByText('70 new messages').click();
    await timeline.getByText('new 69', { exact: true }).waitFor();
    await alice.page.getByRole('button', { name: 'First new message' }).click();
    const divider = alice.page.getByTestId('new-divider');
    await expect.poll(() => isInView(timeline, divider), LOADS_WITHIN).toBe(true);
    await timeline.getByText('new 0', { exact: true }).waitFor();
    await alice.page.getByTestId('to-new').waitFor({ state: 'detached' });
  });

  it('by keyboard: from row to row, each read as author, text and time; its text is copied, and several with names and times', async () => {
    const { alice, host, roomId, timeline } = await aliceInTheRoom();
    const { page } = alice;
    const { handle } = host;
    for (const text of ['one', 'two', 'three']) await send(host, roomId, text, 'http');
    await timeline.getByText('three', { exact: true }).waitFor();
    await timeline.focus();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    await page.keyboard.press('End');
    await expect.poll(focused).toMatch(new RegExp(`^${handle}, three, \\d+:\\d\\d`));
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toMatch(new RegExp(`^${handle}, two, `));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('two');
    const number = await timeline.locator('[data-row]:focus-within').getAttribute('data-number');
    await page.keyboard.press('PageUp');
    await expect.poll(() => timeline.locator(`[data-number="${number}"]:focus`).count()).toBe(0);
    expect(await timeline.locator('[data-row]:focus').count()).toBe(1);
    await page.keyboard.press('End');
    await expect.poll(focused).toMatch(new RegExp(`^${handle}, three, `));

    const copied = await timeline.evaluate((scroller) => {
      const texts = [...scroller.querySelectorAll('[data-testid=text]')].slice(-3);
      const [from, , to] = texts.map((text) => [...text.childNodes].find((node) => node.textContent !== ''));
      if (from && to) getSelection()?.setBaseAndExtent(from, 1, to, 2);
      const data = new DataTransfer();
      scroller.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
    });
    const heading = `${handle} \\(.*\\)\\n`;
    expect(copied).toMatch(new RegExp(`^${heading}ne\\n(?:\\n${heading})?two\\n(?:\\n${heading})?th$`));
  });
});

const firstNumber = async (timeline: Locator) =>
  Number(await timeline.locator('[data-number]').first().getAttribute('data-number'));

/** Where a row begins, in pixels below the upper edge of the view; far away where it is not mounted. */
const topIn = (timeline: Locator, row: Locator): Promise<number> =>
  row.count().then(async (count) => {
    const [view, box] = [await timeline.boundingBox(), count > 0 ? await row.boundingBox() : null];
    return view && box ? box.y - view.y : -Infinity;
  });

async function isInView(timeline: Locator, row: Locator): Promise<boolean> {
  const [view, box] = [await timeline.boundingBox(), (await row.count()) > 0 ? await row.boundingBox() : null];
  return view !== null && box !== null && box.y >= view.y && box.y + box.height <= view.y + view.height;
}
