import { setTimeout } from 'node:timers/promises';
import { BecameDeadLetter, type ConsumerGroup, type EventHandler } from '@maru/chat';
import { ChatError, isKnownEvent } from '@maru/domain';
import type { DirtyPartitions } from './dirty-partitions.ts';
import { inLanes } from './lanes.ts';
import type { LogEntry } from './log-entry.ts';
import type { Hand, PartitionLog } from './partition-log.ts';
import type { Outcome } from './scripts/settle.ts';

/** What a group does besides its handler's work. */
export interface Bookkeeping {
  /** Before entries of one partition are acknowledged: whoever acknowledges them relies on it. In the order of the log, safe to repeat. */
  keep(entries: readonly LogEntry[]): Promise<void>;
  /** After they were. */
  release(entries: readonly LogEntry[]): Promise<void>;
}

export interface ConsumerSettings {
  readonly group: ConsumerGroup;
  readonly handler: EventHandler;
  readonly maxDeliveries: number;
  readonly onError: (error: unknown) => void;
  readonly bookkeeping?: Bookkeeping;
}

const ENTRIES_PER_ROUND = 1_000;
const PARTITIONS_AT_ONCE = 8;
const ENTRIES_PER_PARTITION = { least: 25, most: 500 };
/** A batch that so many consumers were lost with is suspected to be what ended them. */
const SUSPICIOUS_LOSSES = 2;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
const UNKNOWN = 'This version does not know events of this kind.';
const LOST = 'The process ended each time while this was being handled.';

const pauseAfter = (attempts: number) => Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, attempts - 1), LONGEST_PAUSE_MS);

/** Takes what is in the log for a group, hands it to the handler, and says what became of it. */
export class GroupConsumer {
  readonly #log: PartitionLog;
  readonly #partitions: DirtyPartitions;
  readonly #settings: ConsumerSettings;
  readonly #stopping = new AbortController();
  #abandoned = false;
  #work: Promise<void> = Promise.resolve();

  constructor(log: PartitionLog, partitions: DirtyPartitions, settings: ConsumerSettings) {
    this.#log = log;
    this.#partitions = partitions;
    this.#settings = settings;
  }

  start(): void {
    this.#work = this.#run();
  }

  /** Resolves after the batch in hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#partitions.close();
    await this.#work;
  }

  /** As a crash does it: what is in hand will not be acknowledged, whatever becomes of it. */
  abandon(): void {
    this.#abandoned = true;
    void this.stop();
  }

  async #run(): Promise<void> {
    for (let faults = 0; !this.#stopping.signal.aborted;) {
      try {
        await this.#round(await this.#partitions.next());
        faults = 0;
      } catch (error) {
        this.#settings.onError(error);
        await this.#pause(++faults);
      }
    }
  }

  async #round(partitions: readonly number[]): Promise<void> {
    const { least, most } = ENTRIES_PER_PARTITION;
    const count = Math.min(most, Math.max(least, Math.floor(ENTRIES_PER_ROUND / partitions.length)));
    const hands = await Promise.all(partitions.map((partition) => this.#log.take(partition, count)));
    for (const { partition, batch } of hands) if (batch.length === 0) this.#partitions.clean(partition);
    await this.#deliver(hands.filter(({ batch }) => batch.length > 0));
    for (const hand of await this.#kept(hands.filter(({ retries }) => retries.length > 0)))
      for (const entry of hand.retries) await this.#retry(hand, entry);
  }

  /** Tries until it is done: while the handler's store is away, the batches stay in hand. */
  async #deliver(hands: readonly Hand[]): Promise<void> {
    if (hands.length === 0) return;
    for (let faults = 1; !this.#abandoned; faults++) {
      try {
        return await this.#handle(await this.#kept(hands));
      } catch (error) {
        this.#settings.onError(error);
        const keep = !this.#stopping.signal.aborted;
        await this.#hold(hands, keep);
        if (!keep) return;
        await this.#pause(faults);
      }
    }
  }

  /** Without what a primary of Redis handed out that is none any more: the log that went on has that still, or never had it. */
  async #kept(hands: readonly Hand[]): Promise<readonly Hand[]> {
    const areKept = await Promise.all(hands.map((hand) => this.#log.isKept(hand)));
    await this.#hold(
      hands.filter((_, index) => !areKept[index]),
      false,
    );
    return hands.filter((_, index) => areKept[index]);
  }

  async #hold(hands: readonly Hand[], keep: boolean): Promise<void> {
    if (!this.#abandoned) await Promise.allSettled(hands.map((hand) => this.#log.hold(hand, keep)));
  }

  async #handle(hands: readonly Hand[]): Promise<void> {
    const trusted = hands.filter(({ losses }) => losses < SUSPICIOUS_LOSSES);
    const entries = trusted.flatMap(({ batch }) => batch.filter((entry) => this.#isForHandler(entry)));
    const together = entries.length === 0 ? undefined : await this.#failure(entries);
    // Partitions know nothing of each other: the way to the store is waited for once, not for each.
    await inLanes(PARTITIONS_AT_ONCE, hands, (hand) => this.#settle(hand, together !== undefined));
    if (this.#abandoned) return;
    await this.#settings.bookkeeping?.release(hands.flatMap(({ batch }) => batch));
  }

  async #settle(hand: Hand, failedTogether: boolean): Promise<void> {
    const outcomes: Outcome[] = [];
    for (const entry of hand.batch) outcomes.push(await this.#outcome(entry, hand, failedTogether));
    if (this.#abandoned) return;
    await this.#settings.bookkeeping?.keep(hand.batch);
    if (!(await this.#log.settle(hand, outcomes))) await this.#hold([hand], false);
  }

  async #outcome(entry: LogEntry, { losses }: Hand, failedTogether: boolean): Promise<Outcome> {
    const { offset } = entry;
    if (!this.#isForHandler(entry)) return this.#unhandled(entry);
    if (losses >= SUSPICIOUS_LOSSES) return { offset, is: 'failing', attempts: 0, pauseMs: 0 };
    const reason = failedTogether ? await this.#failure([entry]) : undefined;
    return reason === undefined ? { offset, is: 'done' } : this.#failed(entry, 1, reason);
  }

  async #retry(hand: Hand, entry: LogEntry): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    const attempts = await this.#log.attempt(hand.partition, entry);
    if (attempts === 0) return;
    const outcome = await this.#retried(entry, attempts);
    if (this.#abandoned) return;
    await this.#log.settle(hand, [outcome]);
    await this.#settings.bookkeeping?.release([entry]);
  }

  async #retried(entry: LogEntry, attempts: number): Promise<Outcome> {
    const { offset } = entry;
    if (!this.#isForHandler(entry)) return this.#unhandled(entry);
    if (attempts > this.#settings.maxDeliveries) return this.#failed(entry, attempts, LOST);
    try {
      const reason = await this.#failure([entry]);
      return reason === undefined ? { offset, is: 'done' } : this.#failed(entry, attempts, reason);
    } catch (error) {
      // The handler's store is away: that was no attempt.
      this.#settings.onError(error);
      return { offset, is: 'failing', attempts: attempts - 1, pauseMs: LONGEST_PAUSE_MS };
    }
  }

  #isForHandler({ only = this.#settings.group, event }: LogEntry): boolean {
    return only === this.#settings.group && isKnownEvent(event);
  }

  #unhandled(entry: LogEntry): Outcome {
    const { offset, only = this.#settings.group } = entry;
    return only === this.#settings.group ? this.#dead(entry, UNKNOWN) : { offset, is: 'done' };
  }

  #dead({ offset, json, event, carrier }: LogEntry, reason: string): Outcome {
    const { group, onError } = this.#settings;
    onError(new BecameDeadLetter(group, event, reason, carrier));
    return { offset, is: 'dead', event: json, reason, ...(carrier !== undefined && { carrier }) };
  }

  #failed(entry: LogEntry, attempts: number, reason: string): Outcome {
    const { offset } = entry;
    if (attempts >= this.#settings.maxDeliveries) return this.#dead(entry, reason);
    return { offset, is: 'failing', attempts, pauseMs: pauseAfter(attempts) };
  }

  /**
   * @returns why the handler failed; undefined where it did not
   * @throws ChatError where it says that the same may succeed later: nobody's fault
   */
  async #failure(entries: readonly LogEntry[]): Promise<string | undefined> {
    try {
      await this.#settings.handler(
        entries.map(({ event }) => event),
        entries.map(({ carrier }) => carrier),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ChatError && error.retryable) throw error;
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }

  async #pause(faults: number): Promise<void> {
    await setTimeout(pauseAfter(faults), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
