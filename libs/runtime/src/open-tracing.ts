import type { Config } from './config.ts';
import { NO_TRACING, type Tracing } from './tracing.ts';

/** Traces where a collector is configured. Only then anything of it is loaded. @param service the kind of process */
export async function openTracing(config: Config, service: string): Promise<Tracing> {
  const { otlpEndpoint, traceRatio, replica } = config;
  if (otlpEndpoint === undefined) return NO_TRACING;
  const { openCollector } = await import('./open-telemetry.ts');
  return openCollector({ endpoint: otlpEndpoint, ratio: traceRatio, service, instance: replica });
}
