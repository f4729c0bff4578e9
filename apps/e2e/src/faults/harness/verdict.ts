/** What one run of a fault came to. */
export interface Verdict {
  readonly hits: number;
  readonly acknowledged: number;
  /** Acknowledged, and not in the room afterwards. */
  readonly lost: number;
  /** Twice in the room, or twice on a screen. */
  readonly doubled: number;
  /** Shown, never acknowledged in that place, and taken back by a resync. */
  readonly withdrawn: number;
  /** How often a reader had to read the timeline anew. */
  readonly resyncs: number;
  /** How often somebody was told to try again. */
  readonly refusals: number;
  /** The longest that a message took from its first sending to the last screen, in milliseconds: the outage as people see it. */
  readonly longestUntilShownMs: number;
  /** From the last message to when all were stored and could be found, in milliseconds. */
  readonly drainedAfterMs: number;
  readonly problems: readonly string[];
}
