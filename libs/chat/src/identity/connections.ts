import type { Session } from '@maru/domain';
import type { Core } from '../core.ts';
import { LEASE_MS } from '../ports/presence.ts';
import { holdMs } from './sign-in.ts';

const RENEW_EVERY_MS = LEASE_MS / 3;

/**
 * The open connections of this process: keeps their users online, and their handles held. A handle is held while a connection of its session is open;
 * then for a grace period, or, where a page closed its last connection cleanly, no longer.
 */
export class Connections {
  private readonly sessionIds = new Map<string, string>();
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly core: Core,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Counts a connection of a session from now on. @returns the session, where it has a user */
  async open(connectionId: string, sessionId: string): Promise<Session | undefined> {
    this.sessionIds.set(connectionId, sessionId);
    this.timer ??= setInterval(() => void this.renew().catch(this.onError), RENEW_EVERY_MS);
    return this.refresh(connectionId, sessionId);
  }

  /** Reads again whose connection it is: after the session got a user, or lost it. */
  async refresh(connectionId: string, sessionId: string): Promise<Session | undefined> {
    const { presence, userStore } = this.core.ports;
    // Held first, looked at then: once it is seen as bound, nobody can take the handle any more.
    await this.keepHold(sessionId);
    const session = await userStore.session(sessionId);
    if (this.sessionIds.has(connectionId))
      await presence.connect({ connectionId, sessionId, userId: session?.userId ?? null });
    return session;
  }

  /** @param clean whether the client closed it on purpose (the page was closed or left) */
  async close(connectionId: string, clean: boolean): Promise<void> {
    const sessionId = this.sessionIds.get(connectionId);
    if (sessionId === undefined) return;
    this.sessionIds.delete(connectionId);
    const { presence, userStore } = this.core.ports;
    const remaining = await presence.disconnect(connectionId);
    const session = await userStore.session(sessionId);
    if (!session || remaining > 0) return;
    const released = clean && session.kind === 'page';
    await userStore.hold(sessionId, this.core.settings.clock() + (released ? 0 : holdMs(this.core, session.kind)));
  }

  /** Extends what this process holds. Called by a timer; public for those who drive the clock themselves. */
  async renew(): Promise<void> {
    await this.core.ports.presence.renew();
    for (const sessionId of new Set(this.sessionIds.values())) await this.keepHold(sessionId);
  }

  /** Stops renewing: what is held runs out by itself. */
  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** A handle outlives the lease of its connections, however short the grace period is. */
  private async keepHold(sessionId: string): Promise<void> {
    const { userStore } = this.core.ports;
    const session = await userStore.session(sessionId);
    if (!session) return;
    await userStore.hold(sessionId, this.core.settings.clock() + Math.max(LEASE_MS, holdMs(this.core, session.kind)));
  }
}
