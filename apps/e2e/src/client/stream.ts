import { codeOf, type GraphQLErrorBody } from './operation.ts';

/** One event of a subscription. `order` counts the events of all streams of the socket. */
export interface Arrival<Event> {
  readonly event: Event;
  readonly order: number;
  /** Epoch milliseconds of the arrival. */
  readonly at: number;
}

export type StreamEnd =
  | { readonly kind: 'complete' }
  | { readonly kind: 'errors'; readonly errors: readonly GraphQLErrorBody[] }
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string };

const DEFAULT_WAIT_MS = 10_000;

/** Everything that one subscription receives, from its beginning on. */
export class Stream<Event> {
  readonly arrivals: Arrival<Event>[] = [];
  /** How the server, or the loss of the socket, ended it; does not settle before. */
  readonly ended: Promise<StreamEnd>;
  #finish: (end: StreamEnd) => void = () => undefined;
  readonly #watchers = new Set<() => void>();
  #listener: (arrival: Arrival<Event>) => void = () => undefined;
  #end: StreamEnd | undefined;

  /** @param stop tells the server that nobody listens any more */
  constructor(readonly stop: () => void) {
    this.ended = new Promise((resolve) => (this.#finish = resolve));
  }

  get events(): readonly Event[] {
    return this.arrivals.map((arrival) => arrival.event);
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** Stable code of the error that ended the stream. Waits for the end. */
  async refusalCode(): Promise<string> {
    const end = await this.ended;
    if (end.kind !== 'errors') throw new Error(`The stream ended without an error: ${JSON.stringify(end)}`);
    return codeOf(end.errors[0]);
  }

  /** Resolves with the first event, among those that came and those to come, that fits. */
  async first(fits: (event: Event) => boolean = () => true, withinMs = DEFAULT_WAIT_MS): Promise<Event> {
    return (await this.firstArrival(fits, withinMs)).event;
  }

  async firstArrival(
    fits: (event: Event) => boolean = () => true,
    withinMs = DEFAULT_WAIT_MS,
  ): Promise<Arrival<Event>> {
    const find = () => this.arrivals.find((arrival) => fits(arrival.event));
    await this.waitFor(() => find() !== undefined, withinMs);
    const found = find();
    if (!found) throw new Error('An event that had come is gone.');
    return found;
  }

  /** Resolves once the events so far satisfy the condition; rejects at the time limit, or where the stream ended before. */
  async waitFor(condition: (events: readonly Event[]) => boolean, withinMs = DEFAULT_WAIT_MS): Promise<void> {
    if (condition(this.events)) return;
    let look = () => {};
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${why}. Received: ${JSON.stringify(this.events.slice(-20))}`));
      timer = setTimeout(() => fail(`Waited ${withinMs} ms in vain`), withinMs);
      look = () => {
        if (condition(this.events)) resolve();
        else if (this.#end) fail(`The stream ended (${JSON.stringify(this.#end)})`);
      };
      this.#watchers.add(look);
      look();
    }).finally(() => {
      clearTimeout(timer);
      this.#watchers.delete(look);
    });
  }

  /** Tells of every event, those that came before included. */
  watch(tell: (arrival: Arrival<Event>) => void): void {
    this.arrivals.forEach(tell);
    this.#listener = tell;
  }

  receive(arrival: Arrival<Event>): void {
    this.arrivals.push(arrival);
    this.#listener(arrival);
    this.#tell();
  }

  end(end: StreamEnd): void {
    this.#end = end;
    this.#finish(end);
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#watchers]) look();
  }
}
