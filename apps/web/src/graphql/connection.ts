import { createClient, type Client } from 'graphql-ws';
import { readonly, ref, type DeepReadonly, type Ref } from 'vue';
import { retryDelay } from './retry-delay.ts';

/** `waiting` until `retryAt` (epoch milliseconds) after a lost or refused connection; `idle` while nothing is followed. */
export type ConnectionState =
  { readonly status: 'idle' | 'connecting' | 'connected' } | { readonly status: 'waiting'; readonly retryAt: number };

export interface Connection {
  readonly socket: Client;
  readonly state: DeepReadonly<Ref<ConnectionState>>;
  /** Ends a wait at once. */
  retryNow(): void;
  /** Calls back at every (re)connection. @returns what stops it */
  onConnected(listener: () => void): () => void;
  /** Calls back when the server says that this session is over. */
  onRefused(listener: () => void): () => void;
  close(): void;
}

const PING_EVERY_MS = 10_000;
const PONG_WITHIN_MS = 5_000;
/** Close code of a session that has ended. */
const FORBIDDEN = 4403;

/** The one socket of a session: comes back by itself, for ever, and tells how it stands. */
export function openConnection(url: string, sessionKey: string): Connection {
  const state = ref<ConnectionState>({ status: 'idle' });
  const wait = createWait();
  let pongTimer: ReturnType<typeof setTimeout> | undefined;

  const socket = createClient({
    url,
    connectionParams: { 'x-session-key': sessionKey },
    keepAlive: PING_EVERY_MS,
    connectionAckWaitTimeout: 10_000,
    // A page that goes from one room to the next keeps its socket.
    lazyCloseTimeout: 3_000,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    async retryWait(failures) {
      const delay = retryDelay(failures);
      state.value = { status: 'waiting', retryAt: Date.now() + delay };
      await wait.until(delay);
    },
    on: {
      connecting: () => (state.value = { status: 'connecting' }),
      connected: () => (state.value = { status: 'connected' }),
      closed: () => {
        clearTimeout(pongTimer);
        // A socket that failed to open closes after its error, when the wait for the next one has begun already.
        if (state.value.status !== 'waiting') state.value = { status: 'idle' };
      },
      // A socket that answers no ping is dead, even if nobody closed it.
      ping: (received) => {
        if (!received) pongTimer = setTimeout(() => socket.terminate(), PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
    },
  });
  const stopWatching = watchNetwork(() => socket.terminate(), wait.end);

  return {
    socket,
    state: readonly(state),
    retryNow: wait.end,
    onConnected: (listener) => socket.on('connected', listener),
    onRefused: (listener) => socket.on('closed', (event) => isForbidden(event) && listener()),
    close() {
      stopWatching();
      void socket.dispose();
      wait.end();
    },
  };
}

const isForbidden = (event: unknown) => event instanceof CloseEvent && event.code === FORBIDDEN;

/** The browser knows sooner than a ping when the network goes, and when it is back. */
function watchNetwork(gone: () => void, back: () => void): () => void {
  window.addEventListener('offline', gone);
  window.addEventListener('online', back);
  return () => {
    window.removeEventListener('offline', gone);
    window.removeEventListener('online', back);
  };
}

/** A wait that can be cut short. */
function createWait() {
  let end = () => {};
  return {
    until: (delay: number) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, delay);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => end(),
  };
}
