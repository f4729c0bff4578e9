import { vi } from 'vitest';
import { letPass } from '../../client/clock.ts';
import { startRoom } from '../../client/own-acts.ts';
import { Reader } from '../../client/reader.ts';
import { uuidV7 } from '../../client/uuid-v7.ts';
import { BaseWriter, Writer } from '../../client/writer.ts';
import type { Random } from '../../topology/random.ts';
import type { Server } from '../../topology/server.ts';
import { ROOMS, type Crowd } from './crowd.ts';

const FLOWING_WITHIN_MS = 60_000;
const RECOVERED_WITHIN_MS = 90_000;
const SURELY_FLOWING = 3;

/** One room of a load: two who write, and one who reads at every address. */
export interface RoomLoad {
  readonly roomId: string;
  readonly word: string;
  readonly writers: readonly Writer[];
  readonly baseWriters: readonly BaseWriter[];
  /** Also those who come later. */
  readonly readers: Reader[];
  /** Falls silent while the fault is on: then nothing that comes later tells readers what they missed. */
  readonly fallsSilent: boolean;
}

/** People who write and read in fresh rooms, at all addresses, while a fault strikes. */
export class Load {
  private constructor(
    readonly server: Server,
    readonly crowd: Crowd,
    readonly rooms: readonly RoomLoad[],
  ) {}

  /** Resolves when messages flow in all rooms. */
  static async begin(server: Server, crowd: Crowd, random: Random): Promise<Load> {
    const rooms = Array.from({ length: ROOMS }, (_, index) => beginRoom(server, crowd, random, index));
    const load = new Load(server, crowd, await Promise.all(rooms));
    await load.flows(SURELY_FLOWING, FLOWING_WITHIN_MS);
    return load;
  }

  /** The one that never falls silent. */
  get anyRoom(): RoomLoad {
    const [room] = this.rooms;
    if (!room) throw new Error('A load has rooms.');
    return room;
  }

  /** How many messages were acknowledged so far. */
  get acknowledged(): number {
    return this.rooms.flatMap(({ writers }) => writers).reduce((sum, writer) => sum + writer.acknowledged.size, 0);
  }

  /** How often a writer was told to try again. */
  get refusals(): number {
    return this.rooms.flatMap(({ writers }) => writers).reduce((sum, writer) => sum + writer.refusals, 0);
  }

  /** A random moment from now on, up to so many milliseconds away. */
  async moment(random: Random, upToMs = 600): Promise<void> {
    await letPass(random() * upToMs);
  }

  /** Rooms that are to fall silent do so, at random moments of the time to come. */
  fallSilent(random: Random): void {
    for (const room of this.rooms.filter(({ fallsSilent }) => fallsSilent)) {
      const delay = random() * 500;
      void letPass(delay).then(() => stopWriting(room));
    }
  }

  /** Resolves when so many more messages of everybody who still writes were acknowledged. */
  async flows(more: number, withinMs = RECOVERED_WITHIN_MS): Promise<void> {
    const writers = this.rooms.filter(({ fallsSilent }) => !fallsSilent).flatMap((room) => room.writers);
    const before = writers.map(({ acknowledged }) => acknowledged.size);
    const arrived = () => {
      const waiting = writers.filter((writer, n) => writer.acknowledged.size < (before[n] ?? 0) + more);
      if (waiting.length > 0) throw new Error(`${waiting.length} of ${writers.length} writers are not answered.`);
    };
    await vi.waitFor(arrived, { timeout: withinMs, interval: 20 });
  }

  /** Resolves when the last message of everybody is acknowledged. */
  async stopWriting(): Promise<void> {
    await withLimit(
      Promise.all(this.rooms.map(stopWriting)),
      RECOVERED_WITHIN_MS,
      'The last messages were not acknowledged.',
    );
  }

  /** Everybody goes, whether or not they were answered. */
  async end(): Promise<void> {
    for (const writer of this.rooms.flatMap(({ writers }) => writers)) writer.giveUp();
    for (const writer of this.rooms.flatMap(({ baseWriters }) => baseWriters)) void writer.stop();
    await Promise.all(this.rooms.flatMap(({ readers }) => readers.map((reader) => reader.stop())));
  }
}

async function beginRoom(server: Server, crowd: Crowd, random: Random, index: number): Promise<RoomLoad> {
  const { host, reader, baseWriter } = crowd;
  const { urls } = server;
  const people = crowd.writers.slice(index * 2, index * 2 + 2);
  const roomId = await startRoom(host, ...people, reader, baseWriter);
  const readers = urls.map((_url, n) => new Reader(reader, roomId, [...urls.slice(n), ...urls.slice(0, n)]));
  await vi.waitFor(
    () => {
      if (!readers.every(({ isOpen }) => isOpen)) throw new Error('Not everybody reads yet.');
    },
    { timeout: FLOWING_WITHIN_MS, interval: 20 },
  );
  const word = `낱말${Math.floor(random() * 1e9).toString(36)}`;
  for (const person of people) await person.connect();
  return {
    roomId,
    word,
    readers,
    writers: people.map((person, n) =>
      n % 2 === 0
        ? new Writer(person, roomId, 'socket', `${word} ${n}`, { urls, newId: uuidV7 })
        : new Writer(person, roomId, 'http', `${word} ${n}`, { urls }),
    ),
    baseWriters: index === 0 ? [new BaseWriter(baseWriter, roomId, word, { urls })] : [],
    fallsSilent: index > 0 && random() < 0.5,
  };
}

const stopWriting = ({ writers, baseWriters }: RoomLoad) =>
  Promise.all([...writers, ...baseWriters].map((writer) => writer.stop()));

async function withLimit<T>(work: Promise<T>, limitMs: number, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error(complaint)), limitMs)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
