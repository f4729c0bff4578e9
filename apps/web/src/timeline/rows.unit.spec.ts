import { describe, expect, it } from 'vitest';
import { acknowledged, queued, refused, settled, type Outbox } from '../composer/outbox.ts';
import { instant, jun, message, mina, notice, seededRandom } from '../testing/samples.ts';
import { ownIds, toDays, type RowsInput } from './rows.ts';
import type { TimelineItem } from './timeline-documents.ts';

const days = (change: Partial<RowsInput>) =>
  toDays({ items: [], outgoing: [], viewer: mina, firstNew: undefined, ...change });
const rowsOf = (change: Partial<RowsInput>) => days(change).flatMap(({ rows }) => rows);
const keys = (change: Partial<RowsInput>) => rowsOf(change).map(({ key }) => key);

const outgoing = (clientMessageId: string) => ({
  clientMessageId,
  roomId: 'r1',
  text: clientMessageId,
  writtenAt: Date.parse(instant(5)),
});

describe('the rows of a timeline', () => {
  it("group an author's messages within five minutes of each other", () => {
    const items = [
      message(1, { createdAt: instant(0) }),
      message(2, { createdAt: instant(4.9) }),
      message(3, { createdAt: instant(9.9) }),
      message(4, { createdAt: instant(10), author: mina }),
    ];
    const groups = rowsOf({ items }).map((row) => row.kind === 'message' && [row.startsGroup, row.endsGroup]);
    expect(groups).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  it('begin a new group after a notice, and after the "new" divider', () => {
    const items = [message(1), notice(2), message(3), message(4)];
    const starts = rowsOf({ items, firstNew: 'm4' }).map((row) => row.kind !== 'message' || row.startsGroup);
    expect(starts).toEqual([true, true, true, true, true]);
  });

  it('stand under the local day on which they were written', () => {
    const items = [
      message(1),
      message(2, { createdAt: instant(60 * 24 + 1) }),
      message(3, { createdAt: instant(60 * 24 + 2) }),
    ];
    expect(days({ items }).map(({ rows }) => rows.length)).toEqual([1, 2]);
  });

  it('do not open a day again for a message of a clock that runs behind', () => {
    const items = [message(1, { createdAt: instant(60 * 24) }), message(2, { createdAt: instant(0) })];
    expect(days({ items })).toHaveLength(1);
  });

  it('have the "new" divider before the first new message, where that is among them', () => {
    const items = [message(1), notice(2), message(3)];
    expect(keys({ items, firstNew: 'm3' })).toEqual(['m1', 'm2', 'new', 'm3']);
    expect(keys({ items, firstNew: 'm4' })).not.toContain('new');
    expect(keys({ items })).not.toContain('new');
  });

  it('show a message once while its echo and its answer are under way, and under one key throughout', () => {
    const pending = queued([], outgoing('a'));
    const echo = message(1, { author: mina, clientMessageId: 'a' });
    expect(keys({ outgoing: pending })).toEqual(['own:a']);
    expect(keys({ items: [echo], outgoing: pending })).toEqual(['own:a']);
    expect(keys({ items: [echo], outgoing: acknowledged(pending, 'a', 1) })).toEqual(['own:a']);
    expect(keys({ items: [echo] })).toEqual(['own:a']);
  });

  it("do not take somebody else's message for one's own because of the same client id", () => {
    const items = [message(1, { author: jun, clientMessageId: 'a' })];
    expect(keys({ items, outgoing: queued([], outgoing('a')) })).toEqual(['m1', 'own:a']);
  });

  it('show a deleted message without its text', () => {
    const [row] = rowsOf({ items: [message(1, { isDeleted: true, text: null })] });
    expect(row).toMatchObject({ kind: 'message', text: null });
  });

  it('never change the order of what was shown, however sending, answers, echoes and refusals interleave', () => {
    for (let seed = 1; seed <= 60; seed++) playConversation(seededRandom(seed), `seed ${String(seed)}`);
  });
});

/** One person writes while others do: after every step, whatever was shown before is shown in the same order, once. */
function playConversation(random: () => number, name: string): void {
  const log: TimelineItem[] = [];
  let outbox: Outbox = [];
  let [written, sending, told] = [0, 0, 0];
  let shown: string[] = [];
  const steps = [
    () => {
      if (written < 12) outbox = queued(outbox, outgoing(`own${String(++written)}`));
    },
    () => log.push(message(log.length + 1)),
    () => {
      // One at a time reaches the server, in the order of writing.
      const next = outbox.find(({ state }) => state.kind === 'pending');
      if (!next || sending >= written) return;
      sending++;
      const id = next.clientMessageId;
      if (random() < 0.3) outbox = refused(outbox, id, { code: 'BAD_USER_INPUT' }, log.length);
      else {
        log.push(message(log.length + 1, { author: mina, clientMessageId: id }));
        outbox = acknowledged(outbox, id, log.length);
      }
    },
    () => (told = Math.min(log.length, told + 1)),
  ];
  for (let step = 0; step < 80; step++) {
    steps[Math.floor(random() * steps.length)]?.();
    const items = log.slice(0, told);
    outbox = settled(outbox, 'r1', { ids: ownIds(items, mina), upTo: told });
    const now = keys({ items, outgoing: outbox });
    expect(new Set(now).size, name).toBe(now.length);
    expect(
      now.filter((key) => shown.includes(key)),
      name,
    ).toEqual(shown);
    shown = now;
  }
}
