import { awaitUser, sessionIdOf, type Chat, type Core } from '@maru/chat';
import { unauthenticated, type Session, type User } from '@maru/domain';
import { portsFor } from '@maru/runtime';
import DataLoader from 'dataloader';
import type { ApiRequest } from '../request/api-request.ts';

/** What the resolvers of one operation share. It never outlives the operation, so what it remembers cannot grow old. */
export class RequestContext {
  readonly users: DataLoader<string, User>;
  private online: Promise<ReadonlySet<string>> | undefined;

  /** @param viewer the user of the session; null where it has none (yet) */
  constructor(
    private readonly chat: Chat,
    readonly sessionId: string | undefined,
    public viewer: Session | null,
    /** Undefined for what nobody asked for just now. */
    readonly request?: ApiRequest,
  ) {
    this.users = new DataLoader((ids) => loadUsers(chat, ids));
  }

  /** For use cases that append something: it carries the request along to those who consume it. */
  get core(): Core {
    const { ports, settings } = this.chat;
    return { ports: this.request ? portsFor(this.request, ports) : ports, settings };
  }

  /** @throws ChatError UNAUTHENTICATED where the session has no user */
  user(): Session {
    if (!this.viewer) throw unauthenticated();
    return this.viewer;
  }

  /** As `user`, but a session that is about to get a user is waited for. */
  async userWithin(timeoutMs: number): Promise<Session> {
    if (!this.viewer && this.sessionId !== undefined)
      this.viewer = (await awaitUser(this.chat, this.sessionId, timeoutMs)) ?? null;
    return this.user();
  }

  /** Looks again who the viewer is: after signing in. */
  async readViewer(): Promise<void> {
    const { userStore } = this.chat.ports;
    this.viewer = (this.sessionId === undefined ? undefined : await userStore.session(this.sessionId)) ?? null;
  }

  async handleOf(userId: string): Promise<string> {
    return (await this.users.load(userId)).handle;
  }

  async isOnline(userId: string): Promise<boolean> {
    this.online ??= this.chat.ports.presence.online().then((ids) => new Set(ids));
    return (await this.online).has(userId);
  }
}

async function loadUsers({ ports }: Chat, ids: readonly string[]): Promise<(User | Error)[]> {
  const found = new Map((await ports.userStore.users(ids)).map((user) => [user.id, user]));
  return ids.map((id) => found.get(id) ?? new Error(`There is no user ${id}.`));
}

/** Makes the context of an operation, whatever transport it came by. */
export class RequestContexts {
  constructor(private readonly chat: Chat) {}

  async ofKey(sessionKey: string | undefined, request: ApiRequest): Promise<RequestContext> {
    return this.ofSession(await sessionIdOf(sessionKey), request);
  }

  async ofSession(sessionId: string | undefined, request: ApiRequest): Promise<RequestContext> {
    const session = sessionId === undefined ? undefined : await this.chat.ports.userStore.session(sessionId);
    return new RequestContext(this.chat, sessionId, session ?? null, request);
  }

  /** For what everybody sees alike: there is no viewer in it. */
  system(): RequestContext {
    return new RequestContext(this.chat, undefined, null);
  }
}
