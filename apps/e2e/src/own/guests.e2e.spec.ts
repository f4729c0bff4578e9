import { describe, expect, it } from 'vitest';
import * as base from '../client/base-operations.ts';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle, Person, stranger } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer({ MARU_HANDLE_GRACE_MS: '0' });
const AT_ONCE_MS = 1_000;

describe('guestSignIn', () => {
  it('takes a handle for the session, and is safe to repeat', async () => {
    const alice = stranger(server(), 'alice');
    const first = await alice.do(own.guestSignIn, { handle: ` ${alice.handle} ` });
    expect(first.handle).toBe(alice.handle);
    expect(await alice.do(own.guestSignIn, { handle: alice.handle })).toEqual(first);
    expect(await alice.do(own.viewer, {})).toEqual(first);
  });

  it('makes one user of ten requests at once', async () => {
    const alice = stranger(server(), 'alice');
    const users = await Promise.all(
      Array.from({ length: 10 }, () => alice.do(own.guestSignIn, { handle: alice.handle })),
    );
    expect(new Set(users.map((user) => user.id)).size).toBe(1);
  });

  it('holds the handle when the page is closed and when the connection breaks: nobody else gets it', async () => {
    const [alice] = await guests(server(), 'alice');
    const { id } = (await alice.do(own.viewer, {})) ?? { id: 'nobody' };
    const rival = new Person(alice.url, alice.handle);
    await alice.socket.close(1000);
    expect(await rival.refusal(own.guestSignIn, { handle: alice.handle })).toBe('HANDLE_TAKEN');
    await alice.connect();
    await alice.socket.cut();
    expect(await rival.do(base.setUser, { id: alice.handle })).toBe(false);
    expect((await alice.do(own.guestSignIn, { handle: alice.handle })).id).toBe(id);
  });

  it('survives a restart', async () => {
    const [alice] = await guests(server(), 'alice');
    const before = await alice.do(own.viewer, {});
    await server().kill();
    await server().start();
    expect(await alice.do(own.viewer, {})).toEqual(before);
    const rival = new Person(alice.url, alice.handle);
    expect(await rival.refusal(own.guestSignIn, { handle: alice.handle })).toBe('HANDLE_TAKEN');
  });

  it('refuses another handle for a session that has one', async () => {
    const [alice] = await guests(server(), 'alice');
    expect(await alice.refusal(own.guestSignIn, { handle: freshHandle('other') })).toBe('ALREADY_SIGNED_IN');
    expect(await alice.do(base.setUser, { id: freshHandle('other') })).toBe(false);
  });

  it('a socket that was open before is that user from then on, and online', async () => {
    const alice = stranger(server(), 'alice');
    await alice.connect();
    await alice.do(own.guestSignIn, { handle: alice.handle });
    expect(await alice.do(own.viewer, {}, 'socket')).toMatchObject({ handle: alice.handle });
    await expect
      .poll(async () => (await alice.do(own.onlineUsers, {})).map((user) => user.handle))
      .toContain(alice.handle);
  });

  it('takes a handle that a page let go, and inherits nothing', async () => {
    const page = stranger(server(), 'page');
    await page.do(base.setUser, { id: page.handle });
    const roomId = await page.do(base.createRoom, { hostId: page.handle, participants: [] });
    const heir = new Person(page.url, page.handle);
    await expect.poll(() => heir.refusal(own.guestSignIn, { handle: page.handle })).toBe('none');
    expect(await heir.refusal(own.chatRoom, { id: roomId })).toBe('ROOM_NOT_FOUND');
    expect(await page.refusal(base.history, { roomId })).toBe('UNAUTHENTICATED');
  });
});

describe('signOut', () => {
  it('ends the session and releases its handle', async () => {
    const [alice] = await guests(server(), 'alice');
    expect(await alice.do(own.signOut, {})).toBe(true);
    expect(await alice.do(own.viewer, {})).toBeNull();
    expect(await alice.refusal(own.chatRooms, {})).toBe('UNAUTHENTICATED');
    const next = new Person(alice.url, alice.handle);
    expect(await next.do(own.guestSignIn, { handle: alice.handle })).toMatchObject({ handle: alice.handle });
  });

  it('makes the session anonymous on its open socket, too, and nothing reaches it any more', async () => {
    const [alice, bob] = await guests(server(), 'alice', 'bob');
    const roomId = await startRoom(alice, bob);
    const events = await bob.listen(own.roomEvents, {
      roomId,
      after: (await bob.do(own.chatRoom, { id: roomId })).cursor,
    });
    const heard = await bob.listen(base.messages, { userId: bob.handle });
    const gone = bob.socket.closed;
    await bob.do(own.signOut, {});
    await Promise.race([gone, Promise.all([events.ended, heard.ended])]);
    await send(alice, roomId, 'he is gone');
    const posted = events.events.filter((event) => event.__typename === 'MessagePosted');
    expect([posted, heard.events]).toEqual([[], []]);
  });

  it('the next holder of the handle is another user; what the former one wrote stays theirs', async () => {
    const [alice, bob] = await guests(server(), 'alice', 'bob');
    const roomId = await startRoom(alice, bob);
    const { author } = await send(bob, roomId, 'mine');
    await bob.do(own.signOut, {});
    const heir = new Person(bob.url, bob.handle);
    const { id } = await heir.do(own.guestSignIn, { handle: bob.handle });
    expect(id).not.toBe(author.id);
    const items = await wholeTimeline(alice, roomId);
    expect(items.find((item) => item.text === 'mine')?.author.id).toBe(author.id);
    expect((await alice.do(own.chatRoom, { id: roomId })).memberCount).toBe(1);
    expect(await heir.refusal(own.chatRoom, { id: roomId })).toBe('ROOM_NOT_FOUND');
  });

  it('takes effect within a second on every address', async () => {
    const [alice] = await guests(server(), 'alice');
    await alice.do(own.signOut, {});
    for (const url of server().urls) {
      const elsewhere = new Person(url, alice.handle, alice.key);
      await expect.poll(() => elsewhere.refusal(own.chatRooms, {}), { timeout: AT_ONCE_MS }).toBe('UNAUTHENTICATED');
    }
  });
});
