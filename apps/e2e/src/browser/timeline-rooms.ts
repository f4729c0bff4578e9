import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import { Person } from '../client/person.ts';
import { TOPOLOGY } from '../topology/run-settings.ts';
import { runToEnd } from '../topology/server-process.ts';
import type { Server } from '../topology/server.ts';
import { useServer } from '../topology/use-server.ts';

const LONG_ROOMS = fileURLToPath(new URL('../../../../tools/bench/long-rooms.mjs', import.meta.url));
const FILLED_WITHIN_MS = 300_000;
const AT_ONCE = 64;

/** Rooms that are full of messages, and a member who can invite others into them. */
export interface LongRooms {
  readonly server: Server;
  readonly host: Person;
  readonly roomIds: readonly string[];
}

/** A server with rooms of so many messages each: written into its storage where that lies in a folder, sent where it does not. */
export function useLongRooms(...counts: readonly number[]): () => LongRooms {
  const dataDir = mkdtempSync(join(tmpdir(), 'maru-long-rooms-'));
  const key = randomUUID();
  let rooms: LongRooms | undefined;
  let written: readonly string[] | undefined;
  beforeAll(async () => {
    if (TOPOLOGY !== 'embedded') return;
    written = (await runToEnd(LONG_ROOMS, [dataDir, key, ...counts.map(String)], {})).trim().split('\n');
  }, FILLED_WITHIN_MS);
  const server = useServer(TOPOLOGY === 'embedded' ? { MARU_DATA_DIR: dataDir } : {});
  beforeAll(async () => {
    const host = new Person(server().urls[0], 'host', key);
    rooms = written ? { server: server(), host, roomIds: written } : await sendAll(server(), counts);
  }, FILLED_WITHIN_MS);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  return () => {
    if (!rooms) throw new Error('The rooms were not filled.');
    return rooms;
  };
}

async function sendAll(server: Server, counts: readonly number[]): Promise<LongRooms> {
  const [host] = await guests(server, 'host');
  const roomIds = [];
  for (const count of counts) {
    const roomId = await startRoom(host);
    let sent = 0;
    const sendOn = async () => {
      while (sent < count) await send(host, roomId, `message ${++sent}`);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
    roomIds.push(roomId);
  }
  return { server, host, roomIds };
}
