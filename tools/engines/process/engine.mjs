import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './eventually.mjs';
import { OrphanGuard } from './orphan-guard.mjs';
import { groupStates, signalGroup } from './process-group.mjs';

/**
 * How one engine is run.
 * @typedef {object} Program
 * @property {string} name said in messages
 * @property {string} command
 * @property {readonly string[]} args
 * @property {string} folder its own: working directory, log, data; removed by `stop`
 * @property {NodeJS.ProcessEnv} [env] default: this process's own
 * @property {import('./run-folder.mjs').Owner} [owner] the user that it runs as; default: this process's own
 * @property {() => Promise<unknown>} answers rejects while the engine does not answer; bounds its own time
 * @property {number} startSeconds how long it may take to answer
 * @property {string | undefined} [logFile] where its output goes; default: a file in `folder`
 * @property {boolean} [insist] to be asked again and again to stop: once is not enough for a Redis that writes its first AOF
 */

const STOP_SECONDS = 30;
const LOG_LINES_SHOWN = 30;

/**
 * One engine with all its processes, from `start` to `stop`. It never outlives the process that started it.
 */
export class Engine {
  /** @type {Program} */
  #program;
  /** The leader of the engine's process group, while it runs. @type {import('node:child_process').ChildProcess | undefined} */
  #leader;
  #guard;
  /** It answered, and nobody asked it to end. */
  #isToRun = false;

  /** Told when it ends by itself, after it answered: by a mistake of its own, or by a signal from elsewhere. */
  onDeath = () => {};

  /** @param {Program} program */
  constructor(program) {
    this.#program = program;
    this.#guard = new OrphanGuard(program.folder);
  }

  get name() {
    return this.#program.name;
  }

  get folder() {
    return this.#program.folder;
  }

  /** Process id of the leader; undefined while the engine does not run. */
  get pid() {
    return this.#leader?.pid;
  }

  /** Resolves when the engine answers. One that does not is stopped, and the error shows the end of its log. */
  async start() {
    if (this.#leader) throw new Error(`${this.name} runs already`);
    try {
      await this.#run();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Stops it in good order, waits for the end of all its processes, and removes its folder. */
  async stop() {
    await this.#end();
    await rm(this.folder, { recursive: true, force: true });
    this.#guard.end();
  }

  /** SIGKILL to all its processes; resolves when they are gone. Port and data stay for `restart`. */
  async kill() {
    const group = this.pid;
    if (group === undefined) return;
    this.#isToRun = false;
    signalGroup(group, 'SIGKILL');
    await this.#gone(group);
  }

  /** SIGSTOP: resolves when no process of it runs on. Connections stay open and nothing answers. */
  async pause() {
    const group = this.#runningGroup();
    signalGroup(group, 'SIGSTOP');
    const paused = async () => {
      if ((await groupStates(group)).some((state) => state !== 'T')) throw new Error('some still run');
    };
    await eventually(paused, { what: `${this.name} pauses`, seconds: 10 });
  }

  /** SIGCONT. */
  resume() {
    signalGroup(this.#runningGroup(), 'SIGCONT');
  }

  /**
   * Starts it again on the same port and data, after stopping it in good order if it still runs. Where that fails, it may be
   * tried again.
   */
  async restart() {
    await this.#end();
    await this.#run();
  }

  /** Resolves when it answers; one that does not is ended. */
  async #run() {
    const ended = this.#spawn();
    const { name, answers, startSeconds: seconds } = this.#program;
    try {
      await eventually(answers, { what: `${name} answers`, seconds, signal: ended });
      ended.throwIfAborted();
      this.#isToRun = true;
    } catch (error) {
      const log = await this.#endOfLog();
      await this.#end();
      throw new Error(`${name} did not start. The end of its log:\n${log}`, { cause: error });
    }
  }

  #runningGroup() {
    if (this.pid === undefined) throw new Error(`${this.name} does not run`);
    return this.pid;
  }

  /** @returns {AbortSignal} aborted when the leader ends */
  #spawn() {
    const { command, args, folder, env, owner } = this.#program;
    const log = openSync(this.#logFile, 'a');
    const leader = spawn(command, args, { cwd: folder, env, ...owner, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.#leader = leader;

    if (leader.pid !== undefined) this.#guard.watch(leader.pid);
    const ended = new AbortController();
    /** @param {Error} reason */
    const end = (reason) => {
      // A leader that was killed alone leaves its workers behind.
      if (leader.pid !== undefined) signalGroup(leader.pid, 'SIGKILL');
      this.#guard.unwatch();
      this.#leader = undefined;
      ended.abort(reason);
      const isSurprise = this.#isToRun;
      this.#isToRun = false;
      if (isSurprise) this.onDeath();
    };
    leader.once('error', end);
    leader.once('exit', (code, signal) => end(new Error(`${command} ended with ${signal ?? `code ${code}`}`)));
    return ended.signal;
  }

  async #end() {
    const group = this.pid;
    if (group === undefined) return;
    this.#isToRun = false;
    const ask = () => {
      this.#leader?.kill('SIGTERM');
      signalGroup(group, 'SIGCONT');
    };
    try {
      ask();
      await this.#gone(group, this.#program.insist ? ask : undefined);
    } catch {
      await this.kill();
    }
  }

  /** @param {number} group @param {() => void} [ask] before every look */
  async #gone(group, ask) {
    const leader = this.#leader;
    const gone = async () => {
      ask?.();
      if (leader && leader.exitCode === null && leader.signalCode === null) throw new Error('its leader runs');
      if ((await groupStates(group)).length > 0) throw new Error('some still run');
    };
    await eventually(gone, { what: `${this.name} ends`, seconds: STOP_SECONDS });
  }

  get #logFile() {
    return this.#program.logFile ?? join(this.folder, 'output.log');
  }

  async #endOfLog() {
    const log = await readFile(this.#logFile, 'utf8').catch(() => '');
    return log.trimEnd().split('\n').slice(-LOG_LINES_SHOWN).join('\n');
  }
}
