import { randomUUID } from 'node:crypto';
import { say } from './base-acts.ts';
import { letPass } from './clock.ts';
import { Refusal } from './operation.ts';
import { send } from './own-acts.ts';
import type { ChatMessage } from './own-operations.ts';
import type { Person, Transport } from './person.ts';

const RETRY_EVERY_MS = 30;

export interface WriterOptions {
  /** Where it asks, in turn, whenever something failed: one address after the other. Its person's own where left out. */
  readonly urls?: readonly string[];
  readonly newId?: () => string;
}

/** The addresses that a client tries one after the other. */
class Ways {
  #next = 0;

  constructor(
    private readonly person: Person,
    private readonly urls: readonly string[] = [person.url],
  ) {
    this.#next = this.urls.indexOf(person.url) + 1;
  }

  takeNext(): void {
    const url = this.urls[this.#next++ % this.urls.length];
    if (url !== undefined) this.person.moveTo(url);
  }
}

/** Sends one message after the other; one that is not acknowledged is sent again, under the same id, until it is. */
export class Writer {
  /** What was acknowledged, by clientMessageId. */
  readonly acknowledged = new Map<string, ChatMessage>();
  /** When each clientMessageId was sent first (epoch milliseconds). */
  readonly sentAt = new Map<string, number>();
  /** Errors that did not say that the same may succeed later. */
  readonly finalRefusals: Refusal[] = [];
  /** Errors that said so. */
  refusals = 0;
  readonly #ways: Ways;
  readonly #newId: () => string;
  readonly #running: Promise<void>;
  #stopped = false;
  #hasGivenUp = false;

  constructor(
    readonly person: Person,
    readonly roomId: string,
    private readonly over: Transport,
    private readonly word: string,
    { urls, newId = randomUUID }: WriterOptions = {},
  ) {
    this.#ways = new Ways(person, urls);
    this.#newId = newId;
    this.#running = this.#write();
  }

  /** Resolves when the message in hand is acknowledged. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Stops without trying any further. */
  giveUp(): void {
    this.#stopped = true;
    this.#hasGivenUp = true;
  }

  async #write(): Promise<void> {
    for (let n = 0; !this.#stopped; n++) {
      const clientMessageId = this.#newId();
      const text = `${this.word} ${n}`;
      this.sentAt.set(clientMessageId, Date.now());
      const message = await this.#persist(clientMessageId, text);
      if (message) this.acknowledged.set(clientMessageId, message);
    }
  }

  async #persist(clientMessageId: string, text: string): Promise<ChatMessage | undefined> {
    while (!this.#hasGivenUp) {
      try {
        return await send(this.person, this.roomId, text, this.over, clientMessageId);
      } catch (error) {
        this.#note(error);
        await letPass(RETRY_EVERY_MS);
        this.#ways.takeNext();
        if (this.over === 'socket') await this.person.connect().catch(() => undefined);
      }
    }
    return undefined;
  }

  #note(error: unknown): void {
    if (!(error instanceof Refusal)) return;
    if (error.errors.every(({ extensions }) => extensions?.['retryable'] === true)) this.refusals += 1;
    else this.finalRefusals.push(error);
  }
}

/** Sends by the base contract, which knows no retry: what was not acknowledged is given up. Each text is another one. */
export class BaseWriter {
  readonly acknowledged: string[] = [];
  readonly #ways: Ways;
  readonly #running: Promise<void>;
  #stopped = false;

  constructor(
    private readonly person: Person,
    readonly roomId: string,
    private readonly word: string,
    { urls }: Pick<WriterOptions, 'urls'> = {},
  ) {
    this.#ways = new Ways(person, urls);
    this.#running = this.#write();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #write(): Promise<void> {
    for (let n = 0; !this.#stopped; n++) {
      const text = `${this.word} base ${n}`;
      const sent = await say(this.person, this.roomId, text).catch(() => this.#giveUp());
      if (sent === true) this.acknowledged.push(text);
    }
  }

  async #giveUp(): Promise<void> {
    await letPass(RETRY_EVERY_MS);
    this.#ways.takeNext();
  }
}
