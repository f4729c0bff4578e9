import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppendCommand, EventHandler } from '@maru/chat';
import { expect, it, onTestFinished, vi } from 'vitest';
import { parseConfig } from './config.ts';
import { createLogger } from './logger.ts';
import { measureBacklogs } from './measure-standing.ts';
import { Metrics } from './metrics.ts';
import { observePorts } from './observe-ports.ts';
import { openPorts } from './open-ports.ts';
import { failureReporter } from './report-failures.ts';
import { portsFor } from './ports-for.ts';
import { NO_TRACING } from './tracing.ts';

interface Line {
  readonly msg: string;
  readonly level: number;
  readonly requestId?: string;
  readonly requestIds?: readonly string[];
}

/** Embedded ports, observed; with what was logged, and the metrics. */
async function openObserved() {
  const dataDir = await mkdtemp(join(tmpdir(), 'maru-observed-'));
  const lines: Line[] = [];
  const settings = { logLevel: 'debug', replica: 'test' } as const;
  const log = createLogger(settings, { write: (line) => lines.push(JSON.parse(line) as Line) });
  const metrics = new Metrics();
  const config = parseConfig({ MARU_DATA_DIR: dataDir });
  const opened = await openPorts(config, Date.now, failureReporter({ log, metrics }));
  onTestFinished(async () => {
    await opened.close();
    await rm(dataDir, { recursive: true });
  });
  const ports = observePorts(opened.ports, { log, metrics, tracing: NO_TRACING });
  measureBacklogs(metrics, ports.roomEvents, ['persist']);
  /** The value of a series, as a reader sees it. */
  const value = async (series: string) => {
    const found = (await metrics.read()).split('\n').find((line) => line.startsWith(`${series} `));
    return found === undefined ? undefined : Number(found.split(' ').at(-1));
  };
  return { ports, lines, value };
}

const post = (text: string, guards: AppendCommand['guards'] = []): AppendCommand => ({
  roomId: 'room',
  actorId: 'ann',
  guards,
  changes: [{ kind: 'message_posted', clientMessageId: null, body: { text } }],
});

it('names in the log of a consumer the request that an event comes from', async () => {
  const { ports, lines } = await openObserved();
  const append = (requestId: string) => portsFor({ requestId }, ports).roomLog.append(post('hello'));
  await append('request-1');
  await append('request-2');
  await ports.roomEvents.consume('persist', () => Promise.resolve());
  await append('request-3');
  await vi.waitFor(() => {
    const consumed = lines.filter(({ msg }) => msg === 'a batch was consumed');
    expect(consumed.flatMap(({ requestIds }) => requestIds)).toEqual(['request-1', 'request-2', 'request-3']);
  });
});

it('names it where a consumer fails, and with the dead letter; counts both', async () => {
  const { ports, lines, value } = await openObserved();
  const fail: EventHandler = () => Promise.reject(new Error('cannot be digested'));
  await ports.roomEvents.consume('persist', fail);
  await portsFor({ requestId: 'poison' }, ports).roomLog.append(post('one'));
  await vi.waitFor(() => expect(lines.find(({ msg }) => msg === 'dead letter')?.requestId).toBe('poison'), 10_000);
  const failures = lines.filter(({ msg }) => msg === 'a batch could not be consumed');
  expect(failures.length).toBeGreaterThan(1);
  for (const { requestIds } of failures) expect(requestIds).toEqual(['poison']);
  expect(await value('maru_dead_letters_total{group="persist"}')).toBe(1);
  expect(await value('maru_dead_letters{group="persist"}')).toBe(1);
  expect(JSON.stringify(lines)).not.toContain('"one"');
});

it('measures appends by their outcome, and what a group has before it', async () => {
  const { ports, value } = await openObserved();
  await ports.roomLog.append(post('one'));
  const stale = [{ record: 'room', revision: { epoch: 7, seq: 7 } }] as const;
  await expect(ports.roomLog.append(post('two', stale))).rejects.toThrow();
  expect(await value('maru_append_duration_seconds_count{outcome="appended"}')).toBe(1);
  expect(await value('maru_append_duration_seconds_count{outcome="refused"}')).toBe(1);
  expect(await value('maru_consumer_lag{group="persist"}')).toBe(1);
  await ports.roomEvents.consume('persist', () => Promise.resolve());
  await vi.waitFor(async () => expect(await value('maru_consumer_lag{group="persist"}')).toBe(0));
  expect(await value('maru_consumer_batch_events_sum{group="persist"}')).toBe(1);
});

it('tells nothing of a group whose backlog cannot be read, rather than something old', async () => {
  const { ports, value } = await openObserved();
  expect(await value('maru_consumer_lag{group="persist"}')).toBe(0);
  Object.assign(ports.roomEvents, { backlog: () => Promise.reject(new Error('away')) });
  expect(await value('maru_consumer_lag{group="persist"}')).toBeUndefined();
});
