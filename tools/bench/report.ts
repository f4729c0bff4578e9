import { appendFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { REPORT_FILE } from './arguments.ts';

export const say = (line: string) => process.stdout.write(`${line}\n`);

/** What a benchmark found: a number with its unit; a ratio compares two that were measured in turns in the same run. */
export interface Finding {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

const rounded = (value: number) => Number(value.toPrecision(value < 100 ? 3 : 6));

/** Collects what a benchmark found: prints it, and appends it as one line of JSON to the file that `--report` names. */
export class Report {
  readonly #findings: Finding[] = [];

  constructor(private readonly benchmark: string) {}

  add(what: string, value: number, unit: string): void {
    this.#findings.push({ what, value: rounded(value), unit });
    say(`  ${what}: ${rounded(value)} ${unit}`);
  }

  /** Lower or higher than 1: `value` compared with `base`. */
  ratio(what: string, value: number, base: number): void {
    this.add(what, value / base, 'times');
  }

  write(): void {
    const [cpu] = cpus();
    const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}`;
    const line = JSON.stringify({
      benchmark: this.benchmark,
      date: new Date().toISOString(),
      machine,
      findings: this.#findings,
    });
    if (REPORT_FILE !== undefined) appendFileSync(REPORT_FILE, `${line}\n`);
    say(`on ${machine}`);
  }
}
