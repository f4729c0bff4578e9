import { expect, it } from 'vitest';
import { useServer } from '../topology/use-server.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { elsewhere, openWatchedPage } from './watched-page.ts';

describeInBrowser('the playground', () => {
  const server = useServer();
  const openWindow = useChromium();

  it('answers its examples, pressed in order, without asking any other host', async () => {
    const url = server().urls[0];
    const { page, requests, complaints } = await openWatchedPage(await openWindow());
    await page.goto(`${url}/graphql`);

    const operation = page.getByRole('region', { name: 'Operation Editor' });
    const answer = page.getByRole('region', { name: 'Result Window' });
    const textOf = async (region: typeof answer) => (await region.innerText()).replace(/\s/g, '');
    const press = async (example: string, expected: RegExp) => {
      await page.getByRole('tab', { name: new RegExp(`^${example}`) }).click();
      await expect
        .poll(() => textOf(operation), { timeout: 10_000 })
        .toMatch(new RegExp(`(query|mutation|subscription)${example}`));
      await page.getByRole('button', { name: /^Execute query/ }).click();
      await expect.poll(() => textOf(answer), { timeout: 10_000 }).toMatch(expected);
    };
    const stop = () => page.getByRole('button', { name: /^Stop query/ }).click();

    await answer.locator('.monaco-editor').first().waitFor();
    await press('SignIn', /"handle":"guest-\d{4}"/);
    await press('CreateRoom', /"name":"놀이터","memberCount":1/);
    await press('SendMessage', /"seq":2,"number":2,"text":"안녕하세요,Maru!"/);
    await press('Rooms', /"lastMessage":\{"text":"안녕하세요,Maru!"/);
    await press('RoomEvents', /"__typename":"MessagePosted"/);
    await stop();
    await press('Inbox', /"isSnapshot":true/);
    await stop();
    await press('Search', /"highlights":\[\{"start":0,"end":2\}\]/);

    expect(elsewhere(requests, url)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
