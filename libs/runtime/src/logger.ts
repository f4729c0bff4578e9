import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import type { RequestScope } from './request-scope.ts';

export type { Logger };

/**
 * Structured logs, one JSON object per line, on standard output if nothing else is said, so that no input can forge a line. What could open a session is never written;
 * texts of messages are never handed to it.
 */
export function createLogger(
  { logLevel, replica }: Pick<Config, 'logLevel' | 'replica'>,
  destination: DestinationStream = pino.destination(1),
): Logger {
  const options = {
    level: logLevel,
    base: { replica },
    redact: ['*["x-session-key"]', '*.authorization', '*.cookie', '*.sessionKey'],
  };
  return pino(options, destination);
}

/** What names a request in a line: its id, and that of its trace. */
export function fieldsOf(scope: RequestScope | undefined): object {
  if (!scope) return {};
  const { requestId, traceparent } = scope;
  return { ...(requestId && { requestId }), ...(traceparent && { traceId: traceparent.split('-')[1] }) };
}
