import type { Backlog, ConsumerGroup, Consumption, DeadLetter, EventHandler, RoomEvents } from '@maru/chat';
import type { ConsumerLedger } from './consumer-ledger.ts';
import type { ConsumerTurns } from './consumer-turns.ts';
import { GroupConsumer } from './group-consumer.ts';

export interface RoomEventsSettings {
  readonly maxDeliveries: number;
  readonly onError: (error: unknown) => void;
}

/** The consumers' side of the log. A group's entries are handled by one of its consumers at a time. */
export class EmbeddedRoomEvents implements RoomEvents {
  readonly #ledger: ConsumerLedger;
  readonly #turns: ConsumerTurns;
  readonly #settings: RoomEventsSettings;
  readonly #consumers = new Map<GroupConsumer, ConsumerGroup>();

  constructor(ledger: ConsumerLedger, turns: ConsumerTurns, settings: RoomEventsSettings) {
    this.#ledger = ledger;
    this.#turns = turns;
    this.#settings = settings;
  }

  async consume(group: ConsumerGroup, handler: EventHandler): Promise<Consumption> {
    const consumer = new GroupConsumer(this.#ledger, { group, handler, ...this.#settings });
    this.#consumers.set(consumer, group);
    this.#turns.join(group, consumer);
    return { stop: () => this.#stop(consumer, group) };
  }

  async lag(group: ConsumerGroup): Promise<number> {
    return this.#ledger.backlog(group).lag;
  }

  async backlog(group: ConsumerGroup): Promise<Backlog> {
    return this.#ledger.backlog(group);
  }

  async deadLetters(group: ConsumerGroup, limit: number): Promise<readonly DeadLetter[]> {
    return this.#ledger.deadLetters(group, limit);
  }

  async replayDeadLetter(group: ConsumerGroup, id: string): Promise<boolean> {
    const found = this.#ledger.replay(group, Number(id), this.#settings.maxDeliveries - 1);
    this.#turns.wake();
    return found;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#consumers].map(([consumer, group]) => this.#stop(consumer, group)));
  }

  crash(): void {
    for (const [consumer, group] of this.#consumers) {
      consumer.abandon();
      this.#turns.leave(group, consumer);
    }
    this.#consumers.clear();
  }

  async #stop(consumer: GroupConsumer, group: ConsumerGroup): Promise<void> {
    await consumer.stop();
    this.#consumers.delete(consumer);
    this.#turns.leave(group, consumer);
  }
}
