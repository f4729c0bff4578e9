import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadArtifacts } from '../downloads/maven.mjs';
import { withProgress } from '../downloads/progress.mjs';
import { requireJava } from '../java/find-java.mjs';
import { compile, pack, unpack } from '../java/jdk-tools.mjs';

/** The oldest version that runs it. */
export const JAVA_FOR_ELASTICSEARCH = 21;

const DEFINITION = join(import.meta.dirname, 'distribution');
const PLUGIN_DEFINITION = join(import.meta.dirname, '../nori-plugin');
const SERVER = 'elasticsearch-9.4.3';
const NORI = 'lucene-analysis-nori-10.4.0.jar';

/** @param {string} folder of ELASTICSEARCH */
export const homeIn = (folder) => join(folder, SERVER);

/** Elasticsearch with Korean analysis. @type {import('../downloads/cache.mjs').Cached} */
export const ELASTICSEARCH = {
  name: 'elasticsearch',
  definitions: [DEFINITION, PLUGIN_DEFINITION],
  make: async (folder) => {
    const downloads = join(folder, 'downloads');
    await withProgress('downloading Elasticsearch (125 MB) with mvn', () => downloadArtifacts(DEFINITION, downloads));
    await withProgress('unpacking Elasticsearch and building its plugin', async () => {
      const java = await requireJava(JAVA_FOR_ELASTICSEARCH);
      await unpack({ java, archive: join(downloads, `${SERVER}.zip`), folder });
      await buildPlugin({ java, downloads, home: homeIn(folder) });
    });
    await rm(downloads, { recursive: true });
  },
};

/** @param {{ java: string, downloads: string, home: string }} options */
const buildPlugin = async ({ java, downloads, home }) => {
  const plugin = join(home, 'plugins/maru-korean-analysis');
  const classes = join(downloads, 'classes');
  await mkdir(plugin);
  await rename(join(downloads, NORI), join(plugin, NORI));
  const source = join(PLUGIN_DEFINITION, 'KoreanAnalysis.java');
  await compile({
    java,
    release: JAVA_FOR_ELASTICSEARCH,
    source,
    against: [join(home, 'lib'), plugin],
    target: classes,
  });
  await pack({ java, jar: join(plugin, 'korean-analysis.jar'), folder: classes });
  for (const file of ['stable-plugin-descriptor.properties', 'named_components.json']) {
    await copyFile(join(PLUGIN_DEFINITION, file), join(plugin, file));
  }
};
