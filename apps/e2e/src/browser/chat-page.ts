import type { BrowserContext, Locator, Page } from 'playwright-core';
import { freshHandle } from '../client/person.ts';

/** A message as a page shows it. */
export interface ShownMessage {
  readonly text: string;
  /** `pending`, `sent` or `failed`. */
  readonly state: string | null;
}

/** The web client in one tab, as its user sees it (in English, where nothing else is said). */
export class ChatPage {
  private constructor(
    readonly page: Page,
    readonly handle: string,
  ) {}

  /** Opens the client in a new tab and signs in under a fresh name. @param prepare what is done to the tab before anything is loaded */
  static async signedIn(
    context: BrowserContext,
    url: string,
    name: string,
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<ChatPage> {
    const chat = new ChatPage(await context.newPage(), freshHandle(name));
    await prepare(chat.page);
    await chat.page.goto(url);
    await chat.signIn();
    return chat;
  }

  /** The same person in one more tab of the browser. */
  async inAnotherTab(
    url: string,
    prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<ChatPage> {
    const tab = new ChatPage(await this.page.context().newPage(), this.handle);
    await prepare(tab.page);
    await tab.page.goto(url);
    await tab.viewer().waitFor();
    return tab;
  }

  async signIn(handle = this.handle): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Name' }).fill(handle);
    await this.page.getByRole('button', { name: 'Start', exact: true }).click();
    await this.viewer(handle).waitFor();
  }

  viewer(handle = this.handle): Locator {
    return this.page.getByTestId('viewer').getByText(handle, { exact: true });
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Message', exact: true });
  }

  get banner(): Locator {
    return this.page.getByTestId('connection');
  }

  /** From now on writes down what the banner says, however short it says it. @returns all that it said since */
  async recordBanner(): Promise<() => Promise<string[]>> {
    const said = await this.banner.evaluateHandle((banner) => {
      const texts: string[] = [];
      const record = () => void texts.push(banner.textContent);
      new MutationObserver(record).observe(banner, { childList: true, subtree: true, characterData: true });
      return texts;
    });
    return () => said.jsonValue();
  }

  /** Starts a conversation with somebody who is online. */
  async startConversation(other: ChatPage): Promise<void> {
    await this.page.getByRole('list', { name: 'Online now' }).getByRole('button', { name: other.handle }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Create room' }).click();
    await this.composer.waitFor();
  }

  /** A row of the list of rooms. */
  room(title: string): Locator {
    return this.page.getByRole('list', { name: 'List of rooms' }).getByRole('listitem').filter({ hasText: title });
  }

  async enter(title: string): Promise<void> {
    await this.room(title).getByRole('link').click();
    await this.composer.waitFor();
  }

  async enterById(url: string, roomId: string): Promise<void> {
    await this.page.goto(`${url}/rooms/${roomId}`);
    await this.composer.waitFor();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Everything that the timeline shows now, in its order. */
  shown(): Promise<ShownMessage[]> {
    return this.page.getByTestId('message').evaluateAll((rows) =>
      rows.map((row) => ({
        text: row.querySelector('[data-testid=text]')?.textContent ?? '',
        state: row.getAttribute('data-state'),
      })),
    );
  }

  async texts(): Promise<string[]> {
    return (await this.shown()).map((message) => message.text);
  }
}
