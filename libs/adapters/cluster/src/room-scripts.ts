import { ChatError } from '@maru/domain';
import { scriptKeys, type Admission } from './admission.ts';
import { partitionOf, type Keys } from './keys.ts';
import type { Recovery } from './recovery.ts';
import type { RedisCommands } from './redis-commands.ts';
import type { Script } from './script.ts';
import { READ, type ReadCommand } from './scripts/read.ts';
import type { Refusal } from './scripts/standing.ts';

/** More than that many steps ahead of one script mean that Redis changes faster than anybody could follow. */
const MAX_STEPS = 10;

interface RoomCall {
  readonly args: readonly (string | number)[];
  /** Whether a room that is nowhere begins with it. */
  readonly begin?: boolean;
  /** The key of a first result, where the script has to do with one. */
  readonly firstResult?: string;
}

/** Runs scripts on rooms, and sees to what they ask for first: a new epoch of the partition, the room's admission to it. */
export class RoomScripts {
  readonly #redis: RedisCommands;
  readonly #keys: Keys;
  readonly #recovery: Recovery;
  readonly #admission: Admission;

  constructor(redis: RedisCommands, keys: Keys, recovery: Recovery, admission: Admission) {
    this.#redis = redis;
    this.#keys = keys;
    this.#recovery = recovery;
    this.#admission = admission;
  }

  /** Undefined where there is no such room. */
  async run<Answer extends readonly unknown[]>(
    script: Script<Answer | Refusal>,
    roomId: string,
    { args, begin = false, firstResult }: RoomCall,
  ): Promise<Answer | undefined> {
    const keys = [...scriptKeys(this.#keys.room(roomId)), ...(firstResult === undefined ? [] : [firstResult])];
    for (let step = 0; step < MAX_STEPS; step++) {
      const answer = await this.#redis.run(script, keys, args);
      if (isRefusal(answer)) {
        if (answer[0] === 'RECOVER') await this.#recovery.recover(partitionOf(roomId));
        else if (!(await this.#admission.admit(roomId, begin))) return undefined;
      } else return answer;
    }
    throw new ChatError('UNAVAILABLE', 'The log is changing places. Try again in a moment.', true);
  }

  /** What each command answers; undefined where there is no such room. */
  async read(roomId: string, ...commands: readonly ReadCommand[]): Promise<readonly unknown[] | undefined> {
    const answer = await this.run(READ, roomId, { args: [JSON.stringify(commands)] });
    return answer?.slice(1);
  }
}

const isRefusal = (answer: readonly unknown[]): answer is Refusal => answer[0] === 'RECOVER' || answer[0] === 'ADMIT';
