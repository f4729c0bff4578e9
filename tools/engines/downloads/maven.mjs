import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChecksums } from './checksums.mjs';
import { run } from '../process/run.mjs';

/**
 * Downloads what a folder's `pom.xml` lists, with everything that it needs at run time, and refuses what differs from the
 * folder's `checksums.sha256`. Mirrors and proxies are Maven's own settings.
 *
 * @param {string} definition folder of pom.xml and checksums.sha256
 * @param {string} target folder, empty or not there yet
 */
export const downloadArtifacts = async (definition, target) => {
  await mkdir(target, { recursive: true });
  const pom = join(definition, 'pom.xml');
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${target}`];
  await run('mvn', ['--batch-mode', '--quiet', '--file', pom, ...copy]);
  await verifyChecksums(target, join(definition, 'checksums.sha256'));
};
