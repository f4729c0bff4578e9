import { setImmediate as nextTurn } from 'node:timers/promises';
import { BecameDeadLetter, type ConsumerGroup, type EventHandler } from '@maru/chat';
import { ChatError, isKnownEvent } from '@maru/domain';
import type { ConsumerLedger, Entry } from './consumer-ledger.ts';
import type { Candidate } from './consumer-turns.ts';
import { RetrySchedule } from './retry-schedule.ts';

export interface ConsumerSettings {
  readonly group: ConsumerGroup;
  readonly handler: EventHandler;
  readonly maxDeliveries: number;
  readonly onError: (error: unknown) => void;
}

/** Small enough that no batch holds up the process for long, large enough to share commits. */
const BATCH = 200;
/** While so many wait to be tried again, no others are taken: a handler that fails at everything does not run through the log. */
const MAX_RETRYING = 100;
const PAUSE_AFTER_FAULT_MS = 1_000;
const UNKNOWN = 'This version does not know events of this kind.';
const LOST = 'The process ended each time while this was being handled.';

/** Hands the log's entries to one handler, batch by batch, while it is this consumer's turn. */
export class GroupConsumer implements Candidate {
  readonly #ledger: ConsumerLedger;
  readonly #settings: ConsumerSettings;
  readonly #schedule = new RetrySchedule();
  #work: Promise<void> = Promise.resolve();
  #stopped = false;
  #abandoned = false;

  constructor(ledger: ConsumerLedger, settings: ConsumerSettings) {
    this.#ledger = ledger;
    this.#settings = settings;
  }

  start(): void {
    this.#work = this.#run();
  }

  wake(): void {
    this.#schedule.wake();
  }

  /** Resolves after the batch in hand. */
  stop(): Promise<void> {
    this.#stopped = true;
    this.#schedule.end();
    return this.#work;
  }

  /** As a crash does it: what is in hand will not be acknowledged, whatever becomes of it. */
  abandon(): void {
    this.#abandoned = true;
    void this.stop();
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#round();
      } catch (error) {
        if (this.#abandoned) return;
        this.#settings.onError(error);
        await this.#schedule.rest(PAUSE_AFTER_FAULT_MS);
      }
    }
  }

  async #round(): Promise<void> {
    const { group } = this.#settings;
    const retrying = this.#ledger.retries(group, MAX_RETRYING);
    const due = retrying.filter(({ position }) => this.#schedule.isDue(position));
    const batch = retrying.length < MAX_RETRYING ? this.#ledger.next(group, BATCH) : [];
    if (batch.length > 0) await this.#deliver(batch);
    await this.#oneByOne(due);
    if (batch.length === 0 && due.length === 0) await this.#schedule.sleep();
    // Whoever waits for the commit that woke this goes first.
    await nextTurn();
  }

  async #deliver(batch: readonly Entry[]): Promise<void> {
    const { group } = this.#settings;
    const suspected = this.#ledger.wasLost(group) || !batch.every(({ event }) => isKnownEvent(event));
    const upTo = batch.at(-1)?.position ?? 0;
    this.#ledger.takeInHand(group, upTo);
    try {
      if (suspected || (await this.#failure(batch)) !== undefined) await this.#oneByOne(batch);
      else if (!this.#abandoned) this.#ledger.acknowledge(group, upTo);
    } catch (error) {
      if (!this.#abandoned) this.#ledger.takeInHand(group, 0);
      throw error;
    }
  }

  async #oneByOne(entries: readonly Entry[]): Promise<void> {
    for (const entry of entries) {
      if (this.#stopped) return;
      await this.#attempt(entry);
    }
  }

  async #attempt(entry: Entry): Promise<void> {
    const { group, maxDeliveries } = this.#settings;
    const attempts = this.#ledger.attempt(group, entry);
    const known = isKnownEvent(entry.event);
    const reason = !known ? UNKNOWN : attempts > maxDeliveries ? LOST : await this.#failureOfOne(entry);
    if (this.#abandoned) return;
    const dead = !known || attempts >= maxDeliveries;
    if (reason === undefined) this.#ledger.succeeded(group, entry);
    else this.#ledger.failed(group, entry, reason, dead);
    if (reason !== undefined && dead) this.#reportDeadLetter(entry, reason);
    if (reason === undefined || dead) this.#schedule.forget(entry.position);
    else this.#schedule.later(entry.position, attempts);
  }

  #reportDeadLetter({ event, carrier }: Entry, reason: string): void {
    const { group, onError } = this.#settings;
    onError(new BecameDeadLetter(group, event, reason, carrier ?? undefined));
  }

  async #failureOfOne(entry: Entry): Promise<string | undefined> {
    try {
      return await this.#failure([entry]);
    } catch (error) {
      if (!this.#abandoned) this.#ledger.revokeAttempt(this.#settings.group, entry);
      throw error;
    }
  }

  /**
   * @returns why the handler failed; undefined where it did not
   * @throws ChatError where it says that the same may succeed later: that is no failure
   */
  async #failure(entries: readonly Entry[]): Promise<string | undefined> {
    try {
      await this.#settings.handler(
        entries.map(({ event }) => event),
        entries.map(({ carrier }) => carrier ?? undefined),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ChatError && error.retryable) throw error;
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  }
}
