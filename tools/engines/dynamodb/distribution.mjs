import { join } from 'node:path';
import { downloadArtifacts } from '../downloads/maven.mjs';
import { withProgress } from '../downloads/progress.mjs';
import { requireJava } from '../java/find-java.mjs';
import { compile } from '../java/jdk-tools.mjs';

/** The oldest version that runs it. */
export const JAVA_FOR_DYNAMODB = 17;

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
    const java = await requireJava(JAVA_FOR_DYNAMODB);
    await compile({ java, release: JAVA_FOR_DYNAMODB, source, against: [jarsIn(folder)], target: classesIn(folder) });
  },
};
