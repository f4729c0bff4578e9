import { inject, onScopeDispose, provide, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import { v7 as timeOrderedId } from 'uuid';
import type { Api } from '../graphql/api.ts';
import { failureOf } from '../graphql/failure.ts';
import { retryDelay } from '../graphql/retry-delay.ts';
import { SendMessage } from './composer-documents.ts';
import { acknowledged, deleted, nextToSend, queued, refused, retried, settled, type Outbox } from './outbox.ts';
import { Sender, type SendResult } from './sender.ts';

export interface OutboxStore {
  readonly messages: Readonly<ShallowRef<Outbox>>;
  /** Shows a message at once, and sends it as soon as it can be sent. */
  send(roomId: string, text: string): void;
  retry(roomId: string, clientMessageId: string): void;
  remove(clientMessageId: string): void;
  /** Tells what is seen in a room's timeline, and how far the room is known. */
  seen(roomId: string, seen: { ids: ReadonlySet<string>; upTo: number; head: number }): void;
}

const KEY: InjectionKey<OutboxStore> = Symbol('outbox');

export function provideOutbox(api: Api): void {
  const messages = shallowRef<Outbox>([]);
  const heads = new Map<string, number>();
  const noteHead = (roomId: string, number: number) => heads.set(roomId, Math.max(number, heads.get(roomId) ?? 0));

  const sender = new Sender({
    send: ({ roomId, clientMessageId, text }) => send(api, { roomId, clientMessageId, text }),
    next: (roomId) => nextToSend(messages.value, roomId),
    stored({ clientMessageId, roomId }, number) {
      noteHead(roomId, number);
      messages.value = acknowledged(messages.value, clientMessageId, number);
    },
    refused: ({ clientMessageId, roomId }, failure) =>
      (messages.value = refused(messages.value, clientMessageId, failure, heads.get(roomId) ?? 0)),
    untilRetry: createRetryWait(api),
  });

  provide(KEY, {
    messages,
    send(roomId, text) {
      const message = { clientMessageId: timeOrderedId(), roomId, text, writtenAt: Date.now() };
      messages.value = queued(messages.value, message);
      void sender.wake(roomId);
    },
    retry(roomId, clientMessageId) {
      messages.value = retried(messages.value, clientMessageId);
      void sender.wake(roomId);
    },
    remove: (clientMessageId) => (messages.value = deleted(messages.value, clientMessageId)),
    seen(roomId, { ids, upTo, head }) {
      noteHead(roomId, head);
      messages.value = settled(messages.value, roomId, { ids, upTo });
    },
  });
}

export function useOutbox(): OutboxStore {
  const outbox = inject(KEY);
  if (!outbox) throw new Error('There is an outbox only for somebody who is signed in.');
  return outbox;
}

async function send(api: Api, input: { roomId: string; clientMessageId: string; text: string }): Promise<SendResult> {
  try {
    const { sendMessage } = await api.mutate(SendMessage, { input });
    return { kind: 'stored', number: sendMessage.number };
  } catch (error) {
    return { kind: 'failed', failure: failureOf(error) };
  }
}

/** A growing pause, cut short by the connection's return. */
function createRetryWait({ connection }: Api): (failures: number) => Promise<void> {
  const waiting = new Set<() => void>();
  onScopeDispose(
    connection.onConnected(() => {
      for (const goOn of waiting) goOn();
    }),
  );
  return (failures) =>
    new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(timer);
        waiting.delete(goOn);
        resolve();
      };
      const timer = setTimeout(goOn, retryDelay(failures));
      waiting.add(goOn);
    });
}
