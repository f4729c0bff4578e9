import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Lets one process of this machine at a time do `work`. The lock is a socket's name in Linux's abstract namespace: the
 * kernel frees it when its holder ends, however that happens, so no lock is ever left behind.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once if somebody else holds the lock
 * @returns {Promise<T>}
 */
export const withLock = async (name, work, onWait) => {
  const path = `\0maru-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
  let lock = await tryLock(path);
  if (!lock) onWait?.();
  for (; !lock; lock = await tryLock(path)) await sleep(200);
  try {
    return await work();
  } finally {
    lock.close();
  }
};

/** @param {string} path */
const tryLock = async (path) => {
  const lock = createServer().listen({ path });
  try {
    await once(lock, 'listening');
    return lock;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
};
