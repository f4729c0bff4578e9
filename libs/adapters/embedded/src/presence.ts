import type { Clock, ConnectionLease, Presence, PresenceWatch } from '@maru/chat';
import type { LeaseTable } from './lease-table.ts';
import { OnlineWatch } from './online-watch.ts';

/** One node's connections, in the table that all nodes of this process share. */
export class EmbeddedPresence implements Presence {
  readonly #leases: LeaseTable;
  readonly #clock: Clock;
  readonly #watches = new Set<PresenceWatch>();

  constructor(leases: LeaseTable, clock: Clock) {
    this.#leases = leases;
    this.#clock = clock;
  }

  connect(lease: ConnectionLease): Promise<void> {
    this.#leases.put(lease, this, this.#clock());
    return Promise.resolve();
  }

  disconnect(connectionId: string): Promise<number> {
    return Promise.resolve(this.#leases.remove(connectionId, this.#clock()));
  }

  renew(): Promise<void> {
    this.#leases.renew(this, this.#clock());
    return Promise.resolve();
  }

  online(): Promise<readonly string[]> {
    return Promise.resolve(this.#leases.online(this.#clock()));
  }

  watch(listener: (userIds: readonly string[]) => void): Promise<PresenceWatch> {
    const online = new OnlineWatch(() => this.#leases.online(this.#clock()), listener);
    const stopListening = this.#leases.onChange(() => online.look());
    const watch = {
      close: () => {
        stopListening();
        online.close();
        this.#watches.delete(watch);
        return Promise.resolve();
      },
    };
    this.#watches.add(watch);
    return Promise.resolve(watch);
  }

  /** Ends this node's watches and connections. */
  async close(): Promise<void> {
    await this.crash();
    this.#leases.drop(this);
  }

  /** Leaves this node's connections to expire. */
  async crash(): Promise<void> {
    await Promise.all([...this.#watches].map((watch) => watch.close()));
  }
}
