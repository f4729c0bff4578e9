/** A consumer of a group. */
export interface Candidate {
  /** It is this one's turn from now on. */
  start(): void;
  /** There may be something new. */
  wake(): void;
}

/**
 * Which of a group's consumers works now: the first to come; the next one takes over when it leaves. So entries are
 * handled one batch at a time, however many consumers a group has in this process.
 */
export class ConsumerTurns {
  readonly #groups = new Map<string, Candidate[]>();

  join(group: string, candidate: Candidate): void {
    const candidates = this.#groups.get(group) ?? [];
    this.#groups.set(group, [...candidates, candidate]);
    if (candidates.length === 0) candidate.start();
  }

  leave(group: string, candidate: Candidate): void {
    const candidates = this.#groups.get(group) ?? [];
    const rest = candidates.filter((other) => other !== candidate);
    this.#groups.set(group, rest);
    if (candidates[0] === candidate) rest[0]?.start();
  }

  /** Tells every consumer at work that there are new events. */
  wake(): void {
    for (const [first] of this.#groups.values()) first?.wake();
  }
}
