import { describe, expect, it, vi } from 'vitest';
import { createRoom } from '../rooms/create-room.ts';
import { leaveRoom } from '../rooms/leave-room.ts';
import { roomSummary } from '../rooms/room-summaries.ts';
import { openTestChat } from '../testing/open-chat.ts';
import { awaitUser } from './await-user.ts';
import { guestSignIn, setUser, signOut } from './sign-in.ts';

const refused = (code: string): unknown => expect.objectContaining({ code });

describe('a page that takes a handle', () => {
  it('keeps it, in every form of the same text; another one is refused', async () => {
    const { chat } = await openTestChat();
    expect(await setUser(chat, 'key-1', '지민')).toBe(true);
    expect(await setUser(chat, 'key-1', '  지민 ')).toBe(true);
    expect(await setUser(chat, 'key-1', '소라')).toBe(false);
    expect(await setUser(chat, 'key-2', '지민')).toBe(false);
    await expect(setUser(chat, undefined, '지민')).rejects.toThrow(refused('UNAUTHENTICATED'));
    await expect(setUser(chat, 'key-2', 'System')).rejects.toThrow(refused('BAD_USER_INPUT'));
  });

  it('at the same time as others: one of them gets it', async () => {
    const { chat } = await openTestChat();
    const keys = Array.from({ length: 10 }, (_, index) => `key-${index}`);
    const taken = await Promise.all(keys.map((key) => setUser(chat, key, '지민')));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('holds it for a grace period, and stays bound until somebody takes it', async () => {
    const { chat, advance } = await openTestChat();
    await setUser(chat, 'key-1', '지민');
    advance(59_000);
    expect(await setUser(chat, 'key-2', '지민')).toBe(false);
    advance(2_000);
    expect(await chat.ports.userStore.session('key-1')).toMatchObject({ handle: '지민' });
    expect(await setUser(chat, 'key-2', '지민')).toBe(true);
    expect(await chat.ports.userStore.session('key-1')).toBeUndefined();
  });

  it('inherits nothing: the former user’s memberships have ended by then', async () => {
    const { chat, advance, openPage, signIn } = await openTestChat();
    const former = await openPage('지민');
    const sora = await signIn('소라');
    const roomId = await createRoom(chat, sora, { members: ['지민'] });
    advance(61_000);
    const told = await chat.ports.feed.subscribe(`session:${former.id}`);
    expect(await setUser(chat, 'key-2', '지민')).toBe(true);
    const successor = await chat.ports.userStore.session('key-2');
    expect(successor?.userId).not.toBe(former.userId);
    expect(await chat.ports.roomStore.member(roomId, former.userId)).toMatchObject({ state: 'left' });
    expect((await roomSummary(chat, sora, roomId)).room.head.seq).toBe(2);
    await expect(leaveRoom(chat, successor?.userId ?? '', roomId)).rejects.toThrow(refused('ROOM_NOT_FOUND'));
    for await (const item of told) {
      expect(item).toMatchObject({ payload: { userId: null } });
      break;
    }
  });
});

describe('the open connections of a page', () => {
  it('hold its handle, however long', async () => {
    const { chat, advance } = await openTestChat();
    await setUser(chat, 'key-1', '지민');
    await chat.connections.open('socket-1', 'key-1');
    for (let i = 0; i < 10; i++) {
      advance(15_000);
      await chat.connections.renew();
    }
    expect(await setUser(chat, 'key-2', '지민')).toBe(false);
    expect(await chat.ports.presence.online()).toHaveLength(1);
    chat.connections.stop();
  });

  it.each([
    { how: 'cleanly lets it go at once', clean: true, taken: true },
    { how: 'by breaking leaves a grace period', clean: false, taken: false },
  ])('end $how', async ({ clean, taken }) => {
    const { chat } = await openTestChat();
    await chat.connections.open('socket-1', 'key-1');
    await setUser(chat, 'key-1', '지민');
    await chat.connections.refresh('socket-1', 'key-1');
    await chat.connections.close('socket-1', clean);
    expect(await setUser(chat, 'key-2', '지민')).toBe(taken);
    chat.connections.stop();
  });

  it('hold it until the last one is closed', async () => {
    const { chat } = await openTestChat();
    await setUser(chat, 'key-1', '지민');
    await chat.connections.open('socket-1', 'key-1');
    await chat.connections.open('socket-2', 'key-1');
    await chat.connections.close('socket-1', true);
    expect(await setUser(chat, 'key-2', '지민')).toBe(false);
    await chat.connections.close('socket-2', true);
    expect(await setUser(chat, 'key-2', '지민')).toBe(true);
    chat.connections.stop();
  });
});

describe('a guest', () => {
  it('keeps the name for 30 days after being seen, also when the page is closed', async () => {
    const { chat, advance } = await openTestChat();
    const guest = await guestSignIn(chat, 'key-1', '지민');
    expect(await guestSignIn(chat, 'key-1', '지민')).toMatchObject({ userId: guest.userId });
    await chat.connections.open('socket-1', 'key-1');
    await chat.connections.close('socket-1', true);
    chat.connections.stop();
    advance(29 * 86_400_000);
    await expect(guestSignIn(chat, 'key-2', '지민')).rejects.toThrow(refused('HANDLE_TAKEN'));
    await expect(guestSignIn(chat, 'key-1', '소라')).rejects.toThrow(refused('ALREADY_SIGNED_IN'));
    advance(2 * 86_400_000);
    expect((await guestSignIn(chat, 'key-2', '지민')).userId).not.toBe(guest.userId);
  });

  it('who signs out lets the name go at once', async () => {
    const { chat } = await openTestChat();
    await signOut(chat, await guestSignIn(chat, 'key-1', '지민'));
    expect(await chat.ports.userStore.session('key-1')).toBeUndefined();
    expect(await guestSignIn(chat, 'key-2', '지민')).toMatchObject({ handle: '지민' });
  });
});

describe('waiting for a session’s user', () => {
  it('ends as soon as there is one', async () => {
    const { chat } = await openTestChat();
    const waiting = awaitUser(chat, 'key-1', 5_000);
    await setUser(chat, 'key-1', '지민');
    expect(await waiting).toMatchObject({ handle: '지민' });
  });

  it('ends without one after the time given', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { chat } = await openTestChat();
    const waiting = awaitUser(chat, 'key-1', 5_000);
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await waiting).toBeUndefined();
    vi.useRealTimers();
  });
});
