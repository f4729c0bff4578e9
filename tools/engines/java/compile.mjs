import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCached } from '../downloads/cache.mjs';
import { downloadArtifacts } from '../downloads/maven.mjs';
import { run } from '../process/run.mjs';
import { JAVA_AT_LEAST } from './find-java.mjs';

const DEFINITION = join(import.meta.dirname, 'compiler');
const COMPILER = {
  name: 'java-compiler',
  definitions: [DEFINITION],
  /** @param {string} folder */
  make: (folder) => downloadArtifacts(DEFINITION, folder),
};

/**
 * Compiles one file with Eclipse's compiler, itself a jar, so that a Java without `javac` is enough.
 * @param {object} options
 * @param {string} options.java home of a Java
 * @param {string} options.source
 * @param {readonly string[]} options.against folders of the jars that the source uses
 * @param {string} options.target folder of the classes
 */
export const compileJava = async ({ java, source, against, target }) => {
  const compiler = await jarsIn(await makeCached(COMPILER));
  const classpath = (await Promise.all(against.map(jarsIn))).flat();
  const level = String(JAVA_AT_LEAST);
  const options = ['-source', level, '-target', level, '-classpath', classpath.join(':'), '-d', target];
  const main = 'org.eclipse.jdt.internal.compiler.batch.Main';
  await run(join(java, 'bin/java'), ['-classpath', compiler.join(':'), main, ...options, source]);
};

/** @param {string} folder */
const jarsIn = async (folder) => {
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.jar')).map((name) => join(folder, name));
};
