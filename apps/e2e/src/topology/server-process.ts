import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Settings, Stopped } from './server.ts';

const READY_WITHIN_MS = 30_000;
const POLL_MS = 30;
const KEPT_LOG_CHARACTERS = 2_000_000;

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Runs a command. @returns what it printed, warnings aside. @throws Error with all that it printed where it fails */
export async function runToEnd(entry: string, args: readonly string[], settings: Settings): Promise<string> {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let [printed, warnings] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (warnings += text));
  await once(child, 'close');
  running.delete(child);
  if (child.exitCode !== 0) throw new Error(`${entry} ${args.join(' ')} failed.\n${printed}${warnings}`);
  return printed;
}

/** One server process that can be ended and started again. */
export class ServerProcess {
  #child: ChildProcess | undefined;
  #log = '';

  constructor(
    private readonly entry: string,
    readonly url: string,
    private readonly settings: Settings,
  ) {}

  logs(): string {
    return this.#log;
  }

  /** Resolves when it is ready. */
  async start(): Promise<void> {
    await this.#ready(this.launch());
  }

  /** Starts it without waiting until it is ready. */
  launch(): ChildProcess {
    const child = spawn(process.execPath, [this.entry], {
      env: { ...process.env, ...this.settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    for (const output of [child.stdout, child.stderr])
      output.setEncoding('utf8').on('data', (text: string) => {
        this.#log = (this.#log + text).slice(-KEPT_LOG_CHARACTERS);
      });
    return child;
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<Stopped> {
    const child = this.#child;
    const begun = Date.now();
    if (child?.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    }
    return { exitCode: child?.exitCode ?? null, tookMs: Date.now() - begun };
  }

  /** SIGSTOP: it does nothing any more, and its connections stay. */
  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  /** SIGCONT: it goes on with what it had in hand. */
  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  async #ready(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.#answersReady())) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`The server ended before it was ready.\n${this.#log}`);
      if (Date.now() > deadline) throw new Error(`The server was not ready in ${READY_WITHIN_MS} ms.\n${this.#log}`);
      await pause(POLL_MS);
    }
  }

  async #answersReady(): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
