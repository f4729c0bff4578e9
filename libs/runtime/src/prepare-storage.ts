import type { Config } from './config.ts';

/**
 * Creates and migrates what the storage of a cluster needs: tables, index templates and aliases. Safe to repeat, and from several processes at once.
 * The embedded storage does this by itself when it is opened.
 * @returns whether the search is of this version; where it is not, it serves as it is, and should be rebuilt
 * @throws StorageNotReady where an engine is away
 */
export async function prepareStorage(config: Config): Promise<{ readonly searchIsCurrent: boolean }> {
  if (config.topology === 'embedded') return { searchIsCurrent: true };
  const { prepareCluster } = await import('@maru/adapters-cluster');
  return prepareCluster(config);
}
