import { expect, it } from 'vitest';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { Writer } from '../client/writer.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

const COMES_BACK_WITHIN = { timeout: 30_000 };

describeInBrowser('a browser whose connection is lost', () => {
  const server = useServer();
  const openWindow = useChromium();

  /** Two pages in a room of somebody on the wire. */
  async function twoPagesInARoom() {
    const [host] = await guests(server(), 'host');
    const roomId = await startRoom(host);
    const pages: ChatPage[] = [];
    for (const name of ['alice', 'bob']) {
      const page = await ChatPage.signedIn(await openWindow(), server().urls[0], name);
      await host.do(own.inviteToRoom, { input: { roomId, handle: page.handle } });
      await page.enterById(server().urls[0], roomId);
      pages.push(page);
    }
    const [alice, bob] = pages as [ChatPage, ChatPage];
    return { host, roomId, alice, bob };
  }

  const storedTexts = async (reader: Person, roomId: string) =>
    (await wholeTimeline(reader, roomId)).filter((item) => item.__typename === 'ChatMessage').map((item) => item.text);

  it('the server killed with SIGKILL and restarted: nothing acknowledged is lost, nothing shown twice; the banner comes and goes', async () => {
    const { host, roomId, alice, bob } = await twoPagesInARoom();
    for (const text of ['one', 'two', 'three']) await alice.say(text);
    await expect.poll(() => bob.texts()).toEqual(['one', 'two', 'three']);

    const bannerTexts = await alice.recordBanner();
    await server().kill();
    await alice.banner.getByText(/connection is lost|Connecting/).waitFor();
    for (const text of ['four', 'five']) await alice.say(text);
    await bob.say('bob: six');
    expect((await alice.shown()).slice(-2)).toEqual([
      { text: 'four', state: 'pending' },
      { text: 'five', state: 'pending' },
    ]);
    await server().start();

    await expect.poll(() => alice.texts(), COMES_BACK_WITHIN).toHaveLength(6);
    await expect.poll(() => bob.texts(), COMES_BACK_WITHIN).toHaveLength(6);
    await expect.poll(() => alice.banner.textContent(), COMES_BACK_WITHIN).toBe('');
    expect(await bannerTexts()).toContain('Connected again.');
    await alice.say('seven');
    await expect.poll(() => bob.texts()).toHaveLength(7);

    await expect.poll(async () => (await alice.shown()).every(({ state }) => state === 'sent')).toBe(true);
    const stored = await storedTexts(host, roomId);
    expect(await alice.texts()).toEqual(stored);
    expect(await bob.texts()).toEqual(stored);
    expect([...stored].sort()).toEqual(['bob: six', 'five', 'four', 'one', 'seven', 'three', 'two']);
  });

  it('the server killed while messages flow: the page shows every message that is stored, once', async () => {
    const { host, roomId, alice } = await twoPagesInARoom();
    const writer = new Writer(host, roomId, 'http', 'flowing');
    await expect.poll(async () => (await alice.texts()).length, COMES_BACK_WITHIN).toBeGreaterThan(20);
    await server().kill();
    await server().start();
    await expect.poll(() => writer.acknowledged.size, COMES_BACK_WITHIN).toBeGreaterThan(50);
    await writer.stop();
    const last = await send(host, roomId, 'the last one', 'http');
    await alice.page.getByTestId('message').getByText('the last one', { exact: true }).waitFor(COMES_BACK_WITHIN);
    const stored = await storedTexts(host, roomId);
    const shown = await alice.texts();
    expect(shown.length).toBeGreaterThan(40);
    expect(shown).toEqual(stored.slice(-shown.length));
    expect(last.text).toBe(shown.at(-1));
  });

  it('offline: messages queue in order, and go out when the network is back', async () => {
    const { host, roomId, alice, bob } = await twoPagesInARoom();
    await alice.say('online');
    await expect.poll(() => bob.texts()).toEqual(['online']);
    await alice.page.context().setOffline(true);
    const queued = Array.from({ length: 5 }, (_, n) => `queued ${n}`);
    for (const text of queued) await alice.say(text);
    expect(await alice.shown()).toEqual([
      { text: 'online', state: 'sent' },
      ...queued.map((text) => ({ text, state: 'pending' })),
    ]);
    await alice.banner.getByText(/connection is lost|Connecting/).waitFor();
    await send(host, roomId, 'said meanwhile', 'http');
    await expect.poll(() => bob.texts()).toEqual(['online', 'said meanwhile']);

    await alice.page.context().setOffline(false);
    await expect.poll(() => bob.texts(), COMES_BACK_WITHIN).toEqual(['online', 'said meanwhile', ...queued]);
    await expect.poll(() => alice.texts(), COMES_BACK_WITHIN).toEqual(['online', 'said meanwhile', ...queued]);
    await expect.poll(async () => (await alice.shown()).every(({ state }) => state === 'sent')).toBe(true);
  });
});
