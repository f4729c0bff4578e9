import { expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { scrollThrough } from './timeline-scrolling.ts';

describeInBrowser('chatting in a browser', () => {
  const server = useServer();
  const openWindow = useChromium();
  const url = () => server().urls[0];
  const arrive = async (name: string) => ChatPage.signedIn(await openWindow(), url(), name);

  it('two people find each other and chat', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await alice.say('Hello Bob');
    const badge = bob.room(alice.handle).getByTestId('unread');
    await badge.getByText('1 unread message').waitFor();
    await bob.enter(alice.handle);
    await expect.poll(() => bob.texts()).toEqual(['Hello Bob']);
    await badge.waitFor({ state: 'detached' });

    await bob.say('안녕하세요');
    await alice.say('How are you?');
    const expected = ['Hello Bob', '안녕하세요', 'How are you?'];
    for (const one of [alice, bob]) {
      await expect.poll(() => one.texts()).toHaveLength(3);
      expect((await one.texts()).sort()).toEqual([...expected].sort());
      await expect
        .poll(async () => (await one.shown()).map((message) => message.state))
        .toEqual(['sent', 'sent', 'sent']);
    }
    expect(await alice.texts()).toEqual(await bob.texts());
  });

  it('each sees that the other types', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await bob.enter(alice.handle);
    await alice.composer.pressSequentially('I am thinking', { delay: 20 });
    await bob.page.getByTestId('typing').getByText(`${alice.handle} typing…`).waitFor();
    await alice.composer.press('Enter');
    await expect.poll(() => bob.texts()).toEqual(['I am thinking']);
    await expect.poll(() => bob.page.getByTestId('typing').textContent()).toBe('');
  });

  it('a message is shown in the same moment in which it is sent', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await alice.composer.fill('at once');
    const shown = await alice.page.evaluate(async () => {
      document
        .querySelector('textarea')
        ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
      await new Promise((frame) => requestAnimationFrame(frame));
      return document.querySelector('[data-testid=text]')?.textContent;
    });
    expect(shown).toBe('at once');
    await expect.poll(() => alice.shown()).toEqual([{ text: 'at once', state: 'sent' }]);
  });

  it('a reload keeps the name, the room and what was said', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await alice.say('before the reload');
    await expect.poll(async () => (await alice.shown())[0]?.state).toBe('sent');
    await alice.page.reload();
    await alice.viewer().waitFor();
    await expect.poll(() => alice.texts()).toEqual(['before the reload']);
    await alice.say('after the reload');
    await expect.poll(() => alice.texts()).toEqual(['before the reload', 'after the reload']);
  });

  it('a draft survives a reload', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await alice.composer.fill('half a thou');
    await alice.page.reload();
    await alice.composer.waitFor();
    expect(await alice.composer.inputValue()).toBe('half a thou');
  });

  it('a second tab has the same name, and may take another one', async () => {
    const window = await openWindow();
    const alice = await ChatPage.signedIn(window, url(), 'alice');
    const tab = await window.newPage();
    await tab.goto(url());
    await tab.getByTestId('viewer').getByText(alice.handle).waitFor();
    await tab.getByRole('button', { name: `Menu of ${alice.handle}` }).click();
    await tab.getByRole('menuitem', { name: 'Use another name in this tab' }).click();
    const other = `${alice.handle}-2`.slice(-32);
    await tab.getByRole('textbox', { name: 'Name' }).fill(other);
    await tab.getByRole('button', { name: 'Start', exact: true }).click();
    await tab.getByTestId('viewer').getByText(other).waitFor();
    await alice.page.getByRole('list', { name: 'Online now' }).getByText(other).waitFor();
    for (const page of [tab, alice.page]) await page.reload();
    await tab.getByTestId('viewer').getByText(other).waitFor();
    await alice.viewer().waitFor();
  });

  it('a name that somebody has is refused with a sentence; another one is taken', async () => {
    const alice = await arrive('alice');
    const page = await (await openWindow()).newPage();
    await page.goto(url());
    await page.getByRole('textbox', { name: 'Name' }).fill(alice.handle);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('Somebody has this name. Choose another one.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill(`x${alice.handle}`);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByTestId('viewer').getByText(`x${alice.handle}`).waitFor();
  });

  it('all text is shown as text: messages, names, room titles, search hits', async () => {
    const alice = await arrive('<b>alice</b>');
    const [host] = await guests(server(), '<i>h</i>');
    const input = { clientRequestId: 'html', name: '<img src=x onerror="window.ran=1">', members: [alice.handle] };
    const room = await host.do(own.createChatRoom, { input });
    const text =
      '<script>window.ran=1</script><img src=x onerror="window.ran=1"> <b>bold</b> &amp; javascript:alert(1)';
    await send(host, room.id, text, 'http');
    await alice.enter('<img src=x');
    await expect.poll(() => alice.texts()).toEqual([text]);
    expect(await alice.page.locator('main b, main i:not(.q-icon), main img[src=x], main script').count()).toBe(0);
    await alice.page.getByRole('heading', { name: input.name }).waitFor();
    await alice.page.goto(`${url()}/search?q=bold`);
    await alice.page.getByRole('list', { name: 'Messages found' }).getByText('<script>').waitFor();
    expect(await alice.page.evaluate(() => 'ran' in window)).toBe(false);
  });

  it('whoever leaves a room sees it no more', async () => {
    const [alice, bob] = [await arrive('alice'), await arrive('bob')];
    await alice.startConversation(bob);
    await alice.say('bye');
    await bob.enter(alice.handle);
    await bob.page.getByRole('button', { name: 'Room details' }).click();
    await bob.page.getByRole('complementary').getByRole('button', { name: 'Leave' }).click();
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
    await bob.room(alice.handle).waitFor({ state: 'detached' });
    await alice.page.getByTestId('notice').getByText(`${bob.handle} left.`).waitFor();
    await bob.page.goBack();
    await bob.page.getByTestId('room-face').waitFor();
  });
});

describeInBrowser('a long room in a browser', () => {
  const server = useServer();
  const openWindow = useChromium();
  const MESSAGES = 260;

  it('opens at its end; older pages load on scrolling up, each message once, in order', async () => {
    const [host, other] = await guests(server(), 'host', 'other');
    const roomId = await startRoom(host, other);
    for (let n = 0; n < MESSAGES; n++) await send(host, roomId, `message ${n}`);
    const alice = await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice');
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await alice.enterById(server().urls[0], roomId);
    await alice.page.getByText(`message ${MESSAGES - 1}`, { exact: true }).waitFor();
    expect((await alice.texts()).length).toBeLessThan(MESSAGES);

    const timeline = alice.page.getByRole('region', { name: 'Messages' });
    await timeline.hover();
    await expect
      .poll(
        async () => {
          await alice.page.mouse.wheel(0, -3_000);
          return (await alice.texts())[0];
        },
        { timeout: 20_000 },
      )
      .toBe('message 0');
    await scrollThrough(alice.page, 'up', Infinity);
    const { seen } = await scrollThrough(alice.page, 'down', Infinity);
    const texts = seen.map(([, text]) => text).filter((text) => text.startsWith('message'));
    expect(texts).toEqual(Array.from({ length: MESSAGES }, (_, n) => `message ${n}`));

    // Away from the end, what is new does not move the view.
    await scrollThrough(alice.page, 'up', Infinity);
    const first = alice.page.getByText('message 0', { exact: true });
    await first.scrollIntoViewIfNeeded();
    const before = await first.boundingBox();
    await send(host, roomId, 'news');
    await alice.page.getByTestId('to-end').getByText('1 new message').waitFor();
    expect(await first.boundingBox()).toEqual(before);
    await alice.page.getByTestId('to-end').click();
    await alice.page.getByText('news', { exact: true }).waitFor();
  });
});
