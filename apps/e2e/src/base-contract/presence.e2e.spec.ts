import { expect, it, vi } from 'vitest';
import * as base from '../client/base-operations.ts';
import { people, type Person, stranger } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const byCodeUnit = (ids: readonly string[]) => [...ids].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
const isOnline = async (person: Person) =>
  (await stranger(server(), 'asker').do(base.users, {})).includes(person.handle);
const online = (person: Person, expected: boolean) =>
  vi.waitFor(async () => expect(await isOnline(person)).toBe(expected), { timeout: 5_000, interval: 20 });

it('Presence: "ids of the users who are online, ascending by code unit"', async () => {
  const crowd = await people(server(), 'b', 'B', '나', 'a', '가', 'é', '😀', '～');
  const mine = crowd.map((one) => one.handle);
  for (const one of crowd) await online(one, true);
  for (const over of ['http', 'socket'] as const) {
    const users = await crowd[0].do(base.users, {}, over);
    expect(users).toEqual(byCodeUnit(users));
    expect(users.filter((id) => mine.includes(id))).toEqual(byCodeUnit(mine));
  }
});

it('Presence: "userPresence gives the same list at once on subscribing", to anybody', async () => {
  const [alice] = await people(server(), 'alice');
  await online(alice, true);
  const anybody = stranger(server(), 'anybody');
  await anybody.connect();
  const list = await anybody.socket.subscribe(base.userPresence, {}).first();
  expect(list).toContain(alice.handle);
  expect(list).toEqual(byCodeUnit(list));
});

it('Presence: "and again after changes"', async () => {
  const watcher = stranger(server(), 'watcher');
  await watcher.connect();
  const presence = await watcher.listen(base.userPresence, {});
  const [alice] = await people(server(), 'alice');
  await presence.first((ids) => ids.includes(alice.handle));
  await alice.socket.close();
  await presence.waitFor((lists) => !lists.at(-1)?.includes(alice.handle));
});

it('Presence: "at most once a second", and the last change is told', async () => {
  const watcher = stranger(server(), 'watcher');
  await watcher.connect();
  const presence = await watcher.listen(base.userPresence, {});
  const begun = Date.now();
  const crowd: Person[] = [];
  while (Date.now() - begun < 2_500) crowd.push(...(await people(server(), 'one-of-many')));
  const everybody = crowd.map((one) => one.handle);
  await presence.waitFor((lists) => everybody.every((handle) => lists.at(-1)?.includes(handle)));
  const elapsed = Date.now() - begun;
  expect(presence.arrivals.length).toBeLessThanOrEqual(2 + Math.ceil(elapsed / 1_000));
  await Promise.all(crowd.map((one) => one.socket.close()));
});

it('Presence: "a user is online while at least one of their sockets is open"', async () => {
  const [alice] = await people(server(), 'alice');
  const first = alice.socket;
  await alice.connect();
  await online(alice, true);
  await first.close();
  await alice.settle();
  expect(await isOnline(alice)).toBe(true);
  await alice.socket.cut();
  await online(alice, false);
});

it('Presence: a session without a socket, and a socket without a user, are not online', async () => {
  const silent = stranger(server(), 'http-only');
  await silent.do(base.setUser, { id: silent.handle });
  const anonymous = stranger(server(), 'anonymous');
  await anonymous.connect();
  expect([await isOnline(silent), await isOnline(anonymous)]).toEqual([false, false]);
  await anonymous.do(base.setUser, { id: anonymous.handle });
  await online(anonymous, true);
});

it('Presence: "a crashed server process leaves no ghosts (they expire within 60 s)"', async () => {
  const [alice, bob] = await people(server(), 'alice', 'bob');
  await online(bob, true);
  await server().kill();
  await server().start();
  await alice.connect();
  await online(alice, true);
  await vi.waitFor(async () => expect(await isOnline(bob)).toBe(false), { timeout: 60_000, interval: 200 });
  expect(await isOnline(alice)).toBe(true);
});
