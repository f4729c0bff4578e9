import { prepareStorage, untilReady, type Config } from '@maru/runtime';
import type { Arguments } from './command-line.ts';
import { UsageError } from './command-line.ts';
import { say } from './output.ts';

const PATIENCE_MS = 60_000;

/** Creates and migrates tables and indices; waits a little for engines that are just being started. */
export async function prepare(config: Config, { words }: Arguments): Promise<void> {
  if (words.length > 0) throw new UsageError('prepare takes nothing more.');
  if (config.topology === 'embedded')
    return say(
      'Embedded, there is nothing to prepare: the server does it when it starts. Is MARU_TOPOLOGY=cluster missing?',
    );
  const { searchIsCurrent } = await untilReady(() => prepareStorage(config), {
    patienceMs: PATIENCE_MS,
    onWaiting: (reason) => say(`Waiting. ${reason.message}`),
  });
  say(`The tables and the search index of ${config.namespace} are there.`);
  if (!searchIsCurrent)
    say(
      'The search index is of another version. It serves as it is, but not all that this version knows how to find is found: run rebuild-search, while everything goes on.',
    );
}
