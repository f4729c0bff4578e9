import { randomUUID } from 'node:crypto';
import { sessionIdOf, type Chat, type FeedSubscription } from '@maru/chat';

/** Close codes with which a page goes on purpose: it was closed, left, or closed by its program. */
const CLEAN_CLOSES = new Set([1000, 1001, 1005]);
/** The session has ended: clients may come back with another one. */
const SESSION_ENDED = 4403;

/** A socket as far as the chat is concerned: whose it is, for as long as it is open. */
export class Connection {
  private readonly id = randomUUID();
  private session: string | undefined;
  private signals: FeedSubscription<`session:${string}`> | undefined;
  private userId: string | undefined;
  private closeCode: number | undefined;

  /** @param close closes the socket */
  constructor(
    private readonly chat: Chat,
    private readonly close: (code: number, reason: string) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  get sessionId(): string | undefined {
    return this.session;
  }

  /** The client has said which session it is; without a key it stays anonymous. */
  async begin(params: Readonly<Record<string, unknown>>): Promise<void> {
    const key = params['x-session-key'];
    const sessionId = await sessionIdOf(typeof key === 'string' ? key : undefined);
    if (sessionId === undefined) return;
    this.session = sessionId;
    this.signals = await this.chat.ports.feed.subscribe<`session:${string}`>(`session:${sessionId}`);
    const session = await this.chat.connections.open(this.id, sessionId);
    this.userId = session?.userId;
    if (this.closedWith() !== undefined) await this.release();
    else this.follow(sessionId, this.signals).catch(this.onError);
  }

  /** @param code the socket's close code */
  async end(code: number): Promise<void> {
    this.closeCode = code;
    await this.release();
  }

  /** Also called where the socket closed while the connection was still beginning. */
  private async release(): Promise<void> {
    const code = this.closedWith();
    await this.signals?.close();
    await this.chat.connections.close(this.id, code !== undefined && CLEAN_CLOSES.has(code));
  }

  private closedWith(): number | undefined {
    return this.closeCode;
  }

  /** The session got a user, lost it, or something was missed: who it is now decides. */
  private async follow(sessionId: string, signals: FeedSubscription<`session:${string}`>): Promise<void> {
    for await (const _ of signals) {
      const session = await this.chat.connections.refresh(this.id, sessionId);
      if (this.userId !== undefined && session?.userId !== this.userId)
        return this.close(SESSION_ENDED, 'Session ended');
      this.userId = session?.userId;
    }
  }
}
