import { randomUUID } from 'node:crypto';
import { say } from './base-acts.ts';
import { letPass } from './clock.ts';
import { send } from './own-acts.ts';
import type { ChatMessage } from './own-operations.ts';
import type { Person, Transport } from './person.ts';

const RETRY_EVERY_MS = 30;

/** Sends one message after the other; one that is not acknowledged is sent again, under the same id, until it is. */
export class Writer {
  /** What was acknowledged, by clientMessageId. */
  readonly acknowledged = new Map<string, ChatMessage>();
  readonly #running: Promise<void>;
  #stopped = false;

  constructor(
    readonly person: Person,
    private readonly roomId: string,
    private readonly over: Transport,
    private readonly word: string,
  ) {
    this.#running = this.#write();
  }

  /** Resolves when the message in hand is acknowledged. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #write(): Promise<void> {
    for (let n = 0; !this.#stopped; n++) {
      const clientMessageId = randomUUID();
      const text = `${this.word} ${n}`;
      this.acknowledged.set(clientMessageId, await this.#persist(clientMessageId, text));
    }
  }

  async #persist(clientMessageId: string, text: string): Promise<ChatMessage> {
    for (;;) {
      try {
        return await send(this.person, this.roomId, text, this.over, clientMessageId);
      } catch {
        await letPass(RETRY_EVERY_MS);
        if (this.over === 'socket') await this.person.connect().catch(() => undefined);
      }
    }
  }
}

/** Sends by the base contract, which knows no retry: what was not acknowledged is given up. Each text is another one. */
export class BaseWriter {
  readonly acknowledged: string[] = [];
  readonly #running: Promise<void>;
  #stopped = false;

  constructor(
    private readonly person: Person,
    private readonly roomId: string,
    private readonly word: string,
  ) {
    this.#running = this.#write();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #write(): Promise<void> {
    for (let n = 0; !this.#stopped; n++) {
      const text = `${this.word} base ${n}`;
      const sent = await say(this.person, this.roomId, text).catch(() => letPass(RETRY_EVERY_MS));
      if (sent === true) this.acknowledged.push(text);
    }
  }
}
