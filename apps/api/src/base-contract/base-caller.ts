import { badInput, forbidden, normalizeHandle, type Session } from '@maru/domain';
import { MAX_PAGE_SIZE } from '../graphql/limits.ts';
import type { RequestContext } from '../graphql/request-context.ts';

/** How long a subscription waits for the sign-in that its page sent at the same time, in milliseconds. */
const SIGN_IN_WAIT_MS = 5_000;
const DEFAULT_LIMIT = 50;

/** @throws ChatError FORBIDDEN where the id is not the caller's own, whatever else is wrong with it */
export function checkOwnId(viewer: Session, userId: string): void {
  if (normalized(userId) !== viewer.handle) throw forbidden();
}

function normalized(userId: string): string | undefined {
  try {
    return normalizeHandle(userId);
  } catch {
    return undefined;
  }
}

/**
 * The caller of a subscription with a `userId`. Where the session has no user yet, the sign-in is waited for.
 * @throws ChatError UNAUTHENTICATED, FORBIDDEN
 */
export async function callerNamed(context: RequestContext, userId: string): Promise<Session> {
  const viewer = await context.userWithin(SIGN_IN_WAIT_MS);
  checkOwnId(viewer, userId);
  return viewer;
}

/** @throws ChatError BAD_USER_INPUT where a limit is none */
export function checkLimit(limit: number | null | undefined): number {
  const asked = limit ?? DEFAULT_LIMIT;
  if (asked < 1 || asked > MAX_PAGE_SIZE) throw badInput(`A limit is 1 to ${MAX_PAGE_SIZE}.`);
  return asked;
}
