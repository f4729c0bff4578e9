import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Below the ports that the kernel gives to outgoing connections: none of those takes the port while its engine is down. */
const FIRST = 10_000;
const LAST = 32_000;

/**
 * A port of loopback that nobody listens on.
 * @returns {Promise<number>}
 */
export const freePort = async () => {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    const server = createServer().listen(port, LOOPBACK);
    try {
      await once(server, 'listening');
    } catch {
      continue;
    }
    server.close();
    await once(server, 'close');
    return port;
  }
};
