import { setTimeout as sleep } from 'node:timers/promises';
import type { Audience } from './audience.ts';
import { now } from './clock.ts';
import type { Contender, RunningContender } from './contender.ts';
import { dueAt, textOf, type Schedule } from './schedule.ts';
import { percentile } from '../percentiles.ts';

export interface Load {
  readonly subscribers: number;
  readonly perSecond: number;
  readonly seconds: number;
}

/** What one server showed on fresh data. */
export interface Round {
  readonly deliveriesPerCpuSecond: number;
  /** From when a message was due to when it was with a subscriber, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly bytesPerIdleConnection: number;
}

/** Messages that are sent before anybody listens, so many at once: what is measured is a server whose code has run before. */
const REHEARSAL = 1_000;
const REHEARSED_AT_ONCE = 16;
const WARM_UP_SECONDS = 2;
/** In which a server comes to rest: what was begun is done, and what comes twice has come. */
const REST_MS = 700;
const LEAD_MS = 100;

/** Starts a server, connects everybody, lets it warm up, measures it, and stops it. */
export async function round(contender: Contender, audience: Audience, load: Load): Promise<Round> {
  const running = await contender.start(load.subscribers);
  try {
    await rehearse(running);
    const bytesPerIdleConnection = await connectAll(running, audience);
    const warmUp = await broadcast(running, audience, { ...load, seconds: WARM_UP_SECONDS, first: 0 });
    const before = running.process.cpuSeconds;
    const waits = await broadcast(running, audience, { ...load, first: warmUp.length / load.subscribers });
    const cpuSeconds = running.process.cpuSeconds - before;
    await sleep(REST_MS);
    await audience.close();
    return {
      deliveriesPerCpuSecond: waits.length / cpuSeconds,
      p50: percentile(waits, 0.5),
      p99: percentile(waits, 0.99),
      bytesPerIdleConnection,
    };
  } finally {
    await running.stop();
  }
}

async function rehearse(running: RunningContender): Promise<void> {
  for (let n = 0; n < REHEARSAL; n += REHEARSED_AT_ONCE)
    await Promise.all(Array.from({ length: REHEARSED_AT_ONCE }, () => running.sendElsewhere(textOf(n))));
}

/** @returns how much the server grew with each connection of the second half, when it had seen the first */
async function connectAll({ process, introduction }: RunningContender, audience: Audience): Promise<number> {
  const { greetings } = introduction;
  const half = Math.ceil(greetings.length / 2);
  await audience.connect({ ...introduction, greetings: greetings.slice(0, half) });
  await sleep(REST_MS);
  const before = process.residentBytes;
  await audience.connect({ ...introduction, greetings: greetings.slice(half) });
  await sleep(REST_MS);
  return (process.residentBytes - before) / (greetings.length - half);
}

/**
 * Open loop: messages are due at an even rate, whether or not those before have arrived; but each goes out when the one before was taken, so that
 * they come in this order. @returns the waits
 */
async function broadcast(
  running: RunningContender,
  audience: Audience,
  { perSecond, seconds, first }: Load & { readonly first: number },
): Promise<readonly number[]> {
  const schedule: Schedule = { first, count: perSecond * seconds, begins: now() + LEAD_MS, perSecond };
  const received = audience.receive(schedule);
  const [waits] = await Promise.all([received, sendAll(running, schedule)]);
  return waits;
}

async function sendAll(running: RunningContender, schedule: Schedule): Promise<void> {
  for (let n = schedule.first; n < schedule.first + schedule.count; n++) {
    await sleep(Math.max(0, dueAt(schedule, n) - now()));
    await running.send(textOf(n));
  }
}
