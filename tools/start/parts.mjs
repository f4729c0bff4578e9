import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './build.mjs';

/** How long is waited before what died is started again, in milliseconds: longer with each failure. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/**
 * What runs: an engine of `@maru/engines`, or a program of ours under the same care.
 * @typedef {Awaited<ReturnType<typeof import('@maru/engines').startProgram>>} Part
 */

/** The running parts of a cluster. What dies is started again, on the same port and data. */
export class Parts {
  /** @type {{ name: string, part: Part }[]} */
  #running = [];
  #isStopping = false;

  /**
   * Starts a part, says so, and keeps it up.
   * @template {Part} P
   * @param {string} name
   * @param {() => Promise<P>} start
   * @param {(part: P) => string} place where it is
   */
  async start(name, start, place) {
    const part = await start();
    this.#running.push({ name, part });
    part.onDeath = () => void this.#startAgain(name, part);
    say(`${name.padEnd(14)} ${place(part)}, process ${part.pid}`);
    return part;
  }

  /**
   * Stops, all at once, the parts whose names begin with one of these words.
   * @param {readonly string[]} words
   */
  async stop(words) {
    this.#isStopping = true;
    const parts = this.#running.filter(({ name }) => words.some((word) => name.startsWith(word)));
    if (parts.length === 0) return;
    await Promise.all(parts.map(({ part }) => part.stop()));
    say(`stopped: ${parts.map(({ name }) => name).join(', ')}`);
  }

  /** @param {string} name @param {Part} part */
  async #startAgain(name, part) {
    for (let pause = FIRST_PAUSE_MS; !this.#isStopping; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      say(`${name} has ended: starting it again`);
      await sleep(pause);
      if (this.#isStopping) return;
      try {
        await part.restart();
        return say(`${name} is back, process ${part.pid}`);
      } catch {
        say(`${name} did not start: its log says why`);
      }
    }
  }
}
