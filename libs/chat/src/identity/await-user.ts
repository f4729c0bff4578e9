import type { Session } from '@maru/domain';
import type { Core } from '../core.ts';

/**
 * The session once it has a user: at once, or as soon as it is bound on any node within `timeoutMs`; undefined after that.
 * (A page's first subscriptions may arrive before the sign-in that they depend on.)
 */
export async function awaitUser({ ports }: Core, sessionId: string, timeoutMs: number): Promise<Session | undefined> {
  const bound = await ports.userStore.session(sessionId);
  if (bound) return bound;
  const subscription = await ports.feed.subscribe(`session:${sessionId}`);
  const timer = setTimeout(() => void subscription.close(), timeoutMs);
  try {
    // Bound between the first look and the subscription?
    let session = await ports.userStore.session(sessionId);
    if (session) return session;
    for await (const _ of subscription) {
      session = await ports.userStore.session(sessionId);
      if (session) return session;
    }
    return undefined;
  } finally {
    clearTimeout(timer);
    await subscription.close();
  }
}
