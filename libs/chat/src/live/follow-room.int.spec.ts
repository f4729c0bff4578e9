import { describe, expect, it, vi } from 'vitest';
import { busy, encodeCursor, type Session } from '@maru/domain';
import { sendMessage } from '../messages/send-message.ts';
import { createRoom } from '../rooms/create-room.ts';
import { invite } from '../rooms/invite.ts';
import { leaveRoom } from '../rooms/leave-room.ts';
import { roomSummary } from '../rooms/room-summaries.ts';
import { faultyFeed, type Fault } from '../testing/faulty-feed.ts';
import { RecordingFollower } from '../testing/followers.ts';
import { openTestChat, type TestChat } from '../testing/open-chat.ts';
import { override } from '../testing/override.ts';
import { followRoom } from './follow-room.ts';

const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function openRoom(options?: Parameters<typeof openTestChat>[0]) {
  const test = await openTestChat(options);
  const [jimin, sora] = [await test.signIn('지민'), await test.signIn('소라')];
  const roomId = await createRoom(test.chat, jimin, { members: ['소라'] });
  const say = (count: number) =>
    Promise.all(
      upTo(count).map((n) => sendMessage(test.chat, jimin, { roomId, clientMessageId: null, text: `글 ${n}` })),
    );
  return { ...test, jimin, sora, roomId, say };
}

async function cursorOf(test: TestChat, viewer: Session, roomId: string): Promise<string> {
  const { head } = (await roomSummary(test.chat, viewer, roomId)).room;
  return encodeCursor({ roomId, epoch: head.epoch, seq: head.seq });
}

describe('following a room from a cursor', () => {
  it('brings what was missed, then what is new: each once, in order', async () => {
    const test = await openRoom();
    const cursor = encodeCursor({ roomId: test.roomId, epoch: 1, seq: 0 });
    await test.say(10);
    const follower = new RecordingFollower();
    const stop = await followRoom(test.chat, test.sora, test.roomId, cursor, follower);
    await test.say(10);
    await vi.waitFor(() => expect(follower.seqs).toEqual(upTo(21)));
    stop();
    await test.say(1);
    expect(test.chat.channels.size).toBe(0);
    expect(follower.seqs).toEqual(upTo(21));
  });

  it('misses and doubles nothing, whenever it begins while messages flow', async () => {
    const test = await openRoom({ hotWindow: 1_000 });
    const followers: RecordingFollower[] = [];
    for (let round = 0; round < 20; round++) {
      const sent = test.say(20);
      const follower = new RecordingFollower();
      followers.push(follower);
      const cursor = await cursorOf(test, test.sora, test.roomId);
      await followRoom(test.chat, test.sora, test.roomId, cursor, follower);
      await sent;
    }
    for (const follower of followers) {
      await vi.waitFor(() => expect(follower.seqs.at(-1)).toBe(401));
      expect(follower.seqs).toEqual(upTo(401, follower.seqs[0]));
    }
  });

  it('misses nothing that happens between reading the log and going live', async () => {
    let meanwhile = async () => {};
    const test = await openRoom({
      wrap: (ports) => ({
        ...ports,
        roomLog: override(ports.roomLog, {
          read: async (position, limit) => {
            const replay = await ports.roomLog.read(position, limit);
            await meanwhile();
            return replay;
          },
        }),
      }),
    });
    const early = new RecordingFollower();
    await followRoom(test.chat, test.jimin, test.roomId, await cursorOf(test, test.jimin, test.roomId), early);
    await test.say(1);
    await vi.waitFor(() => expect(early.seqs).toEqual([2]));
    const cursor = await cursorOf(test, test.sora, test.roomId);
    meanwhile = async () => {
      meanwhile = async () => {};
      await test.say(1);
      await vi.waitFor(() => expect(early.seqs).toEqual([2, 3]));
    };
    const late = new RecordingFollower();
    await followRoom(test.chat, test.sora, test.roomId, cursor, late);
    await vi.waitFor(() => expect(late.seqs).toEqual([3]));
  });

  it('gives all followers the very same objects, so that their execution can be shared', async () => {
    const test = await openRoom();
    const [a, b] = [new RecordingFollower(), new RecordingFollower()];
    await followRoom(test.chat, test.sora, test.roomId, await cursorOf(test, test.sora, test.roomId), a);
    await test.say(3);
    await vi.waitFor(() => expect(a.seqs).toEqual([2, 3, 4]));
    await followRoom(test.chat, test.jimin, test.roomId, await cursorOf(test, test.jimin, test.roomId), b);
    await test.say(2);
    await vi.waitFor(() => expect(b.seqs).toEqual([5, 6]));
    expect(a.events.slice(-2).every((event, index) => event === b.events[index])).toBe(true);
  });

  it('ends with the event of one’s own leaving', async () => {
    const test = await openRoom();
    const follower = new RecordingFollower();
    await followRoom(test.chat, test.sora, test.roomId, await cursorOf(test, test.sora, test.roomId), follower);
    await Promise.all([test.say(5), leaveRoom(test.chat, test.sora.userId, test.roomId), test.say(5)]);
    await vi.waitFor(() => expect(follower.ended).toBe(true));
    await test.say(1);
    expect(follower.events.at(-1)).toMatchObject({ kind: 'member_left', userId: test.sora.userId });
  });

  it('ends with that event also when it comes late, long after the record knows of the leaving', async () => {
    let looks = 0;
    const held: Parameters<Fault>[0][] = [];
    const test = await openRoom({
      wrap: (ports) => ({
        ...ports,
        feed: faultyFeed(ports.feed, (item) => (held.push(item) < 3 ? [] : held.splice(0))),
        roomStore: override(ports.roomStore, {
          member: async (roomId, userId) => {
            // The second look is the one at the end of the replay.
            if (--looks === 0) await leaveRoom(test.chat, userId, roomId);
            return ports.roomStore.member(roomId, userId);
          },
        }),
      }),
    });
    const follower = new RecordingFollower();
    const cursor = await cursorOf(test, test.sora, test.roomId);
    looks = 2;
    await followRoom(test.chat, test.sora, test.roomId, cursor, follower);
    await vi.waitFor(() => expect(held).toHaveLength(1));
    await test.say(2);
    await vi.waitFor(() => expect(follower.ended).toBe(true));
    expect(follower.events).toMatchObject([{ kind: 'member_left', userId: test.sora.userId }]);
  });

  it('goes through an earlier leaving when the member is back', async () => {
    const test = await openRoom();
    const cursor = await cursorOf(test, test.sora, test.roomId);
    await leaveRoom(test.chat, test.sora.userId, test.roomId);
    await invite(test.chat, test.jimin, test.roomId, '소라');
    await test.say(1);
    const follower = new RecordingFollower();
    await followRoom(test.chat, test.sora, test.roomId, cursor, follower);
    await vi.waitFor(() => expect(follower.seqs).toEqual([2, 3, 4]));
    expect(follower.ended).toBe(false);
  });

  it('says that a resync is needed when the cursor is too old, or from nowhere', async () => {
    const test = await openRoom({ hotWindow: 5 });
    await test.startConsumers();
    await test.say(30);
    const { roomId } = test;
    await vi.waitFor(async () => {
      const old = new RecordingFollower();
      await followRoom(test.chat, test.sora, roomId, encodeCursor({ roomId, epoch: 1, seq: 2 }), old);
      await vi.waitFor(() => expect(old).toMatchObject({ resyncReason: 'too_old', ended: true, events: [] }), 100);
    });
    const lost = new RecordingFollower();
    await followRoom(test.chat, test.sora, roomId, encodeCursor({ roomId, epoch: 9, seq: 2 }), lost);
    await vi.waitFor(() => expect(lost).toMatchObject({ resyncReason: 'unknown_position', ended: true, events: [] }));
    expect(test.chat.channels.counts.resyncs).toBeGreaterThanOrEqual(2);
  });

  it('is refused to strangers, and with another room’s cursor or none', async () => {
    const test = await openRoom();
    const stranger = await test.signIn('나그네');
    const cursor = await cursorOf(test, test.jimin, test.roomId);
    const follow = (viewer: Session, roomId: string, after: string) =>
      followRoom(test.chat, viewer, roomId, after, new RecordingFollower());
    const other = await createRoom(test.chat, test.jimin, { members: [] });
    await expect(follow(stranger, test.roomId, cursor)).rejects.toMatchObject({ code: 'ROOM_NOT_FOUND' });
    await expect(follow(test.jimin, other, cursor)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(follow(test.jimin, test.roomId, 'nonsense')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('a feed that is not to be trusted', () => {
  let count = 0;
  const every =
    (n: number, fault: Fault): Fault =>
    (item) =>
      ++count % n === 0 ? fault(item) : [item];
  const held: Parameters<Fault>[0][] = [];
  const reorder: Fault = (item) => {
    held.push(item);
    return held.length < 3 ? [] : held.splice(0).reverse();
  };

  it.each([
    ['loses every third event', every(3, () => []), true],
    ['loses them, and says so', every(3, () => [{ kind: 'missed' }]), true],
    ['brings them twice', every(2, (item) => [item, item]), false],
    ['turns their order round', reorder, true],
  ])('is repaired from the log when it %s', async (_, fault, hasGaps) => {
    const test = await openRoom({ wrap: (ports) => ({ ...ports, feed: faultyFeed(ports.feed, fault) }) });
    const follower = new RecordingFollower();
    const cursor = encodeCursor({ roomId: test.roomId, epoch: 1, seq: 0 });
    await followRoom(test.chat, test.sora, test.roomId, cursor, follower);
    await test.say(20);
    // Whatever was lost at the very end shows with the next events.
    await vi.waitFor(async () => {
      await test.say(1);
      expect(follower.seqs.length).toBeGreaterThan(21);
    });
    expect(follower.seqs).toEqual(upTo(follower.seqs.length));
    expect(test.chat.channels.counts.gapsRepaired > 0).toBe(hasGaps);
    expect(test.errors).toEqual([]);
  });

  it('is repaired once the log can be read again, also where nothing new happens', async () => {
    let refusals = 0;
    const test = await openRoom({
      wrap: (ports) => ({
        ...ports,
        feed: faultyFeed(
          ports.feed,
          every(10, () => [{ kind: 'missed' }]),
        ),
        roomLog: override(ports.roomLog, {
          read: (position, limit) => (refusals-- > 0 ? Promise.reject(busy()) : ports.roomLog.read(position, limit)),
        }),
      }),
    });
    const follower = new RecordingFollower();
    count = 0;
    await followRoom(test.chat, test.sora, test.roomId, await cursorOf(test, test.sora, test.roomId), follower);
    await test.say(9);
    await vi.waitFor(() => expect(follower.seqs).toEqual(upTo(10, 2)));
    refusals = 2;
    await test.say(1);
    await vi.waitFor(() => expect(follower.seqs).toEqual(upTo(11, 2)), { timeout: 15_000 });
    expect(test.errors).toHaveLength(2);
  });
});
