/** Milliseconds of a clock that is the same in all processes of a machine, and never set. */
export function now(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1_000_000;
}
