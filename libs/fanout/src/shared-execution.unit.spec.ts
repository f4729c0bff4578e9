import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { SharedExecution, type Payload, type SharedExecutionOptions } from './shared-execution.ts';
import { Hub, tickSchema, type Tick } from './testing/ticks.ts';

const schema = tickSchema({ ticks: new Hub() });

function start(options: Partial<SharedExecutionOptions> = {}) {
  const shared = new SharedExecution({
    schema,
    createContext: () => ({}),
    formatErrors: (errors) => errors.map((error) => ({ message: `formatted: ${error.message}` })),
    ...options,
  });
  const operation = (query: string, variableValues = {}) =>
    shared.operation({ schema, document: parse(query), variableValues });
  return { shared, operation, executions: () => shared.counts.executions };
}

const textOf = (payload: Payload) => (Buffer.isBuffer(payload) ? payload.toString() : 'being made');
const tick = (n: number): Tick => ({ n, text: 'ab' });

describe('an event', () => {
  it('is executed once for 500 receivers whose arguments differ', () => {
    const { shared, operation } = start();
    const query = 'subscription ($after: Int) { ticks(after: $after) { n } }';
    const operations = Array.from({ length: 500 }, (_, after) => operation(query, { after }));
    const event = tick(1);
    const payloads = new Set(operations.map((each) => shared.payload(event, each)));
    expect([...payloads].map(textOf)).toEqual(['{"data":{"ticks":{"n":1}}}']);
    expect(shared.counts).toEqual({ deliveries: 500, executions: 1 });
  });

  it('is executed once for each selection', () => {
    const { shared, operation, executions } = start();
    const event = tick(1);
    const text = operation('subscription ($times: Int) { ticks { text(times: $times) } }', { times: 2 });
    expect(textOf(shared.payload(event, operation('subscription { ticks { n } }')))).toBe('{"data":{"ticks":{"n":1}}}');
    expect(textOf(shared.payload(event, text))).toBe('{"data":{"ticks":{"text":"abab"}}}');
    expect(executions()).toBe(2);
  });

  it('is executed anew where it is another object, however alike', () => {
    const { shared, operation, executions } = start();
    const ticks = operation('subscription { ticks { n } }');
    expect(shared.payload(tick(1), ticks)).toEqual(shared.payload(tick(1), ticks));
    expect(executions()).toBe(2);
  });

  it('is executed once also while its result is still being made', async () => {
    const { shared, operation, executions } = start();
    const event = { ...tick(1), ripe: Promise.resolve() };
    const late = operation('subscription { ticks { late } }');
    const [first, second] = [shared.payload(event, late), shared.payload(event, late)];
    expect(second).toBe(first);
    expect(textOf(await first)).toBe('{"data":{"ticks":{"late":"ripe"}}}');
    expect(textOf(shared.payload(event, late))).toBe('{"data":{"ticks":{"late":"ripe"}}}');
    expect(executions()).toBe(1);
  });

  it('gets a fresh context for each execution', () => {
    const contexts: object[] = [];
    const { shared, operation } = start({ createContext: () => contexts[contexts.push({}) - 1] });
    const ticks = operation('subscription { ticks { n } }');
    void shared.payload(tick(1), ticks);
    void shared.payload(tick(2), ticks);
    expect(contexts).toHaveLength(2);
  });
});

describe('a fault', () => {
  it('becomes the payload, formatted, when no context can be made', () => {
    const { shared, operation } = start({
      createContext: () => {
        throw new Error('no context');
      },
    });
    expect(textOf(shared.payload(tick(1), operation('subscription { ticks { n } }')))).toBe(
      '{"errors":[{"message":"formatted: no context"}]}',
    );
  });

  it('of a field becomes a formatted error beside the data', () => {
    const { shared, operation } = start();
    expect(textOf(shared.payload(tick(1), operation('subscription { ticks { n broken } }')))).toBe(
      '{"data":{"ticks":{"n":1,"broken":null}},"errors":[{"message":"formatted: a secret of the server"}]}',
    );
  });
});
