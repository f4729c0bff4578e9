import { ChatError } from '@maru/domain';

/** Codes of SQLite that pass when the disk has room again, can be written or read again, or is less busy. */
const PASSING = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED)(_|$)/;

/**
 * The error that a caller may see and repeat the request on: nothing of it was written. Mistakes of ours, and a damaged file, stay as they are.
 * The cause is kept for the log.
 */
export function asUnavailable(error: unknown): unknown {
  const isPassing =
    error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.test(error.code);
  if (!isPassing) return error;
  const refusal = new ChatError('UNAVAILABLE', 'This cannot be stored right now. Try again in a moment.', true);
  return Object.assign(refusal, { cause: error });
}
