/** Without a new signal, somebody has stopped typing after this time, in milliseconds. */
const TYPING_LASTS_MS = 5_000;

/** Who is typing in which room, now. */
export class TypingUsers {
  private readonly timers = new Map<string, Map<string, ReturnType<typeof setTimeout>>>();

  constructor(private readonly changed: (roomId: string) => void) {}

  in(roomId: string): string[] {
    return [...(this.timers.get(roomId)?.keys() ?? [])];
  }

  started(roomId: string, userId: string): void {
    const users = this.timers.get(roomId) ?? new Map<string, ReturnType<typeof setTimeout>>();
    this.timers.set(roomId, users);
    const known = users.get(userId);
    clearTimeout(known);
    users.set(
      userId,
      setTimeout(() => this.stopped(roomId, userId), TYPING_LASTS_MS),
    );
    if (known === undefined) this.changed(roomId);
  }

  stopped(roomId: string, userId: string): void {
    const users = this.timers.get(roomId);
    clearTimeout(users?.get(userId));
    if (!users?.delete(userId)) return;
    if (users.size === 0) this.timers.delete(roomId);
    this.changed(roomId);
  }

  clear(): void {
    for (const users of this.timers.values()) for (const timer of users.values()) clearTimeout(timer);
    this.timers.clear();
  }
}
