const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before the next try, in milliseconds: doubling up to half a minute, the second half of it random,
 * so that the clients of a server that comes back do not all come at once.
 * @param failures how many tries failed since the last success
 */
export function retryDelay(failures: number, random = Math.random): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return longest / 2 + (longest / 2) * random();
}
