import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** The kernel counts in hundredths of a second (USER_HZ), on every machine that Node runs on. */
const TICKS_PER_SECOND = 100;

/** A server in a process of its own, and what the kernel knows of it. Linux only. */
export class ServerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** Resolves when the server has printed a line that matches; with the match. */
  static async start(
    command: readonly [file: string, ...args: string[]],
    env: Readonly<Record<string, string>>,
    isReady: RegExp,
  ): Promise<{ readonly server: ServerProcess; readonly ready: RegExpExecArray }> {
    const [file, ...args] = command;
    const child = spawn(file, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
    const end = () => child.kill('SIGKILL');
    process.once('exit', end);
    child.once('exit', () => process.off('exit', end));
    for await (const line of createInterface({ input: child.stdout })) {
      const ready = isReady.exec(line);
      if (!ready) continue;
      child.stdout.resume();
      return { server: new ServerProcess(child), ready };
    }
    throw new Error(`This server did not start: ${command.join(' ')}`);
  }

  /** Starts one that says at which port it listens. */
  static async listening(
    command: readonly [file: string, ...args: string[]],
  ): Promise<{ readonly server: ServerProcess; readonly port: number }> {
    const { server, ready } = await ServerProcess.start(command, {}, /listening on (\d+)/);
    return { server, port: Number(ready[1]) };
  }

  /** Processor time since the start, of all its threads and in the kernel, in seconds. */
  get cpuSeconds(): number {
    // After the name, which may hold anything: the twelfth and thirteenth are utime and stime.
    const fields = this.#read('stat').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Memory that it holds now, in bytes. */
  get residentBytes(): number {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(this.#read('status'))?.[1]) * 1_024;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  #read(file: string): string {
    return readFileSync(`/proc/${this.child.pid ?? 0}/${file}`, 'utf8');
  }
}
