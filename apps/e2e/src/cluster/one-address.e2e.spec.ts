import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChatPage } from '../browser/chat-page.ts';
import { describeInBrowser, useChromium } from '../browser/chromium.ts';
import { wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle, Person } from '../client/person.ts';
import { describeOnCluster } from './describe-on-cluster.ts';
import { StartedCluster } from '../topology/started-cluster.ts';

const COMES_BACK_WITHIN = { timeout: 30_000 };
const ROUNDS = 8;
const ROUND_OF_DEATH = 3;
const TRIES = 10;

/** A window, and the names of the replicas that its sockets came to, in their order. */
interface Window {
  readonly chat: ChatPage;
  readonly replicas: string[];
}

const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

describeOnCluster('npm run start:cluster', () => {
  let cluster: StartedCluster;
  beforeAll(async () => {
    cluster = await StartedCluster.start();
  }, 120_000);
  afterAll(async () => {
    await (cluster as StartedCluster | undefined)?.stop();
  });

  describeInBrowser('three windows at its one address', () => {
    const openWindow = useChromium();

    async function arrive(name: string): Promise<Window> {
      const replicas: string[] = [];
      const watchSockets = async (page: Page) => {
        const devTools = await page.context().newCDPSession(page);
        devTools.on('Network.webSocketHandshakeResponseReceived', ({ response }) => {
          const [, replica = 'nameless'] = Object.entries(response.headers).find(isReplica) ?? [];
          replicas.push(replica);
        });
        await devTools.send('Network.enable');
      };
      return { chat: await ChatPage.signedIn(await openWindow(), cluster.url, name, watchSockets), replicas };
    }
    const isReplica = ([name]: [string, string]) => name.toLowerCase() === 'x-maru-replica';
    const lastOf = ({ replicas }: Window) => replicas.at(-1) ?? '';

    /** The replica with the fewest connections is taken; where a request was just under way there, the window comes again. */
    async function comeTo(window: Window, fits: (replica: string) => boolean): Promise<void> {
      for (let tries = 0; tries < TRIES && !fits(lastOf(window)); tries++) {
        const sockets = window.replicas.length;
        await window.chat.page.reload();
        await expect.poll(() => window.replicas.length).toBeGreaterThan(sockets);
      }
      expect(fits(lastOf(window))).toBe(true);
    }

    async function inOneRoom(windows: readonly Window[]) {
      const host = new Person(cluster.url, freshHandle('host'));
      await host.do(own.guestSignIn, { handle: host.handle });
      const members = windows.map(({ chat }) => chat.handle);
      const { id } = await host.do(own.createChatRoom, {
        input: { clientRequestId: 'one-room', name: '마루', members },
      });
      for (const { chat } of windows) await chat.enterById(cluster.url, id);
      const storedTexts = async () =>
        (await wholeTimeline(host, id)).flatMap((item) => (item.__typename === 'ChatMessage' ? [item.text] : []));
      return { storedTexts };
    }

    it('are on three replicas and chat; one replica killed while they type: nothing lost, nothing doubled, the banner comes and goes', async () => {
      const windows = [await arrive('alice'), await arrive('bob'), await arrive('carol')] as const;
      const { storedTexts } = await inOneRoom(windows);
      for (const [n, window] of windows.entries())
        await comeTo(window, (replica) => !windows.slice(0, n).some((other) => lastOf(other) === replica));
      expect(windows.map(lastOf).sort()).toEqual(['a', 'b', 'c']);
      for (const { chat } of windows) {
        await chat.composer.waitFor();
        await expect.poll(() => chat.banner.textContent()).toBe('');
      }
      const banners = await Promise.all(windows.map(({ chat }) => chat.recordBanner()));
      const [, bob] = windows;
      const lost = lastOf(bob);
      const before = windows.map(lastOf);

      for (let round = 0; round < ROUNDS; round++) {
        if (round === ROUND_OF_DEATH) {
          await bob.chat.composer.pressSequentially('half a ');
          process.kill(cluster.processes.get(`replica-${lost}`) ?? NaN, 'SIGKILL');
          await bob.chat.composer.pressSequentially('sentence');
          await bob.chat.composer.press('Enter');
        }
        await Promise.all(windows.map(({ chat }, n) => chat.say(`${round} of ${n}`)));
      }

      const count = ROUNDS * windows.length + 1;
      for (const { chat } of windows) {
        await expect.poll(() => chat.texts(), COMES_BACK_WITHIN).toHaveLength(count);
        await expect
          .poll(async () => (await chat.shown()).every(({ state }) => state === 'sent'), COMES_BACK_WITHIN)
          .toBe(true);
      }
      const stored = await storedTexts();
      expect(new Set(stored).size).toBe(count);
      expect(stored).toContain('half a sentence');
      for (const { chat } of windows) expect(await chat.texts()).toEqual(stored);

      await expect.poll(() => bob.chat.banner.textContent(), COMES_BACK_WITHIN).toBe('');
      const [alices, bobs, carols] = await Promise.all(banners.map((texts) => texts()));
      expect(bobs).toContain('Connected again.');
      for (const others of [alices, carols]) expect(others).not.toContain('Connected again.');
      expect(lastOf(bob)).not.toBe(lost);
      expect([lastOf(windows[0]), lastOf(windows[2])]).toEqual([before[0], before[2]]);

      await cluster.says(`replica-${lost} is back`);
      await comeTo(await arrive('dora'), (replica) => replica === lost);
    });
  });

  describe('Ctrl-C', () => {
    it('ends all of its processes, those in front first, with exit code 0', async () => {
      const { processes } = cluster;
      expect([...processes.keys()].sort()).toEqual([
        'indexer-1',
        'indexer-2',
        'nginx',
        'persister-1',
        'persister-2',
        'redis',
        'replica-a',
        'replica-b',
        'replica-c',
      ]);
      expect(await cluster.stop()).toBe(0);
      expect([...processes.values()].filter((pid) => !isGone(pid))).toEqual([]);
      const stopped = [...cluster.log.matchAll(/stopped: (\w+)/g)].map(([, name]) => name);
      expect(stopped.map((name) => (name === 'indexer' ? 'persister' : name))).toEqual([
        'replica',
        'nginx',
        'persister',
        'redis',
      ]);
      await expect(fetch(cluster.url)).rejects.toThrow();
    });
  });
});
