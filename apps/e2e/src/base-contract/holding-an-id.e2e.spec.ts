import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { openRoom } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { letPass } from '../client/clock.ts';
import { freshHandle, people, Person, stranger } from '../client/person.ts';
import { RawSocket } from '../client/raw-socket.ts';
import { useServer } from '../topology/use-server.ts';

const GRACE_MS = 4_000;
/** "released at once …, on every replica within 1 s"; as much again for a busy machine. */
const AT_ONCE_MS = 2_000;

const server = useServer({ MARU_HANDLE_GRACE_MS: String(GRACE_MS) });

const rivalOf = (holder: Person) => new Person(holder.url, holder.handle);
const isHeld = async (handle: string) => !(await new Person(server().urls[0], handle).do(base.setUser, { id: handle }));
const holder = async () => (await people(server(), 'holder'))[0];

const taken = (rival: Person, timeout: number) =>
  vi.waitFor(async () => expect(await rival.do(base.setUser, { id: rival.handle })).toBe(true), {
    timeout,
    interval: 20,
  });

async function takenAfter(handle: string, since: number): Promise<number> {
  const rival = new Person(server().urls[0], handle);
  await taken(rival, GRACE_MS + 5_000);
  return Date.now() - since;
}

const expectReleasedAtOnce = (rival: Person) => taken(rival, AT_ONCE_MS);

describe('Identity: how long an id is held', () => {
  it.concurrent('"held while a socket of that session is open", for longer than the grace period', async () => {
    const alice = await holder();
    await letPass(GRACE_MS + 500);
    expect(await isHeld(alice.handle)).toBe(true);
  });

  it.concurrent('"for a grace period after setUser" by a session that never opened a socket', async () => {
    const handle = freshHandle('http-only');
    const begun = Date.now();
    await new Person(server().urls[0], handle).do(base.setUser, { id: handle });
    expect(await isHeld(handle)).toBe(true);
    const took = await takenAfter(handle, begun);
    expect(took).toBeGreaterThanOrEqual(GRACE_MS - 100);
    expect(took).toBeLessThan(GRACE_MS + 4_000);
  });

  it.concurrent('"or after a connection broke": counted from the break, not from setUser', async () => {
    const alice = await holder();
    await letPass(GRACE_MS);
    await alice.socket.cut();
    const begun = Date.now();
    expect(await isHeld(alice.handle)).toBe(true);
    const took = await takenAfter(alice.handle, begun);
    expect(took).toBeGreaterThanOrEqual(GRACE_MS - 100);
    expect(took).toBeLessThan(GRACE_MS + 4_000);
  });

  it.concurrent.each([
    ['1000', 1000],
    ['1001', 1001],
    ['1005 (no code)', undefined],
  ] as const)('"released at once when the last socket closes cleanly": %s', async (_name, code) => {
    const alice = await holder();
    await alice.socket.close(code);
    await expectReleasedAtOnce(rivalOf(alice));
  });

  it.concurrent('a socket that closes with another code counts as broken', async () => {
    const alice = stranger(server(), 'alice');
    const raw = await RawSocket.ready(alice.url, { 'x-session-key': alice.key });
    await alice.do(base.setUser, { id: alice.handle });
    raw.socket.close(4000);
    await raw.closed;
    await letPass(AT_ONCE_MS);
    expect(await isHeld(alice.handle)).toBe(true);
  });

  it.concurrent('"when the last socket closes": one that stays open keeps the id', async () => {
    const alice = await holder();
    const first = alice.socket;
    await alice.connect();
    await first.close(1000);
    await letPass(GRACE_MS + 500);
    expect(await isHeld(alice.handle)).toBe(true);
    await alice.socket.close(1001);
    await expectReleasedAtOnce(rivalOf(alice));
  });

  it.concurrent('"the latest of these events decides": a clean close after a break releases', async () => {
    const alice = await holder();
    const first = alice.socket;
    await alice.connect();
    await first.cut();
    await alice.settle();
    await alice.socket.close(1000);
    await expectReleasedAtOnce(rivalOf(alice));
  });

  it.concurrent('"the latest of these events decides": a break after a clean close holds', async () => {
    const alice = await holder();
    const first = alice.socket;
    await alice.connect();
    await first.close(1000);
    await alice.settle();
    await alice.socket.cut();
    const begun = Date.now();
    expect(await isHeld(alice.handle)).toBe(true);
    expect(await takenAfter(alice.handle, begun)).toBeGreaterThanOrEqual(GRACE_MS - 200);
  });

  it.concurrent('"the latest of these events decides": setUser after a clean close holds again', async () => {
    const alice = await holder();
    await alice.socket.close(1000);
    await letPass(AT_ONCE_MS);
    expect(await alice.do(base.setUser, { id: alice.handle })).toBe(true);
    expect(await isHeld(alice.handle)).toBe(true);
  });

  it.concurrent('a reload: the next load has a new key and gets the same name', async () => {
    const alice = await holder();
    await alice.socket.close(1001);
    const reloaded = new Person(alice.url, alice.handle, randomUUID());
    await expectReleasedAtOnce(reloaded);
    expect(await openRoom(reloaded)).toEqual(expect.any(String));
  });

  it.concurrent('the same session that comes back within the grace period keeps its id', async () => {
    const alice = await holder();
    await alice.socket.cut();
    await alice.connect();
    await letPass(GRACE_MS + 500);
    expect(await isHeld(alice.handle)).toBe(true);
    expect(await openRoom(alice)).toEqual(expect.any(String));
  });
});
