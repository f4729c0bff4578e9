import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { useServer } from '../topology/use-server.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';

interface Exported {
  readonly itemCount: number;
  readonly items: readonly Record<string, unknown>[];
}

const HOSTILE = [
  '<script>window.ran = 1</script>',
  '</p></li></ol></main><img src=x onerror="window.ran = 1">',
  '&lt;b&gt; & "quotes" \'and\' שלום مرحبا 👩‍👩‍👧‍👦',
  '가나다라 abc\n'.repeat(300).trim(),
];
const SAVED_WITHIN = { timeout: 60_000 };

describeInBrowser('saving a conversation in a browser', () => {
  const server = useServer();
  const openWindow = useChromium();
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'maru-export-'))));
  afterAll(() => rm(folder, { recursive: true }));

  /** A member's page in a room of more than two pages of items, with the dialog open. */
  async function atTheDialog(prepare: (page: Page) => Promise<unknown>) {
    const [host, other] = await guests(server(), 'host', 'other');
    const roomId = await startRoom(host, other);
    for (const text of HOSTILE) await send(host, roomId, text);
    for (let n = 0; n < 400; n += 50)
      await Promise.all(Array.from({ length: 50 }, (_, m) => send(m % 2 ? host : other, roomId, `message ${n + m}`)));
    const alice = await ChatPage.signedIn(await openWindow(), server().urls[0], 'alice', prepare);
    await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    await alice.enterById(server().urls[0], roomId);
    await alice.page.getByRole('button', { name: 'Room details' }).click();
    const openDialog = () => alice.page.getByRole('button', { name: 'Save the conversation' }).click();
    await openDialog();
    const dialog = alice.page.getByRole('dialog');
    const items = await wholeTimeline(host, roomId);
    return {
      page: alice.page,
      dialog,
      save: dialog.getByRole('button', { name: 'Save', exact: true }),
      items,
      openDialog,
    };
  }

  /** What a file must have of an item. */
  const recordOf = (item: own.TimelineItem) => {
    const { id, number, createdAt } = item;
    return item.__typename === 'ChatMessage'
      ? { kind: 'message', id, number, createdAt, author: item.author, text: item.text, isDeleted: false }
      : { kind: 'notice', id, number, createdAt, notice: item.kind };
  };
  const expectWhole = (text: string, items: readonly own.TimelineItem[]) => {
    const exported = JSON.parse(text) as Exported;
    expect(exported.itemCount).toBe(items.length);
    expect(exported.items).toMatchObject(items.map(recordOf));
  };

  it('downloads all of it, as JSON and as a page that shows it as it was said and runs nothing', async () => {
    const { page, dialog, save, items, openDialog } = await atTheDialog((tab) =>
      tab.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined })),
    );
    const saveAs = async (format: string, name: string) => {
      await dialog.getByRole('radio', { name: format }).check();
      const downloading = page.waitForEvent('download', SAVED_WITHIN);
      await save.click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(
        new RegExp(`^host.* \\d{4}-\\d{2}-\\d{2}\\.${name.split('.')[1] ?? ''}$`),
      );
      await download.saveAs(join(folder, name));
      await dialog.getByText(`${items.length} items were saved`).waitFor();
      await dialog.getByRole('button', { name: 'Close' }).click();
    };
    await saveAs('JSON', 'room.json');
    await openDialog();
    await saveAs('HTML', 'room.html');

    expectWhole(await readFile(join(folder, 'room.json'), 'utf8'), items);
    const reader = await (await openWindow()).newPage();
    await reader.goto(pathToFileURL(join(folder, 'room.html')).href);
    const messages = items.filter((item) => item.__typename === 'ChatMessage');
    expect(await reader.locator('.text').allTextContents()).toEqual(messages.map(({ text }) => text));
    expect(await reader.locator('.author').allTextContents()).toEqual(messages.map(({ author }) => author.handle));
    expect(await reader.locator('.notice').count()).toBe(items.length - messages.length);
    expect(await reader.locator('script, img, iframe, form').count()).toBe(0);
    expect(await reader.evaluate(() => 'ran' in window)).toBe(false);
    // Its own style is let in by its own policy.
    expect(await reader.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)).toBe(
      'rgb(250, 247, 242)',
    );
  });

  it('writes to a chosen file; cancelled it leaves none, and after a failure it goes on where it stopped', async () => {
    // A real file, in the browser's private folder: only the choosing is done for the user.
    const { page, dialog, save, items, openDialog } = await atTheDialog((tab) =>
      tab.addInitScript(() => {
        const pick = async () =>
          (await navigator.storage.getDirectory()).getFileHandle('chosen.json', { create: true });
        Object.defineProperty(window, 'showSaveFilePicker', { value: pick });
      }),
    );
    const chosen = () =>
      page.evaluate(async () => {
        const folder = await navigator.storage.getDirectory();
        const handle = await folder.getFileHandle('chosen.json').catch(() => undefined);
        return handle && (await (await handle.getFile()).text());
      });
    // Every page but the first waits for its fate.
    const waiting: ((fate: 'comes' | 'fails') => void)[] = [];
    await page.route('**/graphql', async (route) => {
      if (!/ExportPage.*"after":"/.test(route.request().postData() ?? '')) return route.continue();
      const fate = await new Promise((resolve) => waiting.push(resolve));
      return fate === 'fails' ? route.abort('connectionfailed') : route.continue();
    });
    const nextPage = async (fate: 'comes' | 'fails') => {
      await expect.poll(() => waiting.length, SAVED_WITHIN).toBe(1);
      waiting.pop()?.(fate);
    };
    const shows = (text: string) => expect.poll(() => dialog.textContent(), SAVED_WITHIN).toContain(text);

    await dialog.getByRole('radio', { name: 'JSON' }).check();
    await save.click();
    await shows(`200 of ${items.length} items saved.`);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    await nextPage('comes');
    await expect.poll(chosen).toBeUndefined();

    await openDialog();
    await dialog.getByRole('radio', { name: 'JSON' }).check();
    await save.click();
    await nextPage('fails');
    await shows('The server cannot be reached.');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await nextPage('comes');
    await nextPage('comes');
    await shows(`${items.length} items were saved as “chosen.json”.`);
    expectWhole((await chosen()) ?? '', items);
  });
});
