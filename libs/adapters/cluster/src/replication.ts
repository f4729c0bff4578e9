import type { RedisCommands } from './redis-commands.ts';
import { unavailable } from './unavailable.ts';

const PATIENCE_MS = 2_000;

/**
 * Waits until a replica of Redis has what the primary has. Scripts say whether that is needed, and for which primary: with what they answer as
 * `toConfirm`, the primary's name for its present run, or '' where it is alone. All who wait at a time share one `WAIT`.
 */
export class Replication {
  readonly #connect: () => RedisCommands;
  readonly #channel: string;
  #redis: RedisCommands | undefined;
  #current: Promise<unknown> = Promise.resolve();
  #next: Promise<string> | undefined;

  /** @param connect opens a connection of its own: nothing else waits behind a `WAIT` @param channel that nobody listens to */
  constructor(connect: () => RedisCommands, channel: string) {
    this.#connect = connect;
    this.#channel = channel;
  }

  /**
   * @param toConfirm as the script has answered
   * @returns whether everything that was done there before is on a replica; false where that primary is the primary no more: it may be lost
   * @throws ChatError UNAVAILABLE (retryable) where no replica says so in time
   */
  async confirm(toConfirm: string): Promise<boolean> {
    if (toConfirm === '') return true;
    this.#next ??= this.#waitAfter(this.#current);
    return (await this.#next) === toConfirm;
  }

  close(): void {
    this.#redis?.close();
  }

  /** @returns which primary it was that a replica has everything of */
  async #waitAfter(previous: Promise<unknown>): Promise<string> {
    await previous.catch(() => undefined);
    this.#current = this.#next ?? previous;
    this.#next = undefined;
    this.#redis ??= this.#connect();
    // WAIT is about what came through its own connection: the announcement is the end of all that was done before it.
    const [, info, replicas] = await this.#redis.sequence(
      ['publish', this.#channel, ''],
      ['info', 'replication'],
      ['wait', 1, PATIENCE_MS],
    );
    if (Number(replicas) < 1) throw unavailable(new Error('No replica of Redis confirms what the primary has.'));
    return /master_replid:(\w+)/.exec(String(info))?.[1] ?? '';
  }
}
