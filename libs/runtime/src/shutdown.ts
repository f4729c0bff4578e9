import type { Logger } from './logger.ts';

type Step = { readonly name: string; readonly run: () => Promise<void> };

/** A process is gone after this time, whatever still hangs, in milliseconds. */
const DEADLINE_MS = 9_000;

/** Ends a process in order: what was opened last is closed first. */
export class Shutdown {
  private readonly steps: Step[] = [];
  private running: Promise<void> | undefined;

  constructor(private readonly log: Logger) {}

  /** To be run at the end, before everything that was added earlier. */
  add(name: string, run: () => Promise<void>): void {
    this.steps.unshift({ name, run });
  }

  /** Runs the steps once, on SIGTERM or SIGINT, then exits: 0 when all of them succeeded in time. */
  listen(exit: (code: number) => void = (code) => process.exit(code)): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        this.log.info({ signal }, 'shutting down');
        const deadline = setTimeout(() => exit(1), DEADLINE_MS);
        void this.run().then(
          () => exit(0),
          () => exit(1),
        );
        deadline.unref();
      });
    }
  }

  /** A step that fails does not keep the others from running. */
  run(): Promise<void> {
    this.running ??= this.runSteps();
    return this.running;
  }

  private async runSteps(): Promise<void> {
    const failures: unknown[] = [];
    for (const { name, run } of this.steps) {
      await run().catch((error: unknown) => {
        this.log.error({ err: error, step: name }, 'a step of the shutdown failed');
        failures.push(error);
      });
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Shutdown failed in part.');
  }
}
