import type { Carriers, ConsumerGroup, EventHandler, RoomEvents } from '@maru/chat';
import { ChatError } from '@maru/domain';
import { scopeOf } from './carrier.ts';
import type { Observation } from './observation.ts';
import type { RequestScope } from './request-scope.ts';
import { traced, type SpanOptions } from './tracing.ts';

const BATCH_SIZES = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];

/** Watches what consumers do with batches. Their logs name the requests that the events come from. */
export function observeRoomEvents(roomEvents: RoomEvents, observation: Observation): RoomEvents {
  const observeHandler = handlerObserver(observation);
  return {
    consume: (group, handler) => roomEvents.consume(group, observeHandler(group, handler)),
    lag: (group) => roomEvents.lag(group),
    backlog: (group) => roomEvents.backlog(group),
    deadLetters: (group, limit) => roomEvents.deadLetters(group, limit),
    replayDeadLetter: (group, id) => roomEvents.replayDeadLetter(group, id),
  };
}

function handlerObserver({ log, metrics, tracing }: Observation) {
  const sizes = metrics.histogram(
    { name: 'maru_consumer_batch_events', help: 'Events of a batch', labelNames: ['group'] },
    BATCH_SIZES,
  );
  const seconds = metrics.histogram({
    name: 'maru_consumer_batch_duration_seconds',
    help: 'Time that the handling of a batch takes',
    labelNames: ['group', 'outcome'],
  });
  const report = (group: ConsumerGroup, carriers: Carriers, ms: number, error?: unknown) => {
    const batch = { group, events: carriers.length, ms: Math.round(ms), requestIds: requestIdsOf(carriers) };
    if (error === undefined) log.debug(batch, 'a batch was consumed');
    else log.warn({ ...batch, err: error }, 'a batch could not be consumed');
  };
  return (group: ConsumerGroup, handler: EventHandler): EventHandler =>
    async (events, carriers) => {
      const begun = performance.now();
      const work = () => handler(events, carriers);
      const failure = await attempt(() =>
        tracing.isOn ? traced(tracing, `consume ${group}`, spanOf(carriers), work) : work(),
      );
      const ms = performance.now() - begun;
      sizes.observe({ group }, events.length);
      seconds.observe({ group, outcome: outcomeOf(failure) }, ms / 1_000);
      if (failure || log.isLevelEnabled('debug')) report(group, carriers, ms, failure?.error);
      if (failure) throw failure.error;
    };
}

async function attempt(work: () => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** `waits`: a store is away, and the batch is handled once it is back. */
function outcomeOf(failure: { readonly error: unknown } | undefined): 'handled' | 'waits' | 'failed' {
  if (!failure) return 'handled';
  return failure.error instanceof ChatError && failure.error.retryable ? 'waits' : 'failed';
}

const scopesOf = (carriers: Carriers): RequestScope[] =>
  [...new Set(carriers)].flatMap((carrier) => (carrier === undefined ? [] : [scopeOf(carrier)]));

const requestIdsOf = (carriers: Carriers) => [...new Set(scopesOf(carriers).map(({ requestId }) => requestId))];

/** A batch of one request is part of its trace; one of several is a trace of its own that names the others. */
function spanOf(carriers: Carriers): SpanOptions {
  const links = scopesOf(carriers).flatMap(({ traceparent }) => traceparent ?? []);
  const attributes = { 'messaging.batch.message_count': carriers.length };
  return { kind: 'consumer', attributes, ...(links.length === 1 ? { parent: links[0] } : { links }) };
}
