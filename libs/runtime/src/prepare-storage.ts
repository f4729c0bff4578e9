import type { Config } from './config.ts';

/**
 * Creates and migrates what the storage of a cluster needs: tables, index templates and aliases. Safe to repeat, and from several processes at once.
 * The embedded storage does this by itself when it is opened.
 */
export async function prepareStorage(config: Config): Promise<void> {
  if (config.topology === 'embedded') return;
  const { prepareCluster } = await import('@maru/adapters-cluster');
  await prepareCluster(config);
}
