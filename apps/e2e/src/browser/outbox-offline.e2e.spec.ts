import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { guests, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

const COMES_BACK_WITHIN = { timeout: 40_000 };

const canStartOffline = (page: Page) =>
  page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === 'activated');

describeInBrowser('messages that cannot go out yet', () => {
  const server = useServer();
  const openWindow = useChromium();

  async function aliceInARoom() {
    const [host] = await guests(server(), 'host');
    const roomId = await startRoom(host);
    const alice = await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice');
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    const roomUrl = `${server().urls[0]}/rooms/${roomId}`;
    await alice.enterById(server().urls[0], roomId);
    return { host, roomId, roomUrl, alice };
  }

  const storedTexts = async (reader: Person, roomId: string) =>
    (await wholeTimeline(reader, roomId)).filter((item) => item.__typename === 'ChatMessage').map((item) => item.text);
  const pending = (texts: readonly string[]) => texts.map((text) => ({ text, state: 'pending' }));

  /** What the browser keeps of it: a message is shown a moment before. */
  const keptTexts = (page: Page) =>
    page.evaluate(async () => {
      const result = <Value>(request: IDBRequest<Value>) =>
        new Promise<Value>((resolve) => (request.onsuccess = () => resolve(request.result)));
      const database = await result(indexedDB.open('maru'));
      const ofUsers = database.transaction('outbox').objectStore('outbox').getAll() as IDBRequest<{ text: string }[][]>;
      const kept = await result(ofUsers);
      database.close();
      return kept.flat().map(({ text }) => text);
    });

  /** From now on the server gets what the tab sends, and the tab never gets the answer. */
  const loseAnswers = (page: Page) =>
    page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage')) await route.fetch();
      else await route.continue();
    });

  it('survive a reload without a connection, where one may go on writing; each goes out once, in order', async () => {
    const { host, roomId, alice } = await aliceInARoom();
    await canStartOffline(alice.page);
    await alice.page.context().setOffline(true);
    const texts = ['one', 'two', 'three', 'four', 'five'];
    for (const text of texts) await alice.say(text);
    expect(await alice.shown()).toEqual(pending(texts));

    await alice.page.reload();
    await expect.poll(() => alice.shown()).toEqual(pending(texts));
    await alice.say('six');
    expect(await alice.shown()).toEqual(pending([...texts, 'six']));
    expect(await storedTexts(host, roomId)).toEqual([]);

    await alice.page.context().setOffline(false);
    await expect.poll(() => storedTexts(host, roomId), COMES_BACK_WITHIN).toEqual([...texts, 'six']);
    await expect.poll(() => alice.texts(), COMES_BACK_WITHIN).toEqual([...texts, 'six']);
    await alice.page.reload();
    await expect.poll(() => alice.texts(), COMES_BACK_WITHIN).toEqual([...texts, 'six']);
    expect(await storedTexts(host, roomId)).toEqual([...texts, 'six']);
  });

  it('are neither lost nor doubled where their tab crashes while it sends', async () => {
    const { host, roomId, roomUrl, alice } = await aliceInARoom();
    await loseAnswers(alice.page);
    for (const text of ['one', 'two', 'three']) await alice.say(text);
    await expect.poll(() => storedTexts(host, roomId)).toEqual(['one']);
    await expect.poll(async () => (await keptTexts(alice.page)).slice(-2)).toEqual(['two', 'three']);
    const crash = alice.page.waitForEvent('crash');
    const devtools = await alice.page.context().newCDPSession(alice.page);
    void devtools.send('Page.crash').catch(() => undefined);
    await crash;

    const again = await alice.inAnotherTab(roomUrl);
    await expect.poll(() => storedTexts(host, roomId), COMES_BACK_WITHIN).toEqual(['one', 'two', 'three']);
    await expect.poll(() => again.texts()).toEqual(['one', 'two', 'three']);
  });

  it('are nobody else’s: another user in the same browser neither sees nor sends them', async () => {
    const { host, roomId, roomUrl, alice } = await aliceInARoom();
    await alice.page.route('**/graphql', (route) =>
      route.request().postData()?.includes('SendMessage') ? route.abort() : route.continue(),
    );
    await alice.say('for alice only');
    await alice.page.getByRole('button', { name: `Menu of ${alice.handle}` }).click();
    await alice.page.getByRole('menuitem', { name: 'Sign out' }).click();
    const dialog = alice.page.getByRole('dialog');
    await dialog.getByText('1 message').waitFor();
    await dialog.getByRole('button', { name: 'Sign out' }).click();

    const bob = `bob-${alice.handle}`.slice(0, 32);
    await alice.page.getByRole('textbox', { name: 'Name' }).waitFor();
    await alice.page.unrouteAll();
    await alice.signIn(bob);
    await host.do(own.inviteToRoom, { input: { roomId, handle: bob } });
    await alice.page.goto(roomUrl);
    await alice.composer.waitFor();
    await alice.say('from bob');
    await expect.poll(() => alice.shown()).toEqual([{ text: 'from bob', state: 'sent' }]);
    expect(await storedTexts(host, roomId)).toEqual(['from bob']);
  });
});

describeInBrowser('starting without a connection', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('shows the kept page only where there is no network; nothing that the API answered is kept', async () => {
    const alice = await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice');
    await canStartOffline(alice.page);
    const keptPaths = await alice.page.evaluate(async () => {
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
      return kept.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(keptPaths.filter((path) => path.startsWith('/assets/')).length).toBeGreaterThan(5);
    expect(keptPaths.filter((path) => !path.startsWith('/assets/'))).toEqual(['/']);

    await alice.page.evaluate(async () => {
      const [name = ''] = await caches.keys();
      const old = new Response('an old page', { headers: { 'content-type': 'text/html' } });
      await (await caches.open(name)).put('/', old);
    });
    await alice.page.reload();
    await alice.viewer().waitFor();
    await alice.page.context().setOffline(true);
    await alice.page.goto(`${server().urls[0]}/search`);
    await alice.page.getByText('an old page').waitFor();
  });
});
