import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import {
  asked,
  attend,
  clickNotification,
  clickWorkersNotification,
  notified,
  notifiedByWorker,
  showNoneFromPage,
  watchNotifications,
} from './watched-notifications.ts';

/** Whether somebody is to be disturbed is looked at a moment after the message came: by then that moment is over. */
const NOTIFIED_WITHIN_MS = 3_000;
const SOON = { timeout: 20_000 };

describeInBrowser('notifications', () => {
  const server = useServer();
  const openWindow = useChromium();
  const url = () => server().urls[0];

  const iconOf = (page: Page) => page.locator('link[rel=icon]').getAttribute('href');

  /** Two people on the wire, each with alice in a room; two tabs of hers, which nobody looks at. */
  async function twoTabsInTwoRooms() {
    const hosts = await guests(server(), 'host', 'other');
    const window = await openWindow();
    await window.grantPermissions(['notifications']);
    const first = await ChatPage.signedIn(window, url(), 'alice', (page) => watchNotifications(page));
    const rooms = await Promise.all(
      hosts.map(async (host) => {
        const roomId = await startRoom(host);
        await host.do(own.inviteToRoom, { input: { roomId, handle: first.handle } });
        return { roomId, name: host.handle, say: (text: string) => send(host, roomId, text, 'http') };
      }),
    );
    const second = await first.inAnotherTab(url(), (page) => watchNotifications(page));
    for (const tab of [first, second]) for (const { name } of rooms) await tab.room(name).waitFor();
    const tabs = [first.page, second.page];
    for (const page of tabs) await attend(page, false);
    const titles = () => Promise.all(tabs.map((page) => page.title()));
    return { first, second, tabs, titles, one: rooms[0]!, two: rooms[1]! };
  }

  it('one for a message, however many tabs there are, and none of what is read; what is read in one tab is read in all', async () => {
    const { first, second, tabs, titles, one, two } = await twoTabsInTwoRooms();
    const message = await one.say('hello');
    const seen = [`${one.name}: hello`];
    await expect.poll(() => notified(...tabs), SOON).toEqual(seen);
    await expect.poll(titles).toEqual(['(1) Maru', '(1) Maru']);
    for (const page of tabs) expect(await iconOf(page)).toBe('/icon-unread.svg');

    // The tab that was opened last is the one that notifies. Who clicks is led to the message.
    await clickNotification(second.page);
    await second.page.waitForURL(`${url()}/rooms/${one.roomId}/messages/${message.id}`);
    await attend(second.page, true);
    await expect.poll(titles).toEqual(['Maru', 'Maru']);
    for (const page of tabs) expect(await iconOf(page)).toBe('/icon.svg');
    await first.room(one.name).getByTestId('unread').waitFor({ state: 'detached' });

    await one.say('read at once');
    await expect.poll(() => second.texts()).toEqual(['hello', 'read at once']);
    await two.say('elsewhere');
    seen.push(`${two.name}: elsewhere`);
    await expect.poll(() => notified(...tabs), SOON).toEqual(seen);
    // The other tab takes over when this one is closed.
    await second.page.close();
    await two.say('to the tab that is left');
    await expect.poll(() => notified(first.page), SOON).toEqual([`${two.name}: to the tab that is left`]);
  });

  it('none of a silent room, which is not counted either, and none at all when nobody is to be disturbed', async () => {
    const { first, second, tabs, titles, one, two } = await twoTabsInTwoRooms();
    await second.enter(one.name);
    await second.page.getByRole('button', { name: 'Room details' }).click();
    await second.page.getByRole('group', { name: 'Notifications' }).getByText('None').click();
    await one.say('in a silent room');
    await first.room(one.name).getByText('in a silent room').waitFor();
    await two.say('elsewhere');
    const seen = [`${two.name}: elsewhere`];
    await expect.poll(() => notified(...tabs), SOON).toEqual(seen);
    await expect.poll(titles).toEqual(['(1) Maru', '(1) Maru']);

    const chooseInSettings = async (choice: string) => {
      await second.page.getByRole('button', { name: `Menu of ${first.handle}` }).click();
      await second.page.getByRole('menuitem', { name: 'Settings' }).click();
      await second.page.getByRole('dialog').getByText(choice, { exact: true }).click();
      await second.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    };
    await chooseInSettings('Do not disturb');
    await two.say('do not disturb');
    await expect.poll(titles).toEqual(['(2) Maru', '(2) Maru']);
    const arrivedAt = Date.now();
    await expect.poll(() => Date.now() - arrivedAt).toBeGreaterThan(NOTIFIED_WITHIN_MS);
    await chooseInSettings('Notify me of new messages');
    await two.say('the last one');
    seen.push(`${two.name}: the last one`);
    await expect.poll(() => notified(...tabs), SOON).toEqual(seen);
  });

  it('are asked for after a message that came while nobody looked, and by a press of a button only', async () => {
    const [host] = await guests(server(), 'host');
    const alice = await ChatPage.signedIn(await openWindow(), url(), 'alice', (page) =>
      watchNotifications(page, 'default'),
    );
    const roomId = await startRoom(host);
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await alice.room(host.handle).waitFor();
    const offer = alice.page.getByText('Do you want to be notified next time?');
    await send(host, roomId, 'seen coming', 'http');
    await alice.room(host.handle).getByText('seen coming').waitFor();
    expect(await offer.count()).toBe(0);

    await attend(alice.page, false);
    await send(host, roomId, 'missed', 'http');
    await offer.waitFor();
    expect(await asked(alice.page)).toBe(0);
    await alice.page.getByRole('button', { name: 'Notify me' }).click();
    await offer.waitFor({ state: 'detached' });
    expect(await asked(alice.page)).toBe(1);
  });

  it('come from the service worker where a page may show none itself, as on a phone; a click leads to the message as well', async () => {
    const [host] = await guests(server(), 'host');
    const window = await openWindow();
    await window.grantPermissions(['notifications']);
    const alice = await ChatPage.signedIn(window, url(), 'alice', showNoneFromPage);
    const roomId = await startRoom(host);
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await alice.room(host.handle).waitFor();
    await alice.page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
    const message = await send(host, roomId, 'hello', 'http');
    await expect.poll(() => notifiedByWorker(alice.page), SOON).toEqual([`${host.handle}: hello`]);
    await clickWorkersNotification(window);
    await alice.page.waitForURL(`${url()}/rooms/${roomId}/messages/${message.id}`);
    await expect.poll(() => notifiedByWorker(alice.page)).toEqual([]);
  });
});
