/**
 * The stable codes that a client meets in `extensions.code`. A code is never renamed; new ones may be added.
 */
export const ERROR_CODES = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'ROOM_NOT_FOUND',
  'MESSAGE_NOT_FOUND',
  'BAD_USER_INPUT',
  'HANDLE_TAKEN',
  'ALREADY_SIGNED_IN',
  'DEDUPE_MISMATCH',
  'BUSY',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A refusal that the caller may see: its message and code are sent to clients as they are. */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    /** True where the same request may succeed later, unchanged. */
    readonly retryable = false,
  ) {
    super(message);
  }
}

export const unauthenticated = () => new ChatError('UNAUTHENTICATED', 'Sign in first: this operation needs a user.');
export const forbidden = () => new ChatError('FORBIDDEN', 'You may act for yourself only.');
/** One and the same answer for an unknown room and for one that the caller may not see. */
export const roomNotFound = () => new ChatError('ROOM_NOT_FOUND', 'There is no such room, or you are not in it.');
export const badInput = (message: string) => new ChatError('BAD_USER_INPUT', message);
export const busy = () => new ChatError('BUSY', 'Too many changes at once. Try again in a moment.', true);

/** Thrown by the log when a guard is stale: nothing was appended; read again and decide again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** Thrown by the log when a dedupe key comes back with other content: nothing was appended. */
export class DedupeMismatch extends Error {
  override readonly name = 'DedupeMismatch';
}
