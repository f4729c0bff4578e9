import { ChatError } from '@maru/domain';

/** What a caller sees while an engine cannot serve, and may repeat the request on. Whether it was done is unknown. */
export function unavailable(cause: unknown): ChatError {
  const refusal = new ChatError('UNAVAILABLE', 'This cannot be done right now. Try again in a moment.', true);
  return Object.assign(refusal, { cause });
}
