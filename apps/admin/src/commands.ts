import type { Config } from '@maru/runtime';
import type { Arguments, CommandName } from './command-line.ts';
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts';
import { prepare } from './prepare.ts';
import { rebuildSearch } from './rebuild-search.ts';
import { showStatus } from './status.ts';

type Command = (config: Config, args: Arguments) => Promise<void>;

export const commands: Readonly<Record<CommandName, Command>> = {
  prepare,
  'rebuild-search': rebuildSearch,
  status: showStatus,
  'dead-letters list': listDeadLetters,
  'dead-letters replay': replayDeadLetters,
};
