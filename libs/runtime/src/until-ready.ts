import { setTimeout } from 'node:timers/promises';
import { StorageNotReady } from '@maru/chat';

const PAUSE_MS = 1_000;

export interface Waiting {
  /** How long it is tried again, in milliseconds. */
  readonly patienceMs: number;
  readonly onWaiting: (reason: StorageNotReady) => void;
}

/**
 * Does what needs the storage as soon as that is ready: processes may be started in any order.
 * @throws StorageNotReady where it is still not ready when the patience ends
 */
export async function untilReady<T>(work: () => Promise<T>, { patienceMs, onWaiting }: Waiting): Promise<T> {
  const giveUpAt = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageNotReady) || Date.now() + PAUSE_MS > giveUpAt) throw error;
      onWaiting(error);
    }
    await setTimeout(PAUSE_MS);
  }
}
