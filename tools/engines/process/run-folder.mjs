import { chmod, chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A user that an engine runs as.
 * @typedef {{ uid: number, gid: number }} Owner
 */

/**
 * A new folder for one engine's data, configuration and log.
 * @param {string} engine
 * @param {Owner} [owner]
 */
export const makeRunFolder = async (engine, owner) => {
  const folder = await mkdtemp(join(tmpdir(), `maru-${engine}-`));
  await chmod(folder, 0o755);
  if (owner) await chown(folder, owner.uid, owner.gid);
  return folder;
};
