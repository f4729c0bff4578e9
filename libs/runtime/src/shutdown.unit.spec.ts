import { expect, it } from 'vitest';
import { createLogger } from './logger.ts';
import { Shutdown } from './shutdown.ts';

const log = createLogger({ logLevel: 'silent', replica: 'test' });

it('closes what was opened last first, once, and goes on after a failure', async () => {
  const closed: string[] = [];
  const shutdown = new Shutdown(log);
  shutdown.add('storage', async () => void closed.push('storage'));
  shutdown.add('sockets', () => Promise.reject(new Error('hangs')));
  shutdown.add('server', async () => void closed.push('server'));
  await expect(Promise.all([shutdown.run(), shutdown.run()])).rejects.toThrow('Shutdown failed in part.');
  expect(closed).toEqual(['server', 'storage']);
});
