import { gather, type Person } from '../../client/person.ts';
import * as own from '../../client/own-operations.ts';
import type { Server } from '../../topology/server.ts';

export const ROOMS = 2;

/** Those who chat in all runs of a fault. */
export interface Crowd {
  readonly host: Person;
  readonly writers: readonly Person[];
  readonly baseWriter: Person;
  readonly reader: Person;
}

/** Two who write in each room, and one more by the base contract. */
export async function gatherCrowd(server: Server): Promise<Crowd> {
  const names = ['host', 'reader', 'base', ...Array.from({ length: 2 * ROOMS }, () => 'writer')] as const;
  const people: readonly Person[] = await gather(server, names, (person) =>
    person.do(own.guestSignIn, { handle: person.handle }),
  );
  const [host, reader, baseWriter, ...writers] = people;
  if (!host || !reader || !baseWriter) throw new Error('Nobody came.');
  return { host, reader, baseWriter, writers };
}
