import type { Core } from '../core.ts';
import type { PresenceWatch } from '../ports/presence.ts';

/** Everybody online at one moment: one object for all who are told of it. */
export interface Online {
  readonly userIds: readonly string[];
  /** Ascending by code unit. */
  readonly handles: readonly string[];
}

export async function onlineNow({ ports }: Core): Promise<Online> {
  return named(ports, await ports.presence.online());
}

async function named(ports: Core['ports'], userIds: readonly string[]): Promise<Online> {
  const users = await ports.userStore.users(userIds);
  return { userIds: users.map((user) => user.id), handles: users.map((user) => user.handle).sort() };
}

type OnlineListener = (online: Online) => void;

/** Who is online, for every listener of this process: one watch, as long as somebody listens. */
export class OnlineUsers {
  /** The listeners, and whether they were told already. */
  private readonly listeners = new Map<OnlineListener, boolean>();
  private watch: Promise<PresenceWatch> | undefined;
  private latest: Promise<Online> | undefined;

  constructor(
    private readonly core: Core,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Calls with who is online now, and after each change, at most once a second. @returns what stops it */
  async listen(listener: OnlineListener): Promise<() => void> {
    this.listeners.set(listener, false);
    this.watch ??= this.core.ports.presence.watch((userIds) => this.tell(userIds));
    await this.watch;
    const now = await this.latest;
    if (now && this.listeners.get(listener) === false) this.tellOne(listener, now);
    return () => this.stop(listener);
  }

  private tell(userIds: readonly string[]): void {
    const told = named(this.core.ports, userIds);
    this.latest = told;
    told
      .then((online) => {
        // A newer one is on its way: it will be told instead.
        if (this.latest === told) for (const listener of [...this.listeners.keys()]) this.tellOne(listener, online);
      })
      .catch(this.onError);
  }

  private tellOne(listener: OnlineListener, online: Online): void {
    this.listeners.set(listener, true);
    listener(online);
  }

  private stop(listener: OnlineListener): void {
    if (!this.listeners.delete(listener) || this.listeners.size > 0) return;
    const watch = this.watch;
    this.watch = undefined;
    this.latest = undefined;
    watch?.then((presence) => presence.close()).catch(this.onError);
  }
}
