import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { CLOSE, clientFrame, FrameReader, PING, PONG, TEXT } from './frames.ts';
import { numberIn } from './schedule.ts';

const END_OF_HEAD = '\r\n\r\n';

export interface SubscriberEvents {
  /** A message came, with its number. */
  delivered(n: number): void;
  /** Anything else came, or nothing more can. */
  failed(reason: string): void;
}

/** One socket that is told a room's messages. */
export class Subscriber {
  readonly #reader = new FrameReader((opcode, payload) => this.#take(opcode, payload));
  readonly #socket: Socket;
  #toSay: string[] = [];
  #introduced = () => {};
  #isClosing = false;

  constructor(
    private readonly port: number,
    private readonly events: SubscriberEvents,
  ) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('error', (error) => events.failed(error.message));
    this.#socket.on('close', () => this.#isClosing || events.failed('closed by the server'));
  }

  /** Resolves when everything was said, and answered but for the last. */
  async introduce(subprotocol: string | undefined, greetings: readonly string[]): Promise<void> {
    if (subprotocol !== undefined) await this.#upgrade(subprotocol);
    this.#socket.on('data', (chunk: Buffer) => this.#reader.read(chunk));
    this.#toSay = [...greetings];
    await new Promise<void>((resolve) => {
      this.#introduced = resolve;
      this.#sayNext();
    });
  }

  close(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }

  #upgrade(subprotocol: string): Promise<void> {
    const head = [
      'GET /graphql HTTP/1.1',
      `Host: 127.0.0.1:${this.port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      ...(subprotocol === '' ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
    ];
    this.#socket.write(head.join('\r\n') + END_OF_HEAD);
    return new Promise((resolve) => {
      this.#socket.once('data', (answer: Buffer) => {
        const text = answer.toString('latin1');
        if (!text.startsWith('HTTP/1.1 101') || !text.endsWith(END_OF_HEAD))
          this.events.failed(`no WebSocket: ${text}`);
        resolve();
      });
    });
  }

  #sayNext(): void {
    const next = this.#toSay.shift();
    if (next !== undefined) this.#socket.write(clientFrame(TEXT, Buffer.from(next)));
    if (this.#toSay.length === 0) this.#introduced();
  }

  #take(opcode: number, payload: Buffer): void {
    if (opcode === PING) return void this.#socket.write(clientFrame(PONG, payload));
    if (opcode === CLOSE) return this.events.failed('closed by the server');
    const n = numberIn(payload);
    if (n >= 0) return this.events.delivered(n);
    if (this.#toSay.length > 0) return this.#sayNext();
    this.events.failed(`unexpected: ${payload.toString()}`);
  }
}
