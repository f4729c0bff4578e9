import { Script } from '../script.ts';
import { STANDING, type Refusal } from './standing.ts';

/** A reading command, with the key that it is about by its place among the keys, from 1. */
export type ReadCommand = readonly [command: string, key: number, ...args: (string | number)[]];

/** Where a room's keys stand among those of scripts. */
export const KEY = { room: 3, hot: 4, members: 5, order: 6, deleted: 7 } as const;

/**
 * Reads records of a room, all of one moment, once it is certain that they are the room's. Keys: as for appending. Arguments: JSON of
 * `ReadCommand`s. Answers what each of them answers.
 */
export const READ = new Script<readonly ['OK', ...answers: unknown[]] | Refusal>(
  STANDING,
  `
local epoch, refusal = admitted(KEYS[1], KEYS[3])
if not epoch then return { refusal } end
local answers = { 'OK' }
for index, command in ipairs(cjson.decode(ARGV[1])) do
  answers[index + 1] = redis.call(command[1], KEYS[command[2]], unpack(command, 3))
end
return answers
`,
);
