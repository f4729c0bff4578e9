import * as base from '../client/base-operations.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle, Person } from '../client/person.ts';
import type { Server } from '../topology/server.ts';

/** A client at every replica, in their order, all of one session. */
export type Clients = readonly [Person, Person, Person];

/** A fresh guest, with a client (its socket open) at every replica. */
export const guestEverywhere = async (server: Server, name: string): Promise<Clients> =>
  everywhere(server, name, (person) => person.do(own.guestSignIn, { handle: person.handle }));

/** The same, in the words of the base contract. */
export const userEverywhere = async (server: Server, name: string): Promise<Clients> =>
  everywhere(server, name, (person) => person.do(base.setUser, { id: person.handle }));

async function everywhere(
  server: Server,
  name: string,
  signIn: (person: Person) => Promise<unknown>,
): Promise<Clients> {
  const [first, second, third] = server.urls;
  if (second === undefined || third === undefined) throw new Error('There are less than three replicas.');
  const one = new Person(first, freshHandle(name));
  const clients = [one, ...[second, third].map((url) => new Person(url, one.handle, one.key))] as const;
  await one.connect();
  await signIn(one);
  await Promise.all(clients.slice(1).map((client) => client.connect()));
  return clients as Clients;
}
