import { randomUUID } from 'node:crypto';
import { chromium, type Browser, type Page } from 'playwright-core';
import { sizeOr } from './arguments.ts';
import { ChatClient } from './chat-client.ts';
import { median } from './percentiles.ts';
import { Report, say } from './report.ts';
import { serveMaru } from './served-maru.ts';
import { installProbe, type LongFrame } from './web-probe.ts';

const REPETITIONS = sizeOr(7);
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const ROOMS = 30;
const MESSAGES_A_ROOM = 60;
const SLOWED = 4;
/** What users notice: https://web.dev/articles/optimize-long-tasks */
const LONG_MS = 50;
const SHOWN_LONG_FRAMES = 8;

interface Sample {
  readonly firstPaint: number;
  readonly roomList: number;
  readonly firstRoom: number;
  readonly roomSwitch: number;
  readonly sendToScreen: number;
  readonly longFrames: readonly LongFrame[];
}

const titleOf = (n: number) => `Room ${String(n).padStart(2, '0')}`;
const textOf = (room: number, n: number) => `글 ${n} of ${titleOf(room)}: 마루에서 만나요, https://example.com`;

/** A user with rooms that somebody else talks in as well. @returns the user's key */
async function fill(url: string): Promise<string> {
  const [user, other] = [await ChatClient.signedIn(url), await ChatClient.signedIn(url)];
  for (let room = 0; room < ROOMS; room++) {
    const { id } = await user.createRoom({ name: titleOf(room), members: [other.handle] });
    for (let n = 0; n < MESSAGES_A_ROOM; n++) await (n % 3 === 0 ? user : other).send(id, textOf(room, n));
  }
  for (const client of [user, other]) client.close();
  return user.key;
}

/** A browser that was never here, on a slow processor. */
async function visitor(browser: Browser, key: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1_200, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await page.addInitScript(installProbe);
  const session = JSON.stringify({ key, handle: 'bench' });
  await page.addInitScript((saved) => localStorage.setItem('maru.session', saved), session);
  return page;
}

const ROOM = '[data-testid="room"]';
const TEXT = '[data-testid="text"]';

interface Interaction {
  readonly event: 'click' | 'keydown';
  readonly act: () => Promise<void>;
  readonly shows: string;
}

/** From the event of an input until a message with this text is painted. */
async function answerTo(page: Page, { event, act, shows }: Interaction): Promise<number> {
  await page.evaluate(
    ([type, selector, text]) => {
      window.answer = new Promise((resolve) => {
        const measure = async ({ timeStamp }: Event) =>
          resolve((await window.probe.painted(selector, text)) - timeStamp);
        addEventListener(type, (happened) => void measure(happened), { capture: true, once: true });
      });
    },
    [event, TEXT, shows] as const,
  );
  await act();
  return page.evaluate(() => window.answer);
}

async function measure(browser: Browser, url: string, key: string): Promise<Sample> {
  const page = await visitor(browser, key);
  await page.goto(url, { waitUntil: 'commit' });
  const roomList = await page.evaluate(([selector, title]) => window.probe.painted(selector, title), [
    ROOM,
    titleOf(ROOMS - 1),
  ] as const);
  const firstPaint = await page.evaluate(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
  );
  const enter = (room: number) => ({
    event: 'click' as const,
    act: () =>
      page
        .locator(ROOM, { hasText: titleOf(room) })
        .getByRole('link')
        .click(),
    // It opens where reading stopped: whichever message is there.
    shows: `of ${titleOf(room)}:`,
  });
  const firstRoom = await answerTo(page, enter(ROOMS - 2));
  const roomSwitch = await answerTo(page, enter(ROOMS - 3));
  const text = `at once ${randomUUID()}`;
  await page.getByRole('textbox', { name: 'Message', exact: true }).fill(text);
  const press = () => page.keyboard.press('Enter');
  const sendToScreen = await answerTo(page, { event: 'keydown', act: press, shows: text });
  const longFrames = await page.evaluate(() => window.probe.longFrames);
  await page.context().close();
  return { firstPaint, roomList, firstRoom, roomSwitch, sendToScreen, longFrames };
}

/** What kept the page from answering, the worst of each kind first. */
function sayLongFrames(samples: readonly Sample[]): void {
  const worst = new Map<string, number>();
  for (const { milliseconds, by } of samples.flatMap(({ longFrames }) => longFrames))
    worst.set(by, Math.max(worst.get(by) ?? 0, milliseconds));
  const long = [...worst].filter(([, milliseconds]) => milliseconds > LONG_MS).sort((a, b) => b[1] - a[1]);
  say(`frames of more than ${LONG_MS} ms, on a processor that is slowed down ${SLOWED} times, and what they were at:`);
  for (const [by, milliseconds] of long.slice(0, SHOWN_LONG_FRAMES)) say(`  ${Math.round(milliseconds)} ms: ${by}`);
}

/** How long the client in a browser takes, on a slow processor, to show what was asked for. */
async function run(): Promise<void> {
  const report = new Report('web');
  const served = await serveMaru();
  const browser = await chromium.launch({ executablePath: CHROMIUM, chromiumSandbox: false });
  try {
    const begun = performance.now();
    const key = await fill(served.url);
    say(`${ROOMS} rooms filled in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
    const samples: Sample[] = [];
    for (let n = 0; n < REPETITIONS; n++) samples.push(await measure(browser, served.url, key));
    say(`${REPETITIONS} visits with nothing cached, ${ROOMS} rooms, processor slowed down ${SLOWED} times; medians`);
    const add = (what: string, of: (sample: Sample) => number) => report.add(what, median(samples.map(of)), 'ms');
    add('until something is painted', ({ firstPaint }) => firstPaint);
    add('until the list of rooms can be used', ({ roomList }) => roomList);
    add('the first room, from the click until its messages are painted', ({ firstRoom }) => firstRoom);
    add('another room, from the click until its messages are painted', ({ roomSwitch }) => roomSwitch);
    add('an own message, from the key until it is painted', ({ sendToScreen }) => sendToScreen);
    sayLongFrames(samples);
  } finally {
    await browser.close();
    await served.stop();
  }
  report.write();
}

await run();
