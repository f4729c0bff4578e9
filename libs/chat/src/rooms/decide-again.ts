import { busy, Conflict } from '@maru/domain';

const MAX_CONFLICTS = 5;

/**
 * Runs a decision (read the records, decide, append with their revisions as guards) again whenever its guards turn out stale.
 * @throws ChatError BUSY (retryable) after five conflicts
 */
export async function decideAgain<T>(decide: () => Promise<T>): Promise<T> {
  for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  throw busy();
}
