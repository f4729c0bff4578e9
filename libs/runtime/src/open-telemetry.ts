import { setTimeout as pause } from 'node:timers/promises';
import { isSpanContextValid, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags } from '@opentelemetry/api';
import type { Context, Span, SpanContext } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { OpenSpan, SpanOptions, Tracing } from './tracing.ts';

const LAST_SPANS_WITHIN_MS = 2_000;
/** A batch names the requests that its events come from. */
const LARGEST_BATCH = 1_000;

interface CollectorSettings {
  /** Where an OTLP/HTTP collector listens, without a path. */
  readonly endpoint: string;
  /** Which part of the traces that begin here is recorded: 0 to 1. */
  readonly ratio: number;
  readonly service: string;
  readonly instance: string;
}

const KINDS = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** Sends spans to a collector, in batches. A trace that somebody else began is recorded where they do so. */
export function openCollector({ endpoint, ratio, service, instance }: CollectorSettings): Tracing {
  const identity = { 'service.namespace': 'maru', 'service.name': `maru-${service}`, 'service.instance.id': instance };
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(identity)),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanLimits: { linkCountLimit: LARGEST_BATCH },
    spanProcessors: [new BatchSpanProcessor({ exporter })],
  });
  const tracer = provider.getTracer('maru');
  return {
    isOn: true,
    begin(name, { kind, parent, links = [], attributes = {}, startedAt }: SpanOptions = {}) {
      const options = {
        kind: kind ? KINDS[kind] : SpanKind.INTERNAL,
        attributes,
        links: links.flatMap((link) => contextOf(link) ?? []).map((context) => ({ context })),
        ...(startedAt !== undefined && { startTime: startedAt }),
      };
      return openSpan(tracer.startSpan(name, options, parentOf(parent)));
    },
    // A collector that is away holds nobody up.
    close: () => Promise.race([provider.shutdown(), pause(LAST_SPANS_WITHIN_MS, undefined, { ref: false })]),
  };
}

function openSpan(span: Span): OpenSpan {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
    end(error) {
      if (error !== undefined) {
        span.recordException(error instanceof Error ? error : new Error('Something was thrown that is no Error.'));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

const TRACEPARENT = /^(?!ff)[\da-f]{2}-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?:$|-)/;

/** Undefined for what is no `traceparent` (https://www.w3.org/TR/trace-context). */
function contextOf(traceparent: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(traceparent) ?? [];
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & TraceFlags.SAMPLED, isRemote: true };
  return isSpanContextValid(context) ? context : undefined;
}

function parentOf(traceparent: string | undefined): Context {
  const context = traceparent === undefined ? undefined : contextOf(traceparent);
  return context ? trace.setSpanContext(ROOT_CONTEXT, context) : ROOT_CONTEXT;
}
