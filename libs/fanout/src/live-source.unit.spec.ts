import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ITERATION_LIMIT, LiveSource, type Sink } from './live-source.ts';

class Recorder implements Sink<object> {
  readonly told: unknown[] = [];
  next(event: object): void {
    this.told.push(event);
  }
  complete(): void {
    this.told.push('complete');
  }
  fail(error: unknown): void {
    this.told.push(error);
  }
  ready(): Promise<void> {
    return Promise.resolve();
  }
}

/** A source whose sinks are at hand, and which counts how often it was opened and released. */
function opened() {
  const sinks: Sink<object>[] = [];
  let released = 0;
  const source = new LiveSource<object>(async (sink) => {
    sinks.push(sink);
    return () => released++;
  });
  return { source, sinks, released: () => released };
}

describe('an attached sink', () => {
  it('gets events until it is detached; then the source is released once', async () => {
    const { source, sinks, released } = opened();
    const recorder = new Recorder();
    const detach = source.attach(recorder);
    await turn();
    sinks[0]?.next({ n: 1 });
    detach();
    detach();
    sinks[0]?.next({ n: 2 });
    sinks[0]?.complete();
    expect(recorder.told).toEqual([{ n: 1 }]);
    expect(released()).toBe(1);
  });

  it.each(['complete', 'fail'] as const)('gets nothing after «%s»', async (end) => {
    const { source, sinks, released } = opened();
    const recorder = new Recorder();
    source.attach(recorder);
    await turn();
    sinks[0]?.[end]('over');
    sinks[0]?.next({ n: 1 });
    sinks[0]?.fail('again');
    expect(recorder.told).toHaveLength(1);
    expect(released()).toBe(1);
  });

  it('is told when the source cannot be opened', async () => {
    const recorder = new Recorder();
    new LiveSource(() => Promise.reject(new Error('closed today'))).attach(recorder);
    await turn();
    expect(recorder.told).toEqual([new Error('closed today')]);
  });

  it('that detaches while the source opens gets nothing, and the source is released', async () => {
    let open = () => {};
    let released = 0;
    const recorder = new Recorder();
    const source = new LiveSource<object>(async (sink) => {
      await new Promise<void>((resolve) => (open = resolve));
      sink.next({ n: 1 });
      return () => released++;
    });
    const detach = source.attach(recorder);
    await turn();
    detach();
    open();
    await turn();
    expect(recorder.told).toEqual([]);
    expect(released).toBe(1);
  });

  it('that detaches at once never opens the source', async () => {
    const { source, sinks } = opened();
    source.attach(new Recorder())();
    await turn();
    expect(sinks).toHaveLength(0);
  });
});

describe('iterating a source', () => {
  it('yields what was pushed, also before it was asked for, and ends with the source', async () => {
    const { source, sinks, released } = opened();
    const iteration = source[Symbol.asyncIterator]();
    await turn();
    sinks[0]?.next({ n: 1 });
    expect(await iteration.next()).toEqual({ done: false, value: { n: 1 } });
    const pending = iteration.next();
    sinks[0]?.next({ n: 2 });
    expect(await pending).toEqual({ done: false, value: { n: 2 } });
    sinks[0]?.complete();
    expect(await iteration.next()).toEqual({ done: true, value: undefined });
    expect(released()).toBe(1);
  });

  it('ends at once when its reader leaves, also while it waits', async () => {
    const { source, released } = opened();
    const iteration = source[Symbol.asyncIterator]();
    const pending = iteration.next();
    await turn();
    await iteration.return();
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(released()).toBe(1);
  });

  it('fails after what it holds when the reader is too far behind, and lets go of the source', async () => {
    const { source, sinks, released } = opened();
    const iteration = source[Symbol.asyncIterator]();
    await turn();
    for (let n = 0; n <= ITERATION_LIMIT; n++) sinks[0]?.next({ n });
    expect(released()).toBe(1);
    for (let n = 0; n < ITERATION_LIMIT; n++) await iteration.next();
    await expect(iteration.next()).rejects.toThrow('too slow');
    expect(await iteration.next()).toEqual({ done: true, value: undefined });
  });

  it('rejects once where the source fails', async () => {
    const { source, sinks } = opened();
    const iteration = source[Symbol.asyncIterator]();
    const pending = iteration.next();
    await turn();
    sinks[0]?.fail(new Error('gone'));
    await expect(pending).rejects.toThrow('gone');
    expect(await iteration.next()).toEqual({ done: true, value: undefined });
  });
});
