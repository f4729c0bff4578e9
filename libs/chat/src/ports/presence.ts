/** One open connection of a session. */
export interface ConnectionLease {
  readonly connectionId: string;
  readonly sessionId: string;
  /** Null until the session has a user. */
  readonly userId: string | null;
}

/** How long a connection counts after the last sign of life from the process that holds it, in milliseconds. */
export const LEASE_MS = 45_000;

export interface PresenceWatch {
  close(): Promise<void>;
}

/**
 * Who is online: a user is, while at least one of their connections has a lease.
 *
 * - Leases are the holding process's: `renew` extends all of them. A process that dies takes its leases with it, within `LEASE_MS`.
 * - Every node sees every other node's changes within a second, and the same set once nothing changes.
 */
export interface Presence {
  /** Adds a lease, or changes it (the same connection gets a user, or loses it). */
  connect(lease: ConnectionLease): Promise<void>;
  /** Ends a lease. @returns how many connections the session still has, on any node */
  disconnect(connectionId: string): Promise<number>;
  /** Extends every lease of this process, also those that ran out while it was held up: the connections are still open. */
  renew(): Promise<void>;
  /** Ids of the users who are online, distinct. */
  online(): Promise<readonly string[]>;
  /** Calls with the users online: once before it resolves, then after each change, at most once a second; the last change is always told. */
  watch(listener: (userIds: readonly string[]) => void): Promise<PresenceWatch>;
}
