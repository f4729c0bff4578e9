import { AsyncLocalStorage } from 'node:async_hooks';

export interface SpanOptions {
  readonly kind?: 'server' | 'client' | 'producer' | 'consumer';
  /** W3C `traceparent` of the span that this one is part of. */
  readonly parent?: string | undefined;
  /** `traceparent`s of spans that this one goes back to, without being part of them. */
  readonly links?: readonly string[];
  readonly attributes?: Readonly<Record<string, string | number>>;
  /** When it began, in epoch milliseconds, if that was before now. */
  readonly startedAt?: number;
}

export interface OpenSpan {
  /** What names it to others. */
  readonly traceparent: string;
  /** @param error what the work failed with */
  end(error?: unknown): void;
}

/** Tells a collector what took how long, across processes (OpenTelemetry). */
export interface Tracing {
  readonly isOn: boolean;
  /** @returns undefined where nothing is traced */
  begin(name: string, options?: SpanOptions): OpenSpan | undefined;
  /** Sends what was not sent yet. */
  close(): Promise<void>;
}

export const NO_TRACING: Tracing = { isOn: false, begin: () => undefined, close: () => Promise.resolve() };

/** The span that work belongs to. Used by consumers only, and only where they are traced: see `portsFor`. */
const surrounding = new AsyncLocalStorage<string>();

/** Does work in a span of its own, which ends with it. */
export async function traced<T>(
  tracing: Tracing,
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  const span = tracing.begin(name, { parent: surrounding.getStore(), ...options });
  if (!span) return work();
  try {
    const result = await surrounding.run(span.traceparent, work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

/** The same, for work that is of interest only as a part of something. */
export const tracedWithin = <T>(tracing: Tracing, name: string, work: () => Promise<T>): Promise<T> =>
  surrounding.getStore() === undefined ? work() : traced(tracing, name, { kind: 'client' }, work);
