import { inject, onScopeDispose, provide, ref, watch, type InjectionKey, type Ref, type ShallowRef } from 'vue';
import { v7 as timeOrderedId } from 'uuid';
import type { Api } from '../graphql/api.ts';
import { failureOf } from '../graphql/failure.ts';
import { retryDelay } from '../graphql/retry-delay.ts';
import { SendMessage } from './composer-documents.ts';
import { openOutboxStorage } from './outbox-storage.ts';
import { deleted, nextToSend, queued, refused, retried, roomsToSendIn, type Outbox } from './outbox.ts';
import { Sender, type SendResult } from './sender.ts';
import { SharedOutbox } from './shared-outbox.ts';

export interface OutboxStore {
  readonly messages: Readonly<ShallowRef<Outbox>>;
  /** Shows a message at once, and sends it as soon as it can be sent. */
  send(roomId: string, text: string): void;
  retry(roomId: string, clientMessageId: string): void;
  remove(clientMessageId: string): void;
  /** Tells what is seen in a room's timeline, and how far the room is known. */
  seen(roomId: string, seen: { ids: ReadonlySet<string>; upTo: number; head: number }): void;
  /** Resolves when what was sent so far would survive a crash of this page. */
  kept(): Promise<void>;
  /** Gives up everything that is not sent. */
  discard(): Promise<void>;
}

export interface OutboxOwner {
  readonly userId: string;
  /** Whether this tab sends, for all tabs of the user. */
  readonly leads: Readonly<Ref<boolean>>;
  /** The highest number that is known of a room, 0 where none is. */
  headOf(roomId: string): number;
}

const KEY: InjectionKey<OutboxStore> = Symbol('outbox');

export function provideOutbox(api: Api, owner: OutboxOwner): OutboxStore {
  const otherTabs = new BroadcastChannel(`maru.outbox.${owner.userId}`);
  // Not closed: an answer that is on its way is told to the other tabs yet.
  onScopeDispose(() => (otherTabs.onmessage = null));
  const shared = new SharedOutbox(openOutboxStorage(owner.userId), otherTabs);
  const heads = new Map<string, number>();
  const headOf = (roomId: string) => Math.max(heads.get(roomId) ?? 0, owner.headOf(roomId));
  sendWhatWaits(api, shared, owner.leads, headOf);

  const store: OutboxStore = {
    messages: shared.messages,
    send(roomId, text) {
      const message = { clientMessageId: timeOrderedId(), roomId, text, writtenAt: Date.now() };
      void shared.change((outbox) => queued(outbox, message));
    },
    retry: (_roomId, clientMessageId) => void shared.change((outbox) => retried(outbox, clientMessageId)),
    remove: (clientMessageId) => void shared.change((outbox) => deleted(outbox, clientMessageId)),
    seen(roomId, { ids, upTo, head }) {
      heads.set(roomId, Math.max(head, headOf(roomId)));
      void shared.settle(roomId, { ids, upTo });
    },
    kept: () => shared.saved(),
    discard: () => shared.change(() => []),
  };
  provide(KEY, store);
  return store;
}

export function useOutbox(): OutboxStore {
  const outbox = inject(KEY);
  if (!outbox) throw new Error('There is an outbox only for somebody who is signed in.');
  return outbox;
}

/** As long as this tab leads, messages of all tabs go out from here. */
function sendWhatWaits(
  api: Api,
  shared: SharedOutbox,
  leads: Readonly<Ref<boolean>>,
  headOf: (roomId: string) => number,
): void {
  const isUpToDate = ref(false);
  const sender = new Sender({
    send: ({ roomId, clientMessageId, text }) => send(api, { roomId, clientMessageId, text }),
    next: (roomId) => (leads.value && isUpToDate.value ? nextToSend(shared.messages.value, roomId) : undefined),
    stored: ({ clientMessageId }, number) => void shared.acknowledge(clientMessageId, number),
    refused: ({ clientMessageId, roomId }, failure) =>
      void shared.change((outbox) => refused(outbox, clientMessageId, failure, headOf(roomId))),
    untilRetry: createRetryWait(api),
  });
  const wake = () => {
    for (const roomId of roomsToSendIn(shared.messages.value)) void sender.wake(roomId);
  };

  // What is read before anything goes out was written before it: by another tab, or before this page was loaded.
  const readFirst = async () => {
    isUpToDate.value = false;
    await shared.refresh();
    isUpToDate.value = true;
    wake();
  };
  watch(leads, readFirst, { immediate: true });
  watch(shared.messages, wake, { flush: 'sync' });
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
