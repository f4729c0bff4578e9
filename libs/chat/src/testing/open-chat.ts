import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@maru/adapters-embedded';
import type { Session } from '@maru/domain';
import { onTestFinished } from 'vitest';
import { createChat, type Chat } from '../chat.ts';
import { startConsumers } from '../consumers/consumers.ts';
import { DEFAULT_LIMITS } from '../core.ts';
import { guestSignIn, setUser } from '../identity/sign-in.ts';
import type { Ports } from '../ports.ts';
import { REQUIRED_GROUPS } from '../ports/room-events.ts';

/** A chat on real, embedded storage, in a folder that goes with the test; with a clock and ids of its own. */
export interface TestChat {
  readonly chat: Chat;
  readonly errors: readonly unknown[];
  /** Moves the clock, in milliseconds. */
  readonly advance: (ms: number) => void;
  readonly signIn: (handle: string) => Promise<Session>;
  /** Signs in as a page of the base contract does. */
  readonly openPage: (handle: string) => Promise<Session>;
  /** Starts what drains the log into the store, the search and users' lists of rooms. */
  readonly startConsumers: () => Promise<void>;
}

interface Options {
  readonly hotWindow?: number;
  /** Puts something between the chat and its ports, to make a fault. */
  readonly wrap?: (ports: Ports) => Ports;
}

export async function openTestChat({ hotWindow = 100, wrap = (ports) => ports }: Options = {}): Promise<TestChat> {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-chat-'));
  let now = Date.UTC(2026, 10, 21);
  let ids = 0;
  const clock = () => now;
  const opened = await openEmbedded({ dataDir, hotWindow, maxDeliveries: 3, clock });
  onTestFinished(async () => {
    await opened.close();
    await rm(dataDir, { recursive: true });
  });
  const errors: unknown[] = [];
  const settings = { ...DEFAULT_LIMITS, clock, newId: () => `id-${++ids}` };
  const chat = createChat(wrap(opened.ports), settings, (error) => errors.push(error));
  const session = async (sessionId: string) => {
    const found = await chat.ports.userStore.session(sessionId);
    if (!found) throw new Error(`${sessionId} has no user`);
    return found;
  };
  return {
    chat,
    errors,
    advance: (ms) => void (now += ms),
    signIn: (handle) => guestSignIn(chat, `session-of-${handle}`, handle),
    openPage: async (handle) => {
      if (!(await setUser(chat, `page-of-${handle}`, handle))) throw new Error(`${handle} is held`);
      return session(`page-of-${handle}`);
    },
    startConsumers: async () => {
      const consumers = await startConsumers(chat.ports, REQUIRED_GROUPS);
      onTestFinished(() => consumers.stop());
    },
  };
}
