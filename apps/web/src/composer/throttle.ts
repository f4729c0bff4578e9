/** Does something at once, and not again before this many milliseconds are over: what is asked for meanwhile is dropped. */
export function createThrottle(everyMs: number, action: () => void, now = Date.now): () => void {
  let last = -Infinity;
  return () => {
    if (now() - last < everyMs) return;
    last = now();
    action();
  };
}
