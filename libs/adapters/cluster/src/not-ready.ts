import { StorageNotReady } from '@maru/chat';
import { ChatError } from '@maru/domain';

/** Waits for work that opening the storage needs. @throws StorageNotReady, saying why, in place of ChatError UNAVAILABLE */
export async function orNotReady<T>(part: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ChatError && error.code === 'UNAVAILABLE')) throw error;
    throw new StorageNotReady(part, reasonOf(error.cause), error.cause);
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'ResourceNotFoundException') return 'It has no such tables: nobody has prepared it.';
  // An error of several attempts to connect has no message of its own.
  const text = [cause.name, 'code' in cause ? String(cause.code) : '', cause.message].filter((part) => part !== '');
  return `It does not answer, or refuses: ${text.join(', ')}`;
}
