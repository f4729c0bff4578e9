import type { HandleClaim } from '@maru/chat';
import type { ManualClock } from '../manual-clock.ts';

export const HOLD_MS = 60_000;

/** A page's claim of a handle, for a new user who is called after both: `<handle> of <session>`. */
export const claimOf = (
  clock: ManualClock,
  handle: string,
  sessionId: string,
  extras: Partial<HandleClaim> = {},
): HandleClaim => ({
  handle,
  sessionId,
  kind: 'page',
  now: clock.now,
  heldUntil: clock.now + HOLD_MS,
  newUserId: `${handle} of ${sessionId}`,
  ...extras,
});
