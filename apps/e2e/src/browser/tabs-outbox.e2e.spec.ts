import { expect, it } from 'vitest';
import { guests, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

const COMES_BACK_WITHIN = { timeout: 40_000 };

describeInBrowser('two tabs of one person', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('show the same drafts and one outbox: what is written in both goes out once, in order, also when the tab that sends crashes', async () => {
    const [host] = await guests(server(), 'host');
    const roomId = await startRoom(host);
    const roomUrl = `${server().urls[0]}/rooms/${roomId}`;
    const first = await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice');
    await host.do(own.inviteToRoom, { input: { roomId, handle: first.handle } });
    await first.page.goto(roomUrl);
    const second = await first.inAnotherTab(server().urls[0]);
    await first.composer.fill('half a thou');
    await second.room(host.handle).getByText('Draft half a thou').waitFor();
    await second.enter(host.handle);
    expect(await second.composer.inputValue()).toBe('half a thou');
    const stored = async () =>
      (await wholeTimeline(host, roomId)).flatMap((item) => (item.__typename === 'ChatMessage' ? [item.text] : []));

    await first.page.context().setOffline(true);
    const texts = ['one', 'two', 'three', 'four'];
    for (const [n, text] of texts.entries()) {
      const [writer, other] = n % 2 === 0 ? [first, second] : [second, first];
      await writer.say(text);
      await expect.poll(() => other.texts()).toEqual(texts.slice(0, n + 1));
    }
    await first.page.context().setOffline(false);
    await expect.poll(stored, COMES_BACK_WITHIN).toEqual(texts);
    for (const tab of [first, second]) await expect.poll(() => tab.texts(), COMES_BACK_WITHIN).toEqual(texts);

    // The tab that was opened last sends. It has the server's answer never: until it is gone, nothing else goes out.
    await second.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('SendMessage')) await route.fetch();
      else await route.continue();
    });
    await first.say('five');
    await first.say('six');
    await expect.poll(stored).toEqual([...texts, 'five']);
    const crash = second.page.waitForEvent('crash');
    const devtools = await second.page.context().newCDPSession(second.page);
    void devtools.send('Page.crash').catch(() => undefined);
    await crash;
    await expect.poll(stored, COMES_BACK_WITHIN).toEqual([...texts, 'five', 'six']);
    await expect.poll(() => first.texts(), COMES_BACK_WITHIN).toEqual([...texts, 'five', 'six']);
    await expect.poll(async () => (await first.shown()).every(({ state }) => state === 'sent')).toBe(true);
  });
});
