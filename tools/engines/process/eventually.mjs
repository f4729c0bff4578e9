import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Tries again until `attempt` resolves. When time is up the error says what was waited for, and why the last try failed.
 *
 * @template T
 * @param {() => Promise<T>} attempt bounds its own time
 * @param {{ what: string, seconds: number, signal?: AbortSignal }} limits `signal` ends the waiting with its reason
 * @returns {Promise<T>}
 */
export const eventually = async (attempt, { what, seconds, signal }) => {
  const deadline = Date.now() + seconds * 1000;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 500)) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`${what}: not within ${seconds} s`, { cause: error });
    }
    await sleep(pause);
  }
};
