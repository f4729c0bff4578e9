import { describe, expect, it } from 'vitest';
import type { Failure } from '../graphql/failure.ts';
import { acknowledged, nextToSend, queued, refused, type Outbox } from './outbox.ts';
import { Sender, type SendResult } from './sender.ts';

const failed = (code: Failure['code']): SendResult => ({ kind: 'failed', failure: { code } });

/** A sender on a real outbox, with a service that answers from a script; after the script, it stores. */
function start(script: readonly SendResult[] = []) {
  const answers = [...script];
  const log = { sent: [] as string[], waits: [] as number[] };
  let outbox: Outbox = [];
  let stored = 0;
  const sender = new Sender({
    send: async ({ clientMessageId }) => {
      log.sent.push(clientMessageId);
      return answers.shift() ?? { kind: 'stored', number: ++stored };
    },
    next: (roomId) => nextToSend(outbox, roomId),
    stored: ({ clientMessageId }, number) => (outbox = acknowledged(outbox, clientMessageId, number)),
    refused: ({ clientMessageId }, failure) => (outbox = refused(outbox, clientMessageId, failure, 0)),
    untilRetry: async (failures) => void log.waits.push(failures),
  });
  return {
    log,
    sender,
    outbox: () => outbox,
    write: (clientMessageId: string, roomId = 'r1') =>
      (outbox = queued(outbox, { clientMessageId, roomId, text: clientMessageId, writtenAt: 0 })),
    echo: (clientMessageId: string) => (outbox = outbox.filter((each) => each.clientMessageId !== clientMessageId)),
  };
}

describe('the sender', () => {
  it('sends one after the other, in order, also what is written meanwhile', async () => {
    const { write, sender, log } = start();
    write('a');
    const sending = sender.wake('r1');
    write('b');
    void sender.wake('r1');
    await sending;
    expect(log.sent).toEqual(['a', 'b']);
  });

  it('sends the same message again until the server is reached, and the next one after it', async () => {
    const { write, sender, log, outbox } = start(Array.from({ length: 20 }, () => failed('NETWORK')));
    write('a');
    write('b');
    await sender.wake('r1');
    expect(log.sent).toEqual([...Array.from({ length: 21 }, () => 'a'), 'b']);
    expect(log.waits.slice(0, 3)).toEqual([1, 2, 3]);
    expect(outbox().map(({ state }) => state.kind)).toEqual(['sent', 'sent']);
  });

  it('reports a refusal and goes on', async () => {
    const { write, sender, log, outbox } = start([failed('BAD_USER_INPUT')]);
    write('a');
    write('b');
    await sender.wake('r1');
    expect(log.sent).toEqual(['a', 'b']);
    expect(outbox().map(({ state }) => state.kind)).toEqual(['failed', 'sent']);
  });

  it('gives up after five answers that could have passed', async () => {
    const { write, sender, log, outbox } = start(Array.from({ length: 9 }, () => failed('BUSY')));
    write('a');
    await sender.wake('r1');
    expect(log.sent).toHaveLength(5);
    expect(outbox()[0]?.state).toMatchObject({ kind: 'failed', failure: { code: 'BUSY' } });
  });

  it('does not send again what its echo has shown to be stored', async () => {
    const { write, sender, log, echo } = start([failed('NETWORK')]);
    write('a');
    const sending = sender.wake('r1');
    echo('a');
    await sending;
    expect(log.sent).toEqual(['a']);
  });

  it('lets rooms go on without each other', async () => {
    const { write, sender, log } = start([failed('NETWORK')]);
    write('a', 'r1');
    write('b', 'r2');
    await Promise.all([sender.wake('r1'), sender.wake('r2')]);
    expect(log.sent.filter((id) => id === 'b')).toHaveLength(1);
  });
});
