import { LEASE_MS, type ConnectionLease } from '@maru/chat';

interface HeldLease extends ConnectionLease {
  /** The node that holds the connection. */
  readonly holder: object;
  expiresAt: number;
}

/** The connections of all nodes of this process. */
export class LeaseTable {
  readonly #leases = new Map<string, HeldLease>();
  readonly #sessions = new Map<string, Set<HeldLease>>();
  readonly #watchers = new Set<() => void>();

  put(lease: ConnectionLease, holder: object, now: number): void {
    this.#delete(lease.connectionId);
    const held = { ...lease, holder, expiresAt: now + LEASE_MS };
    this.#leases.set(lease.connectionId, held);
    const session = this.#sessions.get(lease.sessionId) ?? new Set();
    this.#sessions.set(lease.sessionId, session.add(held));
    this.#changed();
  }

  /** @returns how many connections the session has left */
  remove(connectionId: string, now: number): number {
    const sessionId = this.#delete(connectionId);
    if (sessionId === undefined) return 0;
    this.#changed();
    return [...(this.#sessions.get(sessionId) ?? [])].filter((lease) => lease.expiresAt > now).length;
  }

  /** Also brings back what expired while its node was held up: the connections are still open. */
  renew(holder: object, now: number): void {
    for (const lease of this.#leases.values()) if (lease.holder === holder) lease.expiresAt = now + LEASE_MS;
    this.#changed();
  }

  drop(holder: object): void {
    for (const lease of this.#leases.values()) if (lease.holder === holder) this.#delete(lease.connectionId);
    this.#changed();
  }

  /** @returns the users who are online, distinct, in a stable order */
  online(now: number): string[] {
    const users = new Set<string>();
    for (const { userId, expiresAt } of this.#leases.values())
      if (userId !== null && expiresAt > now) users.add(userId);
    return [...users].sort();
  }

  onChange(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #delete(connectionId: string): string | undefined {
    const lease = this.#leases.get(connectionId);
    if (!lease) return undefined;
    this.#leases.delete(connectionId);
    const session = this.#sessions.get(lease.sessionId);
    session?.delete(lease);
    if (session?.size === 0) this.#sessions.delete(lease.sessionId);
    return lease.sessionId;
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
