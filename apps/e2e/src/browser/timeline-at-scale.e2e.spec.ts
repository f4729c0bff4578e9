import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import * as own from '../client/own-operations.ts';
import { page as pageOf } from '../client/own-acts.ts';
import type { Person } from '../client/person.ts';
import { SCROLLED_MESSAGES, TOPOLOGY } from '../topology/run-settings.ts';
import { ChatPage } from './chat-page.ts';
import { describeInBrowser, useChromium } from './chromium.ts';
import { useLongRooms } from './timeline-rooms.ts';
import { scrollThrough, type Scrolled } from './timeline-scrolling.ts';

const MESSAGES = TOPOLOGY === 'cluster' ? 3_000 : 100_000;
const STRETCH = Math.min(SCROLLED_MESSAGES, MESSAGES);
const PAGE = 200;
/** What lies between rows: margins of a day, the edge of the content. */
const GAPS_PX = 32;
const HEAP_BYTES = 30_000_000;

describeInBrowser(`a room of ${MESSAGES} messages`, () => {
  const rooms = useLongRooms(MESSAGES, 100);
  const openWindow = useChromium();

  async function aliceInBothRooms() {
    const { server, host, roomIds } = rooms();
    const alice = await ChatPage.signedIn(await openWindow(), server.urls[0], 'alice');
    for (const roomId of roomIds) await host.do(own.inviteToRoom, { input: { roomId, handle: alice.handle } });
    const [long = '', short = ''] = roomIds;
    return { alice, host, long, short, enter: (roomId: string) => alice.enterById(server.urls[0], roomId) };
  }

  it(
    'is scrolled from its end and from its start: every message in order, no empty frame, no more in the document than of 100',
    async () => {
      const { alice, host, long, short, enter } = await aliceInBothRooms();
      await enter(short);
      await alice.page.getByTestId('message').first().waitFor();
      const few = [await scrollThrough(alice.page, 'up', Infinity), await scrollThrough(alice.page, 'down', Infinity)];
      const heapBefore = await heapOf(alice.page);

      await enter(long);
      await alice.page.getByTestId('message').first().waitFor();
      const fromEnd = await scrollThrough(alice.page, 'up', STRETCH);
      const numberOf = (row: 'first' | 'last') =>
        alice.page.locator('[data-number]')[row]().getAttribute('data-number');
      await alice.page.getByRole('region', { name: 'Messages' }).focus();
      await alice.page.keyboard.press('Home');
      await expect.poll(() => numberOf('first')).toBe('1');
      const fromStart = await scrollThrough(alice.page, 'down', STRETCH);
      await alice.page.getByRole('region', { name: 'Messages' }).focus();
      await alice.page.keyboard.press('End');
      await expect.poll(() => numberOf('last')).toBe(String(await headOf(host, long)));

      const heap = (await heapOf(alice.page)) - heapBefore;
      const nodes = { few: Math.max(...few.map((each) => each.nodes)), many: Math.max(fromEnd.nodes, fromStart.nodes) };
      console.info(report({ fromEnd, fromStart }, nodes, heap));
      expect(fromEnd.seen.length).toBeGreaterThanOrEqual(STRETCH);
      expect(fromStart.seen.length).toBeGreaterThanOrEqual(STRETCH);
      for (const scrolled of [fromEnd, fromStart])
        expect(inOrder(scrolled)).toEqual(await stored(host, long, scrolled));
      for (const { emptiest } of [...few, fromEnd, fromStart]) expect(emptiest).toBeLessThanOrEqual(GAPS_PX);
      expect(nodes.many / nodes.few).toBeLessThanOrEqual(1.2);
      expect(heap).toBeLessThan(HEAP_BYTES);
    },
    600_000 + 30 * STRETCH,
  );
});

/** What was seen, by number, ascending. */
const inOrder = ({ seen }: Scrolled) => [...seen].sort(([a], [b]) => a - b);

/** What the room has there, as the server tells it: messages with their texts. */
async function stored(reader: Person, id: string, scrolled: Scrolled): Promise<[number: number, text: string][]> {
  const [first = 0, last = 0] = [inOrder(scrolled)[0]?.[0], inOrder(scrolled).at(-1)?.[0]];
  const notices = new Map(scrolled.seen);
  const items: own.TimelineItem[] = [];
  const isBackward = first > PAGE;
  while (items.length === 0 || (isBackward ? (items[0]?.number ?? 0) > first : (items.at(-1)?.number ?? 0) < last)) {
    const [before, after] = [items[0]?.id, items.at(-1)?.id];
    if (isBackward) items.unshift(...(await pageOf(reader, { id, last: PAGE, ...(before && { before }) })));
    else items.push(...(await pageOf(reader, { id, first: PAGE, ...(after && { after }) })));
  }
  return items
    .filter(({ number }) => number >= first && number <= last)
    .map(({ number, text }) => [number, text ?? notices.get(number) ?? '']);
}

const headOf = async (reader: Person, id: string) => (await pageOf(reader, { id, last: 1 }))[0]?.number;

async function heapOf(page: Page): Promise<number> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  await devTools.detach();
  return usedSize;
}

function report(ways: Record<string, Scrolled>, nodes: { few: number; many: number }, heap: number): string {
  const lines = Object.entries(ways).map(
    ([way, { seen, steps, tookMs, emptiest }]) =>
      `${way}: ${seen.length} messages in ${steps} steps, ${tookMs} ms; at most ${emptiest.toFixed(0)} px without a row`,
  );
  lines.push(
    `elements at most: ${nodes.many}, of 100 messages ${nodes.few}; heap grew by ${Math.round(heap / 1_000)} kB`,
  );
  return lines.join('\n');
}
