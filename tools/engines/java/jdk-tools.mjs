import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run.mjs';

/**
 * Compiles one file.
 * @param {object} options
 * @param {string} options.java home of a JDK
 * @param {number} options.release the oldest version that the classes are to run on
 * @param {string} options.source
 * @param {readonly string[]} options.against folders of the jars that the source uses
 * @param {string} options.target folder of the classes
 */
export const compile = async ({ java, release, source, against, target }) => {
  const classpath = against.map((folder) => join(folder, '*')).join(':');
  await run(join(java, 'bin/javac'), ['--release', String(release), '-classpath', classpath, '-d', target, source]);
};

/** Makes a jar of a folder's files. @param {{ java: string, jar: string, folder: string }} options */
export const pack = async ({ java, jar, folder }) => {
  await run(join(java, 'bin/jar'), ['--create', '--file', jar, '-C', folder, '.']);
};

/** Unpacks a jar or zip; what was executable no longer is. @param {{ java: string, archive: string, folder: string }} options */
export const unpack = async ({ java, archive, folder }) => {
  await mkdir(folder, { recursive: true });
  await run(join(java, 'bin/jar'), ['--extract', '--file', archive], { cwd: folder });
};
