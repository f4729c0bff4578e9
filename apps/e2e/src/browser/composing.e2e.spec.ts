import type { CDPSession } from 'playwright-core';
import { expect, it } from 'vitest';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

describeInBrowser('composing with an input method', () => {
  const server = useServer();
  const openWindow = useChromium();

  async function twoInARoom() {
    const [alice, bob] = [
      await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice'),
      await ChatPage.signedIn(await openWindow(), server().urls[0], 'bob'),
    ];
    await alice.startConversation(bob);
    await bob.enter(alice.handle);
    await alice.composer.focus();
    return { alice, bob, keyboard: await alice.page.context().newCDPSession(alice.page) };
  }

  const compose = (keyboard: CDPSession, text: string) =>
    keyboard.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  const commit = (keyboard: CDPSession, text: string) => keyboard.send('Input.insertText', { text });

  it('Enter while a syllable is composed sends nothing; after it is whole, all of it', async () => {
    const { alice, bob, keyboard } = await twoInARoom();
    for (const part of ['ㅎ', '하', '한']) {
      await compose(keyboard, part);
      await alice.page.keyboard.press('Enter');
      expect(await alice.composer.inputValue()).toBe(part);
    }
    expect(await alice.texts()).toEqual([]);
    await commit(keyboard, '한');
    for (const part of ['ㄱ', '그', '글']) await compose(keyboard, part);
    await commit(keyboard, '글');
    await alice.page.keyboard.press('Enter');
    await expect.poll(() => bob.texts()).toEqual(['한글']);
    expect(await alice.texts()).toEqual(['한글']);
    expect(await alice.composer.inputValue()).toBe('');
  });

  it('the button while a syllable is composed sends the whole text, once', async () => {
    const { alice, bob, keyboard } = await twoInARoom();
    await commit(keyboard, '안녕하세');
    for (const part of ['ㅇ', '요']) await compose(keyboard, part);
    await alice.page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => bob.texts()).toEqual(['안녕하세요']);
    await alice.say('next');
    await expect.poll(() => bob.texts()).toEqual(['안녕하세요', 'next']);
  });

  it('Shift+Enter breaks the line', async () => {
    const { alice, bob } = await twoInARoom();
    await alice.composer.pressSequentially('one');
    await alice.composer.press('Shift+Enter');
    await alice.composer.pressSequentially('two');
    await alice.composer.press('Enter');
    await expect.poll(() => bob.texts()).toEqual(['one\ntwo']);
  });
});

describeInBrowser('in a Korean browser', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('the client speaks Korean from the first page on, and English when asked', async () => {
    const page = await (await openWindow({ locale: 'ko-KR' })).newPage();
    await page.goto(server().urls[0]);
    await page.getByRole('heading', { name: '어떤 이름으로 이야기할까요?' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('ko');
    await page.getByRole('textbox', { name: '이름' }).fill('김마루');
    await page.getByRole('button', { name: '시작하기' }).click();
    await page.getByTestId('viewer').getByText('김마루').waitFor();
    await page.getByText('아직 방이 없어요.').waitFor();

    const bob = await ChatPage.signedIn(await openWindow(), server().urls[0], 'bob');
    await page.getByRole('list', { name: '지금 있는 사람' }).getByRole('button', { name: bob.handle }).click();
    await page.getByRole('dialog').getByRole('button', { name: '방 만들기' }).click();
    await page.getByText('김마루님이 방을 만들었어요.').waitFor();
    await page.getByRole('textbox', { name: '메시지 입력' }).fill('반가워요');
    await page.keyboard.press('Enter');
    await bob.enter('김마루');
    await expect.poll(() => bob.texts()).toEqual(['반가워요']);
    await bob.page.getByText('김마루 created the room.').waitFor();

    await page.getByRole('button', { name: '김마루님의 메뉴' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByText('김마루 created the room.').waitFor();
    await page.reload();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });
});
