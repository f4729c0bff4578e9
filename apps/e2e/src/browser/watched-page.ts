import type { BrowserContext, Page } from 'playwright-core';

/** A tab of which is written down, from before anything is loaded, what it asks for and what it complains of. */
export interface WatchedPage {
  readonly page: Page;
  /** Addresses, in the order in which they were asked for. */
  readonly requests: readonly string[];
  /** Errors in the console: a breach of the content security policy is one as well. */
  readonly complaints: string[];
}

export async function openWatchedPage(context: BrowserContext): Promise<WatchedPage> {
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  return { page, requests, complaints };
}

/** Which of the addresses are neither the server's nor within the page itself. */
export const elsewhere = (requests: readonly string[], url: string): string[] =>
  requests.filter((address) => !new RegExp(`^(${url}/|data:|blob:)`).test(address));
