import type { AppendCommand, Appended, Clock, Replay, RoomLog } from '@maru/chat';
import { ChatError, Conflict, isLost, stampAll, type EpochSpan, type Position, type RoomEvent } from '@maru/domain';
import type { FirstResultRows } from './first-result-rows.ts';
import { firstResultPieces, lastRevisionOf, repeat, type FirstResult } from './first-result.ts';
import type { HotWindow } from './hot-window.ts';
import { timeOfDedupeKey } from './id-time.ts';
import { partitionOf, type Keys } from './keys.ts';
import type { LogCapacity } from './log-capacity.ts';
import { logCommand, type LogDedupe } from './log-command.ts';
import type { Replication } from './replication.ts';
import type { RoomScripts } from './room-scripts.ts';
import { APPEND, type AppendAnswer } from './scripts/append.ts';
import { KEY } from './scripts/read.ts';
import { fromJson, type Json } from './stored-json.ts';
import { unavailable } from './unavailable.ts';

/** More than that many answers that ask for something else mean that others are always faster. */
const MAX_ATTEMPTS = 5;

/** The log of all rooms on Redis streams: one script is one append. Where Redis has replicas, one of them has what was acknowledged. */
export class ClusterRoomLog implements RoomLog {
  readonly #scripts: RoomScripts;
  readonly #hot: HotWindow;
  readonly #firstResults: FirstResultRows;
  readonly #replication: Replication;
  readonly #capacity: LogCapacity;
  readonly #keys: Keys;
  readonly #clock: Clock;
  readonly #appending = new Set<Promise<Appended>>();

  constructor(
    scripts: RoomScripts,
    hot: HotWindow,
    firstResults: FirstResultRows,
    replication: Replication,
    capacity: LogCapacity,
    keys: Keys,
    clock: Clock,
  ) {
    this.#scripts = scripts;
    this.#hot = hot;
    this.#firstResults = firstResults;
    this.#replication = replication;
    this.#capacity = capacity;
    this.#keys = keys;
    this.#clock = clock;
  }

  append(command: AppendCommand): Promise<Appended> {
    const appending = this.#append(command).finally(() => this.#appending.delete(appending));
    this.#appending.add(appending);
    return appending;
  }

  /** Resolves when what is in hand is finished. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#appending);
  }

  read(position: Position, limit: number): Promise<Replay> {
    return this.#hot.read(position, limit);
  }

  tail(roomId: string, aboveNumber: number, limit: number): Promise<readonly RoomEvent[]> {
    return this.#hot.tail(roomId, aboveNumber, limit);
  }

  async #append(command: AppendCommand): Promise<Appended> {
    let dedupe = command.dedupe && dedupeOf(command, command.dedupe);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const answer = await this.#attempt(command, dedupe);
      switch (answer[0]) {
        case 'APPENDED':
          await this.#confirm(answer[1]);
          return { events: eventsOf(command, answer), repeated: false };
        case 'CONFLICT':
          throw new Conflict('A record has changed since it was read.');
        case 'REPEATED':
          if (!(await this.#isLost(command.roomId, answer[2]))) {
            await this.#confirm(answer[1]);
            return repeat(command, answer[2]);
          }
          dedupe = dedupe && { ...dedupe, lost: answer[2] };
          break;
        case 'LOOK_UP': {
          const first = await this.#lookUp(command);
          if (first !== undefined) return repeat(command, first);
          dedupe = dedupe && { ...dedupe, lookedUp: { epoch: answer[1], at: Number(answer[2]) } };
        }
      }
    }
    throw new ChatError('UNAVAILABLE', 'This could not be decided. Try again in a moment.', true);
  }

  async #attempt(command: AppendCommand, dedupe: LogDedupe | undefined): Promise<AppendAnswer> {
    const { roomId } = command;
    const keys = this.#keys.room(roomId);
    const text = JSON.stringify(logCommand(command, this.#clock(), keys.channel, dedupe));
    await this.#capacity.check(text.length);
    const answer = await this.#scripts.run(APPEND, roomId, {
      args: [text, this.#keys.wake, partitionOf(roomId)],
      begin: true,
      ...(dedupe && { firstResult: keys.firstResult(dedupe.key) }),
    });
    if (!answer) throw new Error('A room that may begin was not admitted.');
    return answer;
  }

  async #confirm(toConfirm: string): Promise<void> {
    if (!(await this.#replication.confirm(toConfirm)))
      throw unavailable(new Error('Redis lost its primary before a replica had this.'));
  }

  async #lookUp({ roomId, dedupe }: AppendCommand): Promise<Json<FirstResult> | undefined> {
    return dedupe && this.#firstResults.find(roomId, dedupe.key, await this.#epochs(roomId));
  }

  /** Whether a loss of Redis took this first result with it, while the key stayed. */
  async #isLost(roomId: string, first: Json<FirstResult>): Promise<boolean> {
    return isLost(await this.#epochs(roomId), lastRevisionOf(fromJson(first)));
  }

  async #epochs(roomId: string): Promise<readonly EpochSpan[]> {
    const [epochs] = (await this.#scripts.read(roomId, ['HGET', KEY.room, 'epochs'])) ?? [];
    return typeof epochs === 'string' ? fromJson<readonly EpochSpan[]>(epochs) : [];
  }
}

function dedupeOf(command: AppendCommand, { key, fingerprint }: { key: string; fingerprint: string }): LogDedupe {
  const madeAt = timeOfDedupeKey(key);
  return { key, first: firstResultPieces(command, fingerprint), ...(madeAt !== undefined && { madeAt }) };
}

type AppendedAnswer = Extract<AppendAnswer, readonly ['APPENDED', ...unknown[]]>;

/** The same events as the script wrote: both stamp as the domain says. */
function eventsOf({ roomId, actorId, changes }: AppendCommand, [, , ...numbers]: AppendedAnswer): Appended['events'] {
  const [epoch, seq, number, messageCount, createdAt] = numbers.map(Number) as [number, number, number, number, number];
  return stampAll(changes, roomId, actorId, { epoch, seq, number, messageCount, createdAt }, createdAt);
}
