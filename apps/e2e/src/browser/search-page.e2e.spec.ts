import { expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

describeInBrowser('searching in a browser', () => {
  const server = useServer();
  const openWindow = useChromium();
  const url = () => server().urls[0];
  const indexed = (person: Person, text: string, count: number) =>
    expect
      .poll(
        async () => (await person.do(own.searchMessages, { input: { text }, first: 200 })).edges.length,
        COMES_WITHIN,
      )
      .toBe(count);
  const COMES_WITHIN = { timeout: 60_000 };

  /** Somebody at the search page, in rooms of a host on the wire; each room has these texts. */
  async function atTheSearch(texts: Readonly<Record<string, readonly string[]>>, word: string, count: number) {
    const alice = await ChatPage.signedIn(await openWindow(), url(), 'alice');
    const [host] = await guests(server(), 'host');
    const roomIds: string[] = [];
    for (const [name, said] of Object.entries(texts)) {
      const input = { clientRequestId: name, name, members: [alice.handle] };
      const { id } = await host.do(own.createChatRoom, { input });
      for (const text of said) await send(host, id, text);
      roomIds.push(id);
    }
    await indexed(host, word, count);
    await alice.page.goto(`${url()}/search`);
    return { ...parts(alice), host, roomIds };
  }

  const parts = (alice: ChatPage) => ({
    alice,
    page: alice.page,
    field: alice.page.getByRole('searchbox', { name: 'Search for' }),
    results: alice.page.getByRole('list', { name: 'Messages found' }),
    focused: alice.page.locator(':focus'),
  });

  it('finds in all rooms, grouped; arrow keys and Enter lead to the message in its place, and back to where one was', async () => {
    const long = Array.from({ length: 150 }, (_, n) => (n === 20 ? '내일 회의실에서 만나요' : `line ${String(n)}`));
    const { page, field, results, focused, roomIds } = await atTheSearch(
      { Plans: long, Lunch: ['회의실 말고 식당', '다른 이야기'] },
      '의실',
      2,
    );
    await field.fill('의실');
    await results.getByRole('link', { name: '회의실' }).first().waitFor();
    expect(await results.getByRole('heading').allTextContents()).toEqual(['Lunch', 'Plans']);
    expect(await results.locator('mark').allTextContents()).toEqual(['의실', '의실']);

    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'ArrowUp']) await page.keyboard.press(key);
    expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
    for (const key of ['ArrowDown', 'End', 'Enter']) await page.keyboard.press(key);
    await page.waitForURL(`**/rooms/${String(roomIds[0])}/messages/*`);
    const message = page.getByTestId('message').getByText('내일 회의실에서 만나요');
    await message.waitFor();
    await expect.poll(() => message.isVisible()).toBe(true);
    for (const around of ['line 19', 'line 21']) await page.getByText(around, { exact: true }).waitFor();

    await page.goBack();
    await focused.getByText('내일 회의실에서 만나요').waitFor();
    await page.reload();
    await focused.getByText('내일 회의실에서 만나요').waitFor();
    expect(await field.inputValue()).toBe('의실');
  });

  it('finds within one room, page by page; the address says all of it, and recent searches can be cleared', async () => {
    const many = Array.from({ length: 45 }, (_, n) => `apple ${String(n)}`);
    const { alice, page, field, results, roomIds } = await atTheSearch(
      { Orchard: many, Kitchen: ['apple pie', 'cake'] },
      'apple',
      46,
    );
    await alice.enterById(url(), String(roomIds[0]));
    await page.getByRole('link', { name: 'Search in this room' }).first().click();
    await field.fill('apple');
    await field.press('Enter');
    await expect.poll(() => results.locator('mark').count()).toBe(30);
    await page.getByRole('button', { name: 'Show more' }).click();
    await expect.poll(() => results.locator('mark').count()).toBe(45);
    expect(new URL(page.url()).searchParams.get('q')).toBe('apple');

    await page.getByRole('checkbox', { name: 'Only in “Orchard”' }).click();
    await results.getByRole('heading', { name: 'Kitchen' }).waitFor();
    await results
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { name: 'Kitchen' }) })
      .getByRole('link', { name: 'Only in this room' })
      .click();
    await expect.poll(() => results.locator('mark').count()).toBe(1);
    await field.fill('banana');
    await page.getByText('Nothing was found for “banana”.').waitFor();
    await page.getByRole('link', { name: 'Search in all rooms' }).waitFor();

    await field.press('Escape');
    const recent = page.getByRole('list', { name: 'Recent searches' });
    await recent.getByRole('link', { name: 'apple' }).waitFor();
    await page.goto(`${url()}/search`);
    await recent.getByRole('link', { name: 'apple' }).click();
    await expect.poll(() => results.locator('mark').count()).toBe(30);
    await page.goBack();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await recent.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Type what you are looking for.').waitFor();
    expect(await recent.count()).toBe(0);
  });

  it('asks nothing while an input method composes, and asks when it has ended', async () => {
    const { page, field, results } = await atTheSearch({ Plans: ['한글 공부'] }, '한글', 1);
    const asked: string[] = [];
    page.on('request', (request) => {
      const text = /"text":"([^"]*)"/.exec(request.postData() ?? '')?.[1];
      if (text !== undefined) asked.push(text);
    });
    await field.focus();
    const keyboard = await page.context().newCDPSession(page);
    for (const text of ['ㅎ', '하', '한', '한ㄱ', '한그', '한글'])
      await keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
    // Longer than the pause after which what is typed is asked for.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    expect(await field.inputValue()).toBe('한글');
    expect(asked).toEqual([]);
    await keyboard.send('Input.insertText', { text: '한글' });
    await results.getByRole('link', { name: '한글 공부' }).waitFor();
    expect(asked).toEqual(['한글']);
  });

  it('says that there is no connection, and goes on when it is back', async () => {
    const { page, field, results } = await atTheSearch({ Plans: ['see you'] }, 'see', 1);
    await page.context().setOffline(true);
    await field.fill('see');
    await page.getByText('There is no connection. The search goes on when it is back.').waitFor();
    await page.context().setOffline(false);
    await results.getByRole('link', { name: 'see you' }).waitFor(COMES_WITHIN);
  });

  it('shows a refusal, and tries again when asked', async () => {
    const [host] = await guests(server(), 'host');
    const roomId = await startRoom(host);
    const alice = await ChatPage.signedIn(await openWindow(), url(), 'alice');
    const { page, results } = parts(alice);
    await page.goto(`${url()}/search?q=word&room=${roomId}`);
    await page.getByText('There is no such room, or you are not in it.').waitFor();
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await send(host, roomId, 'a word');
    await indexed(host, 'word', 1);
    await page.getByRole('button', { name: 'Try again' }).click();
    await results.getByRole('link', { name: 'a word' }).waitFor();
  });
});
