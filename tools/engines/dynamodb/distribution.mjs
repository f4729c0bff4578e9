import { join } from 'node:path';
import { downloadArtifacts } from '../downloads/maven.mjs';
import { withProgress } from '../downloads/progress.mjs';
import { compileJava } from '../java/compile.mjs';
import { requireJava } from '../java/find-java.mjs';

const DEFINITION = join(import.meta.dirname, 'distribution');

/** @param {string} folder of DYNAMODB */
export const jarsIn = (folder) => join(folder, 'jars');
/** @param {string} folder of DYNAMODB */
export const classesIn = (folder) => join(folder, 'classes');

/** DynamoDB Local with the class that starts it on loopback. @type {import('../downloads/cache.mjs').Cached} */
export const DYNAMODB = {
  name: 'dynamodb',
  definitions: [DEFINITION],
  make: async (folder) => {
    await withProgress('downloading DynamoDB Local (50 MB) with mvn', () =>
      downloadArtifacts(DEFINITION, jarsIn(folder)),
    );
    const source = join(DEFINITION, 'LoopbackServer.java');
    await compileJava({ java: await requireJava(), source, against: [jarsIn(folder)], target: classesIn(folder) });
  },
};
