import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';

export type { Logger };

/**
 * Structured logs, one JSON object per line on standard output, so that no input can forge a line. What could open a session is never written;
 * texts of messages are never handed to it.
 */
export function createLogger({ logLevel, replica }: Pick<Config, 'logLevel' | 'replica'>): Logger {
  return pino({
    level: logLevel,
    base: { replica },
    redact: ['*["x-session-key"]', '*.authorization', '*.cookie', '*.sessionKey'],
  });
}
