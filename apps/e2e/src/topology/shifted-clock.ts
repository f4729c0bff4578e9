import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Settings } from './server.ts';

/** Loaded into a process before anything else: its clock then goes wrong by what the file says, looked up ten times a second. */
const PRELOAD = `
import { readFileSync } from 'node:fs';
const RealDate = Date, realNow = Date.now;
let offset = 0;
const look = () => { offset = Number(readFileSync(process.env.SHIFTED_CLOCK_FILE, 'utf8')); };
look();
setInterval(look, 100).unref();
const now = () => realNow() + offset;
globalThis.Date = class Date extends RealDate {
  constructor(...given) { given.length === 0 ? super(now()) : super(...given); }
  static now() { return now(); }
};
`;

/** The clock of one process, as a test sets it. */
export class ShiftedClock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'maru-clock-'));
  readonly #file = join(this.#folder, 'offset');

  constructor() {
    this.shift(0);
  }

  get settings(): Settings {
    const preload = `data:text/javascript,${encodeURIComponent(PRELOAD)}`;
    return { NODE_OPTIONS: `--import=${preload}`, SHIFTED_CLOCK_FILE: this.#file };
  }

  /** From now on it is ahead by so many milliseconds; negative: behind. */
  shift(ms: number): void {
    writeFileSync(this.#file, String(ms));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
