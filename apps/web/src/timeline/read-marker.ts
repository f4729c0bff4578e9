/** How far a reader has come. */
export interface ReadMark {
  readonly itemId: string;
  readonly number: number;
}

const MARK_EVERY_MS = 500;

/**
 * Tells the server how far somebody has read: the first time at once, then at most twice a second, only forward.
 * @param tell hands a mark over; false where it did not arrive: then the next one, or this one seen again, goes out
 */
export function createReadMarker(readNumber: number, tell: (mark: ReadMark) => Promise<boolean>) {
  let told = readNumber;
  let latest: ReadMark | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function tellLatest(): Promise<void> {
    if (!latest || latest.number <= told) return;
    const mark = latest;
    const before = told;
    told = mark.number;
    if (!(await tell(mark)) && told === mark.number) told = before;
  }
  const afterPause = () => {
    timer = undefined;
    if (latest && latest.number > told) seen(latest);
  };
  function seen(mark: ReadMark): void {
    if (mark.number > (latest?.number ?? 0)) latest = mark;
    if (timer !== undefined) return;
    timer = setTimeout(afterPause, MARK_EVERY_MS);
    void tellLatest();
  }
  return { seen, stop: () => clearTimeout(timer) };
}
