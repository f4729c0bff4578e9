import { createServer } from 'node:net';
import { Advice } from './build.mjs';

/**
 * Looked at before anything is built: a newcomer should not wait for it.
 * @param {string} host
 * @param {number} port
 * @param {string} command what was typed, to be shown with another port
 */
export function requireFreePort(host, port, command) {
  return new Promise((free, taken) => {
    const probe = createServer();
    probe.once('error', (/** @type {NodeJS.ErrnoException} */ error) => {
      if (error.code !== 'EADDRINUSE')
        free(undefined); // the server itself explains every other mistake
      else
        taken(
          new Advice(`Port ${port} is taken. End what uses it, or choose another: MARU_PORT=${port + 1} ${command}`),
        );
    });
    probe.listen({ host, port }, () => probe.close(free));
  });
}
