/**
 * Runs a task whenever it is asked to, at most once in an interval: the first time at once, then together what was asked for meanwhile.
 * One run at a time; the last asking is always followed by a run.
 */
export class Throttle {
  private asked = false;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly intervalMs: number,
    private readonly task: () => Promise<void>,
    private readonly onError: (error: unknown) => void,
  ) {}

  ask(): void {
    this.asked = true;
    if (!this.busy) void this.run();
  }

  /** Counts as a run just now: what is asked for next waits for the interval. */
  rest(): void {
    this.busy = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.busy = false;
      if (this.asked) void this.run();
    }, this.intervalMs);
  }

  /** Runs nothing more until `rest` is called. */
  pause(): void {
    this.busy = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.asked = false;
    this.busy = true;
    try {
      await this.task();
    } catch (error) {
      this.onError(error);
    }
    this.rest();
  }
}
