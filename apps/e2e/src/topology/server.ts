/** Environment of the server's processes: `MARU_…` settings over the defaults that scenarios share. */
export type Settings = Readonly<Record<string, string>>;

export interface Stopped {
  readonly exitCode: number | null;
  /** From the signal to the end of the last process, in milliseconds. */
  readonly tookMs: number;
}

/** A running Maru, however many processes it is. Addresses and data stay the same for its whole life. */
export interface Server {
  /** Base addresses without a final slash: one for each way in. Scenarios spread their clients over them. */
  readonly urls: readonly [string, ...string[]];
  /** SIGKILL to every process that answers clients; resolves when they are gone. */
  kill(): Promise<void>;
  /** Asks for a graceful end (SIGTERM) and waits for it. */
  stop(): Promise<Stopped>;
  /** Starts what was killed or stopped, on the same data; resolves when it can send and read messages. */
  start(): Promise<void>;
  /** Everything that the processes printed so far. */
  logs(): string;
  /** Ends everything and removes the data. */
  close(): Promise<void>;
}
