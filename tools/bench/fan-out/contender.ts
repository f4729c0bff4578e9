import type { ServerProcess } from './server-process.ts';

/** How subscribers become subscribers of a server. */
export interface Introduction {
  readonly port: number;
  /** The subprotocol of the WebSocket; undefined for plain TCP. */
  readonly subprotocol: string | undefined;
  /** What each of them says: the next thing when the one before was answered; the last one is not answered. */
  readonly greetings: readonly (readonly string[])[];
}

export interface RunningContender {
  readonly process: ServerProcess;
  readonly introduction: Introduction;
  /** Sends a text to the room. Resolves when the server has taken it. */
  send(text: string): Promise<void>;
  /** Sends a text to where nobody is. */
  sendElsewhere(text: string): Promise<void>;
  stop(): Promise<void>;
}

/** A server that delivers one room's messages. */
export interface Contender {
  readonly name: string;
  /** On fresh data. */
  start(subscribers: number): Promise<RunningContender>;
}
