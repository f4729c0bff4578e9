import type { Locator, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { guests, send } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

const MOST_STEPS = 40;

const hasFocus = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element.contains(document.activeElement));

/** Presses a key until it has brought the focus to a place. */
async function walkTo(target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let steps = 0; !(await hasFocus(target)); steps++) {
    if (steps === MOST_STEPS) throw new Error(`${MOST_STEPS} times ${key} do not lead there.`);
    await target.page().keyboard.press(key);
  }
}

async function press(target: Locator, key = 'Tab'): Promise<void> {
  await walkTo(target, key);
  await target.page().keyboard.press('Enter');
}

describeInBrowser('without a mouse', () => {
  const server = useServer();
  const openWindow = useChromium();
  const url = () => server().urls[0];
  const arrive = async (name: string) => ChatPage.signedIn(await openWindow(), url(), name);

  async function signInByKeyboard(): Promise<{ page: Page; handle: string }> {
    const page = await (await openWindow()).newPage();
    const handle = freshHandle('keys');
    await page.goto(url());
    await walkTo(page.getByRole('textbox', { name: 'Name' }));
    await page.keyboard.type(handle);
    await page.keyboard.press('Enter');
    await page.getByTestId('viewer').getByText(handle, { exact: true }).waitFor();
    return { page, handle };
  }

  it('one signs in, starts a conversation, writes, switches rooms, searches and leaves', async () => {
    const bob = await arrive('bob');
    const { page, handle } = await signInByKeyboard();
    const { keyboard } = page;
    const composer = page.getByTestId('composer');
    const titled = (name: string) => page.getByRole('main').getByRole('heading', { level: 1, name });

    await press(page.getByRole('list', { name: 'Online now' }).getByRole('button', { name: bob.handle }), 'F6');
    await press(page.getByRole('dialog').getByRole('button', { name: 'Create room' }));
    await titled(bob.handle).waitFor();
    await expect.poll(() => hasFocus(composer)).toBe(true);
    await keyboard.type('hello from the keyboard');
    await keyboard.press('Enter');
    await bob.enter(handle);
    await expect.poll(() => bob.texts()).toEqual(['hello from the keyboard']);

    const [host] = await guests(server(), 'host');
    const input = { clientRequestId: 'keys', name: 'Release', members: [handle] };
    const { id } = await host.do(own.createChatRoom, { input });
    await send(host, id, 'ready?', 'http');
    await page.getByTestId('room').filter({ hasText: 'ready?' }).getByTestId('unread').waitFor();
    await keyboard.press('Alt+Shift+ArrowUp');
    await titled('Release').waitFor();
    await keyboard.press('Alt+ArrowDown');
    await titled(bob.handle).waitFor();
    await keyboard.press('Control+k');
    await keyboard.type('relea');
    await keyboard.press('Enter');
    await titled('Release').waitFor();

    await keyboard.press('Control+Shift+F');
    await walkTo(page.getByRole('searchbox', { name: 'Search for' }));
    await keyboard.type('keyboard');
    await page.locator('mark').first().waitFor();
    await press(page.getByRole('link').filter({ has: page.locator('mark') }), 'ArrowDown');
    await titled(bob.handle).waitFor();

    await press(page.getByTestId('room-details'));
    await press(page.getByRole('complementary').getByRole('button', { name: 'Leave' }));
    await press(page.getByRole('dialog').getByRole('button', { name: 'Leave' }));
    await page.getByRole('heading', { name: 'Online now' }).waitFor();
    await bob.page.getByTestId('notice').getByText(`${handle} left.`).waitFor();
  });

  it('? shows every shortcut in a dialog, which keeps the focus and gives it back', async () => {
    const { page } = await signInByKeyboard();
    const { keyboard } = page;
    const opener = page.getByTestId('new-conversation');
    await walkTo(opener);
    await keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await dialog.waitFor();
    expect(await dialog.getByTestId('shortcut').count()).toBeGreaterThan(12);
    for (let n = 0; n < 6; n++) {
      await keyboard.press(n < 3 ? 'Tab' : 'Shift+Tab');
      expect(await hasFocus(dialog)).toBe(true);
    }
    await keyboard.press('Alt+ArrowDown');
    await keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(opener)).toBe(true);

    await walkTo(page.getByRole('searchbox', { name: 'Find a room' }));
    await keyboard.type('?');
    expect(await page.getByRole('searchbox', { name: 'Find a room' }).inputValue()).toBe('?');
    await keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
  });

  it('Esc closes the details, then marks the room as read; F6 goes round the regions', async () => {
    const { page, handle } = await signInByKeyboard();
    const [host] = await guests(server(), 'host');
    const { id } = await host.do(own.createChatRoom, { input: { clientRequestId: 'esc', members: [handle] } });
    for (let n = 0; n < 60; n++) await send(host, id, `news ${n}`, 'http');
    await page.goto(`${url()}/rooms/${id}?details=1`);
    const details = page.getByRole('complementary');
    await details.waitFor();
    await page.getByTestId('new-divider').waitFor();
    for (const region of [page.getByRole('region', { name: 'Messages' }), page.getByTestId('composer'), details])
      await walkTo(region, 'F6');
    await walkTo(page.getByRole('list', { name: 'List of rooms' }), 'F6');
    await walkTo(details, 'Shift+F6');
    await page.keyboard.press('Escape');
    await details.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByTestId('new-divider').waitFor({ state: 'detached' });
    await page.getByTestId('unread').waitFor({ state: 'detached' });
  });

  it('no shortcut is taken while an input method composes', async () => {
    const alice = await arrive('alice');
    const [host] = await guests(server(), 'host');
    for (const name of ['first', 'second']) {
      const input = { clientRequestId: name, name, members: [alice.handle] };
      await host.do(own.createChatRoom, { input });
    }
    await alice.enter('first');
    await alice.composer.focus();
    const input = await alice.page.context().newCDPSession(alice.page);
    await input.send('Input.imeSetComposition', { text: '하', selectionStart: 1, selectionEnd: 1 });
    const address = alice.page.url();
    for (const keys of ['Alt+ArrowUp', 'Alt+ArrowDown', 'Control+k']) await alice.page.keyboard.press(keys);
    expect(alice.page.url()).toBe(address);
    expect(await hasFocus(alice.composer)).toBe(true);
    expect(await alice.composer.inputValue()).toBe('하');
    await input.send('Input.insertText', { text: '한' });
    await alice.page.keyboard.press('Alt+ArrowUp');
    await alice.page.getByRole('heading', { level: 1, name: 'second' }).waitFor();
  });
});
