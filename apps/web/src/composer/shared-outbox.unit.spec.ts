import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openOutboxStorage } from './outbox-storage.ts';
import { deleted, queued, refused, retried } from './outbox.ts';
import { SharedOutbox } from './shared-outbox.ts';

let users = 0;
let userId = '';
const channels: BroadcastChannel[] = [];
beforeEach(() => {
  userId = `u${String(++users)}`;
});
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

/** A tab of a user, on the storage that all tabs share. */
async function openTab(user = userId) {
  const channel = new BroadcastChannel(user);
  channels.push(channel);
  const shared = new SharedOutbox(openOutboxStorage(user), channel);
  await shared.refresh();
  return {
    shared,
    write: (id: string, writtenAt = Date.now()) =>
      shared.change((outbox) => queued(outbox, { clientMessageId: id, roomId: 'r1', text: id, writtenAt })),
    shows: () => shared.messages.value.map(({ clientMessageId, state }) => `${clientMessageId} ${state.kind}`),
  };
}

describe('the outbox of several tabs', () => {
  it('shows what is written at once, and keeps it beyond the page, in order', async () => {
    const tab = await openTab();
    const saved = [tab.write('a'), tab.write('b')];
    expect(tab.shows()).toEqual(['a pending', 'b pending']);
    await Promise.all(saved);
    expect((await openTab()).shows()).toEqual(['a pending', 'b pending']);
  });

  it('is the same in all tabs, whichever wrote', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await Promise.all([one.write('a'), two.write('b'), one.write('c')]);
    await expect.poll(one.shows).toHaveLength(3);
    await expect.poll(two.shows).toEqual(one.shows());
  });

  it('belongs to its user: another one in the same browser sees nothing of it', async () => {
    await (await openTab()).write('a');
    expect((await openTab('somebody-else')).shows()).toEqual([]);
  });

  it('forgets what somebody else left behind 30 days ago, and nothing of its own user', async () => {
    const monthAgo = Date.now() - 30 * 24 * 60 * 60 * 1_000 - 1;
    await (await openTab('long-gone')).write('a', monthAgo);
    await (await openTab('away')).write('b');
    await (await openTab()).write('c', monthAgo);
    expect((await openTab()).shows()).toEqual(['c pending']);
    expect((await openTab('away')).shows()).toEqual(['b pending']);
    expect((await openTab('long-gone')).shows()).toEqual([]);
  });

  it('shows a sent message as such in every tab until it is seen there, and keeps it no longer', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await one.write('a');
    await expect.poll(two.shows).toEqual(['a pending']);
    await one.shared.acknowledge('a', 7);
    await expect.poll(two.shows).toEqual(['a sent']);
    await one.shared.settle('r1', { ids: new Set(['a']), upTo: 7 });
    expect(one.shows()).toEqual([]);
    expect(two.shows()).toEqual(['a sent']);
    expect((await openTab()).shows()).toEqual([]);
  });

  it('takes a message out everywhere once its echo is seen, even if the answer was lost', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await one.write('a');
    await expect.poll(two.shows).toEqual(['a pending']);
    await two.shared.settle('r1', { ids: new Set(['a']), upTo: 0 });
    await expect.poll(one.shows).toEqual([]);
    await one.shared.acknowledge('a', 7);
    expect(one.shows()).toEqual([]);
  });

  it('lets a failed message be tried again in one tab and deleted in another', async () => {
    const [one, two] = [await openTab(), await openTab()];
    await one.write('a');
    await one.write('b');
    for (const id of ['a', 'b'])
      await one.shared.change((outbox) => refused(outbox, id, { code: 'BAD_USER_INPUT' }, 4));
    await expect.poll(two.shows).toEqual(['a failed', 'b failed']);
    await Promise.all([
      one.shared.change((outbox) => retried(outbox, 'a')),
      two.shared.change((outbox) => deleted(outbox, 'b')),
    ]);
    await expect.poll(one.shows).toEqual(['a pending']);
    await expect.poll(two.shows).toEqual(['a pending']);
  });

  it('goes on where the browser keeps nothing, for as long as the page lives', async () => {
    const forbidden = vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Not here.', 'SecurityError');
    });
    const tab = await openTab();
    await Promise.all([tab.write('a'), tab.write('b')]);
    expect(tab.shows()).toEqual(['a pending', 'b pending']);
    forbidden.mockRestore();
  });
});
