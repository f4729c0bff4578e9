import { setTimeout } from 'node:timers/promises';
import { post, type BackendNode } from '@maru/adapters-contract';
import { ChatError, type RoomEvent } from '@maru/domain';
import { uuidV7 } from './uuid-v7.ts';

const PAUSE_MS = 25;

/** Writes without end, and repeats what was not acknowledged until it is. */
export class Writer {
  readonly acknowledged: RoomEvent[] = [];
  /** What it was refused with, other than to try again. */
  readonly failures: unknown[] = [];
  refusals = 0;
  readonly #node: BackendNode;
  readonly #stopping = new AbortController();
  readonly #work: Promise<void>[];

  /** @param lanes how many messages are under way at a time */
  constructor(node: BackendNode, name: string, lanes: number) {
    this.#node = node;
    this.#work = Array.from({ length: lanes }, (_, lane) => this.#write(`${name}${lane}`));
  }

  /** Resolves when all that was begun is acknowledged. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#work);
  }

  async #write(name: string): Promise<void> {
    for (let n = 1; !this.#stopping.signal.aborted; n++) await this.#writeOne(`${name} ${n}`);
  }

  async #writeOne(text: string): Promise<void> {
    const command = post(text, { dedupe: { key: `message:${uuidV7(Date.now())}`, fingerprint: text } });
    for (;;) {
      try {
        this.acknowledged.push((await this.#node.ports.roomLog.append(command)).events[0]);
        return;
      } catch (error) {
        if (!(error instanceof ChatError && error.retryable)) this.failures.push(error);
        this.refusals++;
        await setTimeout(PAUSE_MS);
      }
    }
  }
}
