import { mayPass, type Failure } from '../graphql/failure.ts';
import type { OutgoingMessage } from './outbox.ts';

export type SendResult =
  { readonly kind: 'stored'; readonly number: number } | { readonly kind: 'failed'; readonly failure: Failure };

export interface SenderPorts {
  /** Hands a message to the server. Never throws. Safe to repeat: the same clientMessageId is stored once. */
  send(message: OutgoingMessage): Promise<SendResult>;
  next(roomId: string): OutgoingMessage | undefined;
  stored(message: OutgoingMessage, number: number): void;
  refused(message: OutgoingMessage, failure: Failure): void;
  /** Resolves when it is worth trying again, after so many tries of one message in vain. */
  untilRetry(failures: number): Promise<void>;
}

/** Tries of one message that the server may answer with an error that could pass; being offline does not count. */
const ANSWERED_TRIES = 5;

/**
 * Sends each room's messages in order, one at a time; rooms do not wait for each other. What did not reach the server goes
 * out again until it does; what the server refuses is reported, and the next one goes out.
 */
export class Sender {
  private readonly busyRooms = new Set<string>();

  constructor(private readonly ports: SenderPorts) {}

  /** Makes sure that the room's messages are going out. */
  async wake(roomId: string): Promise<void> {
    if (this.busyRooms.has(roomId)) return;
    this.busyRooms.add(roomId);
    try {
      for (let message = this.ports.next(roomId); message; message = this.ports.next(roomId))
        await this.deliver(message);
    } finally {
      this.busyRooms.delete(roomId);
    }
  }

  private async deliver(message: OutgoingMessage): Promise<void> {
    let answered = 0;
    // Its echo may take the message out while we wait: then it is there, whatever became of the answer.
    for (let tries = 1; this.isNext(message); tries++) {
      const result = await this.ports.send(message);
      if (result.kind === 'stored') return this.ports.stored(message, result.number);
      if (result.failure.code !== 'NETWORK') answered++;
      if (!mayPass(result.failure) || answered >= ANSWERED_TRIES) return this.ports.refused(message, result.failure);
      await this.ports.untilRetry(tries);
    }
  }

  private isNext({ roomId, clientMessageId }: OutgoingMessage): boolean {
    return this.ports.next(roomId)?.clientMessageId === clientMessageId;
  }
}
