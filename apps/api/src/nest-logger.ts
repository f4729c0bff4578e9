import type { LoggerService } from '@nestjs/common';
import type { Logger } from '@maru/runtime';

/** Takes what Nest has to say into our own log; what it tells of itself at every start is for debugging. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug({ from: 'nest' }, String(message));
  }

  warn(message: unknown): void {
    this.logger.warn({ from: 'nest' }, String(message));
  }

  error(message: unknown, stack?: unknown): void {
    this.logger.error({ from: 'nest', err: message instanceof Error ? message : undefined, stack }, String(message));
  }
}
