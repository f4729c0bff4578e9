import { REQUIRED_GROUPS, type Backlog, type ConsumerGroup, type DeadLetter } from '@maru/chat';
import type { RoomEvent } from '@maru/domain';
import { ALL_PARTITIONS, type Keys } from './keys.ts';
import { logEntryOf, type LogEntry } from './log-entry.ts';
import type { RedisCommands } from './redis-commands.ts';
import type { Replication } from './replication.ts';
import { DEAD_LETTERS, REPLAY_DEAD_LETTER } from './scripts/dead-letters.ts';
import { BACKLOG } from './scripts/backlog.ts';
import { SETTLE, type Outcome } from './scripts/settle.ts';
import { ATTEMPT, TAKE } from './scripts/take.ts';
import { fromJson } from './stored-json.ts';
import { fieldOf, type StreamEntry } from './stream-entry.ts';

/** A handler that fails at everything does not run through the log. */
const MAX_FAILING = 100;

/** What a consumer took from one partition. */
export interface Hand {
  readonly partition: number;
  /** New entries, in the order of the log: whoever has them is the only one that does. */
  readonly batch: readonly LogEntry[];
  /** How often somebody had taken the batch before, and was lost with it. */
  readonly losses: number;
  /** What is to be tried again, each alone. */
  readonly retries: readonly LogEntry[];
  /** See `Replication`. */
  readonly toConfirm: string;
  /** Which run of which Redis handed it out. */
  readonly identity: string;
}

/** The partitions of the log as one consumer group works on them. */
export class PartitionLog {
  readonly #redis: RedisCommands;
  readonly #replication: Replication;
  readonly #keys: Keys;
  readonly #group: ConsumerGroup;
  readonly #leaseMs: number;

  constructor(redis: RedisCommands, replication: Replication, keys: Keys, group: ConsumerGroup, leaseMs: number) {
    this.#redis = redis;
    this.#replication = replication;
    this.#keys = keys;
    this.#group = group;
    this.#leaseMs = leaseMs;
  }

  async take(partition: number, count: number): Promise<Hand> {
    const { meta, log, failing } = this.#keys.partition(partition);
    const keys = [meta, log, failing(this.#group)];
    const [losses, batch, retries, toConfirm, identity] = await this.#redis.run(TAKE, keys, [
      this.#group,
      count,
      this.#leaseMs,
      MAX_FAILING,
    ]);
    return {
      partition,
      losses,
      batch: batch.map(logEntryOf),
      retries: retries.map(logEntryOf),
      toConfirm,
      identity,
    };
  }

  /**
   * Whether what was taken is in the log for good, as far as anybody can tell: whoever acts on it is not ahead of a replica that is promoted.
   * @throws ChatError UNAVAILABLE (retryable) where that cannot be known yet
   */
  isKept({ toConfirm }: Hand): Promise<boolean> {
    return this.#replication.confirm(toConfirm);
  }

  /** Counts an attempt, before it is made. @returns how many there were, this one included; 0 where somebody else has settled it */
  attempt(partition: number, { offset }: LogEntry): Promise<number> {
    return this.#redis.run(ATTEMPT, [this.#keys.partition(partition).failing(this.#group)], [offset, this.#leaseMs]);
  }

  /** False where Redis is not the one that handed these entries out: they stay open. */
  async settle({ partition, identity }: Hand, outcomes: readonly Outcome[]): Promise<boolean> {
    const { meta, log, failing, dead } = this.#keys.partition(partition);
    const keys = [meta, log, dead(this.#group), ...REQUIRED_GROUPS.map(failing)];
    const args = [this.#group, JSON.stringify(outcomes), identity, ...REQUIRED_GROUPS];
    return (await this.#redis.run(SETTLE, keys, args)) === 1;
  }

  /** Keeps a batch for longer, or gives it back. */
  async hold(hand: Hand, keep: boolean): Promise<void> {
    const idleMs = keep ? 0 : this.#leaseMs;
    await this.settle(
      hand,
      hand.batch.map(({ offset }) => ({ offset, is: 'open', idleMs })),
    );
  }

  async backlog(): Promise<Backlog> {
    const backlogs = await Promise.all(
      ALL_PARTITIONS.map((partition) => {
        const { meta, log, failing, dead } = this.#keys.partition(partition);
        return this.#redis.run(BACKLOG, [meta, log, failing(this.#group), dead(this.#group)], [this.#group]);
      }),
    );
    const sum = (place: 0 | 1 | 2) => backlogs.reduce((total, backlog) => total + backlog[place], 0);
    return { lag: sum(0), pending: sum(1), deadLetters: sum(2) };
  }

  /** Oldest first. */
  async deadLetters(limit: number): Promise<DeadLetter[]> {
    const letters = await Promise.all(
      ALL_PARTITIONS.map(async (partition) => {
        const entries = await this.#redis.run(
          DEAD_LETTERS,
          [this.#keys.partition(partition).dead(this.#group)],
          [limit],
        );
        return entries.map((entry) => ({ at: entry[0], letter: deadLetterOf(partition, entry) }));
      }),
    );
    const oldestFirst = letters.flat().sort((a, b) => a.at.localeCompare(b.at, 'en', { numeric: true }));
    return oldestFirst.slice(0, limit).map(({ letter }) => letter);
  }

  async replay(id: string): Promise<boolean> {
    const [, partition = '', at = ''] = /^(\d{1,2}):(\d+-\d+)$/.exec(id) ?? [];
    if (!at) return false;
    const { meta, log, dead } = this.#keys.partition(Number(partition));
    const args = [at, this.#group, this.#keys.wake, partition];
    return (await this.#redis.run(REPLAY_DEAD_LETTER, [meta, log, dead(this.#group)], args)) === 1;
  }
}

function deadLetterOf(partition: number, entry: StreamEntry): DeadLetter {
  const carrier = fieldOf(entry, 'carrier');
  return {
    id: `${partition}:${entry[0]}`,
    event: fromJson<RoomEvent>(fieldOf(entry, 'event') ?? ''),
    reason: fieldOf(entry, 'reason') ?? '',
    ...(carrier !== undefined && { carrier }),
  };
}
