import { parseArgs } from 'node:util';

const USAGE = `Commands of an operator. What they work on is said by the settings of the environment (MARU_TOPOLOGY, …), as for the server.

  prepare                              creates and migrates tables and indices (cluster); to be repeated after every update
  rebuild-search                       builds the search anew from the message store, while everything runs
  status                               how far the consumers are behind, and how much they could not handle
  dead-letters list [group]            what the consumers could not handle
  dead-letters replay <group> <id>     hands it to them once more
  dead-letters replay <group> --all

  --json      answers of status and dead-letters list as JSON; those of the latter have the texts of messages
  --limit n   dead letters that are listed of each group, 100 by default
`;

/** What is said behind a command's name. */
export interface Arguments {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly all: boolean;
  readonly limit: number;
}

const NAMES = ['prepare', 'rebuild-search', 'status', 'dead-letters list', 'dead-letters replay'] as const;
export type CommandName = (typeof NAMES)[number];

/** Ends a command: the operator has to say something else. */
export class UsageError extends Error {
  constructor(mistake: string) {
    super(`${mistake}\n\n${USAGE}`);
  }
  // What is printed is for people: without a name before it.
  override toString(): string {
    return this.message;
  }
}

/** @throws UsageError */
export function parseCommandLine(line: readonly string[]): { name: CommandName; args: Arguments } {
  const { values, positionals } = parsed(line);
  const name = NAMES.find((known) => known.split(' ').every((word, at) => positionals[at] === word));
  if (name === undefined) throw new UsageError('Name one of these commands.');
  const words = positionals.slice(name.split(' ').length);
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number from 1 on.');
  return { name, args: { words, json: values.json, all: values.all, limit } };
}

function parsed(line: readonly string[]) {
  try {
    return parseArgs({
      args: [...line],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        limit: { type: 'string', default: '100' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
