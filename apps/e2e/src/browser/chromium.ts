import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { CHROMIUM, IS_CI } from '../topology/run-settings.ts';

const isMissing = !existsSync(CHROMIUM);
if (isMissing && !IS_CI)
  console.warn(
    `Browser scenarios are skipped: there is no Chromium at ${CHROMIUM}. Install one (Debian: apt-get install chromium), or name it in CHROMIUM.`,
  );

/** Scenarios in a real browser: skipped where there is none, unless this is CI, where that is a failure. */
export const describeInBrowser = describe.skipIf(isMissing && !IS_CI);

const ARGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];

/** Opens windows with a storage of their own each; all of them are closed after the scenario. */
export function useChromium(): (options?: { readonly locale?: string }) => Promise<BrowserContext> {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false, args: ARGS });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser.close());
  return async ({ locale = 'en-US' } = {}) => {
    const context = await browser.newContext({ locale, viewport: { width: 1_200, height: 800 } });
    context.setDefaultTimeout(10_000);
    contexts.push(context);
    return context;
  };
}
