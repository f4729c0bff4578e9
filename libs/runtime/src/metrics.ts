import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type { Counter, Gauge, Histogram };

/** From a millisecond to what nobody waits for any more, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Described<Label extends string> {
  /** As Prometheus has it: `maru_…`, the unit, `_total` for what only grows. */
  readonly name: string;
  readonly help: string;
  /** Their values are few and known in advance: no ids, nothing that clients write. */
  readonly labelNames?: readonly Label[];
}

/** What this process counts and measures, for Prometheus. docs/operations.md says what each metric means. */
export class Metrics {
  readonly contentType: string;
  private readonly registry = new Registry();
  private readonly beforeReading: (() => Promise<void>)[] = [];

  constructor() {
    this.contentType = this.registry.contentType;
  }

  /** Adds what every Node process has: memory, processor, event loop, garbage collection. */
  addProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  counter<Label extends string = never>(described: Described<Label>): Counter<Label> {
    return new Counter({ ...described, registers: [this.registry] });
  }

  histogram<Label extends string = never>(described: Described<Label>, buckets = SECONDS): Histogram<Label> {
    return new Histogram({ ...described, buckets, registers: [this.registry] });
  }

  gauge<Label extends string = never>(described: Described<Label>): Gauge<Label> {
    return new Gauge({ ...described, registers: [this.registry] });
  }

  /** A value that is looked up when metrics are read. */
  measure(described: Described<never>, read: () => number): void {
    const collect = function collect(this: Gauge) {
      this.set(read());
    };
    new Gauge({ ...described, collect, registers: [this.registry] });
  }

  /** A sum that somebody else keeps, so that counting costs nothing but an addition. */
  total(described: Described<never>, read: () => number): void {
    const collect = function collect(this: Counter) {
      this.reset();
      this.inc(read());
    };
    new Counter({ ...described, collect, registers: [this.registry] });
  }

  /** Work that brings gauges up to date. Where it fails they keep no value: nothing is better than something old. */
  beforeRead(work: () => Promise<void>): void {
    this.beforeReading.push(work);
  }

  /** Everything, in the text format of Prometheus. */
  async read(): Promise<string> {
    await Promise.allSettled(this.beforeReading.map((work) => work()));
    return this.registry.metrics();
  }
}
