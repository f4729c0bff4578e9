import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { guests, send, startRoom } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import type { Person } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();
const three = () => guests(server(), 'alice', 'bob', 'carol');
const handles = (users: readonly own.User[]) => users.map((user) => user.handle);
const roomIds = async (person: Person) => (await person.do(own.chatRooms, {})).edges.map((edge) => edge.node.id);

describe('createChatRoom', () => {
  it('answers the room: name, members, no messages', async () => {
    const [alice, bob, carol] = await three();
    const input = {
      clientRequestId: randomUUID(),
      name: ' 점심 모임 ',
      members: [bob.handle, carol.handle, bob.handle],
    };
    const room = await alice.do(own.createChatRoom, { input });
    expect(room).toMatchObject({ name: '점심 모임', memberCount: 3, lastMessage: null, unreadCount: 0 });
    expect(handles(room.firstMembers)).toEqual([bob.handle, carol.handle]);
    expect(await bob.do(own.chatRoom, { id: room.id })).toMatchObject({ id: room.id, name: '점심 모임' });
  });

  it('a room without a name is called after its first three other members', async () => {
    const [alice, bob, carol, dave, erin] = await guests(server(), 'alice', 'bob', 'carol', 'dave', 'erin');
    const id = await startRoom(alice, bob, carol, dave, erin);
    expect(await alice.do(own.chatRoom, { id })).toMatchObject({ name: null, memberCount: 5 });
    expect(handles((await alice.do(own.chatRoom, { id })).firstMembers)).toEqual(
      handles([bob, carol, dave].map(asUser)),
    );
    expect(handles((await carol.do(own.chatRoom, { id })).firstMembers)).toEqual(
      handles([alice, bob, dave].map(asUser)),
    );
  });

  it('a retry makes no second room: at once, later, and after a restart', async () => {
    const [alice, bob] = await three();
    const input = { clientRequestId: randomUUID(), name: 'once', members: [bob.handle] };
    const rooms = await Promise.all(Array.from({ length: 10 }, () => alice.do(own.createChatRoom, { input })));
    expect(new Set(rooms.map((room) => room.id)).size).toBe(1);
    const id = rooms[0]?.id ?? '';
    await send(alice, id, 'said since');
    await server().kill();
    await server().start();
    expect((await alice.do(own.createChatRoom, { input })).id).toBe(id);
    expect(await roomIds(alice)).toEqual([id]);
  });

  it('the same clientRequestId with another room in mind is refused, and is free for another user', async () => {
    const [alice, bob, carol] = await three();
    const input = { clientRequestId: randomUUID(), name: 'once', members: [bob.handle] };
    const { id } = await alice.do(own.createChatRoom, { input });
    for (const over of ['http', 'socket'] as const) {
      expect(await alice.refusal(own.createChatRoom, { input: { ...input, name: 'twice' } }, over)).toBe(
        'DEDUPE_MISMATCH',
      );
      const wider = { ...input, members: [bob.handle, carol.handle] };
      expect(await alice.refusal(own.createChatRoom, { input: wider }, over)).toBe('DEDUPE_MISMATCH');
    }
    expect((await carol.do(own.createChatRoom, { input })).id).not.toBe(id);
  });
});

const asUser = (person: Person): own.User => ({ id: '', handle: person.handle });

describe('inviteToRoom and leaveChatRoom', () => {
  it('an invited user is a member; inviting again changes nothing', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice);
    const input = { roomId, handle: bob.handle };
    expect(await alice.do(own.inviteToRoom, { input })).toMatchObject({ id: roomId, memberCount: 2 });
    expect(await alice.do(own.inviteToRoom, { input })).toMatchObject({ memberCount: 2 });
    expect(await bob.do(own.chatRoom, { id: roomId })).toMatchObject({ memberCount: 2, unreadCount: 0 });
  });

  it('of twenty who are invited at the same moment, each is a member once', async () => {
    const [alice, ...others] = await guests(server(), 'host', ...Array.from({ length: 20 }, () => 'one-of-many'));
    const roomId = await startRoom(alice);
    const invitations = others.flatMap((other) => [other, other]);
    await Promise.all(
      invitations.map((other) => alice.do(own.inviteToRoom, { input: { roomId, handle: other.handle } })),
    );
    const { members } = await alice.do(own.members, { id: roomId, first: 200 });
    expect(members.totalCount).toBe(21);
    const names = members.edges.map(({ node }) => node.user.handle);
    expect([...names].sort()).toEqual([alice, ...others].map((member) => member.handle).sort());
  });

  it('whoever left is in the room no more; leaving again is answered', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice, bob);
    for (const over of ['http', 'socket'] as const)
      expect(await bob.do(own.leaveChatRoom, { input: { roomId } }, over)).toBe(true);
    expect(await bob.refusal(own.chatRoom, { id: roomId })).toBe('ROOM_NOT_FOUND');
    expect(await roomIds(bob)).toEqual([]);
    expect((await alice.do(own.chatRoom, { id: roomId })).memberCount).toBe(1);
  });
});

describe('chatRooms', () => {
  it('"the viewer\'s, by latest activity, paged"', async () => {
    const [alice, bob] = await three();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push(await startRoom(alice, bob));
    for (const index of [3, 0, 4]) await send(alice, ids[index] ?? '', 'activity');
    const expected = [4, 0, 3, 2, 1].map((index) => ids[index]);
    expect(await roomIds(bob)).toEqual(expected);

    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: own.Connection<own.ChatRoom> = await bob.do(own.chatRooms, {
        first: 2,
        ...(after !== null && { after }),
      });
      expect(edges.length).toBeLessThanOrEqual(2);
      seen.push(...edges.map((edge) => edge.node.id));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(expected);
  });

  it('tells of each room its last message, when it was active, and what is unread', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice, bob);
    await send(alice, roomId, 'first');
    const last = await send(alice, roomId, 'last');
    const [room] = (await bob.do(own.chatRooms, {})).edges.map((edge) => edge.node);
    expect(room).toMatchObject({
      id: roomId,
      lastMessage: { id: last.id, text: 'last' },
      lastActivityAt: last.createdAt,
      unreadCount: 2,
      cursor: last.cursor,
    });
  });

  it('what was said before somebody joined is not unread for them', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice);
    await send(alice, roomId, 'before');
    await alice.do(own.inviteToRoom, { input: { roomId, handle: bob.handle } });
    expect((await bob.do(own.chatRoom, { id: roomId })).unreadCount).toBe(0);
    await send(alice, roomId, 'after');
    expect((await bob.do(own.chatRoom, { id: roomId })).unreadCount).toBe(1);
  });
});

describe('members', () => {
  it('are paged in the order in which they joined; the first one owns the room', async () => {
    const [alice, bob, carol] = await three();
    const id = await startRoom(alice, carol, bob);
    const first = (await alice.do(own.members, { id, first: 2 })).members;
    expect(first.edges.map(({ node }) => [node.user.handle, node.role])).toEqual([
      [alice.handle, 'OWNER'],
      [carol.handle, 'MEMBER'],
    ]);
    expect([first.totalCount, first.pageInfo.hasNextPage]).toEqual([3, true]);
    const rest = (await alice.do(own.members, { id, first: 2, after: first.pageInfo.endCursor ?? '' })).members;
    expect(rest.edges.map(({ node }) => node.user.handle)).toEqual([bob.handle]);
    expect(rest.pageInfo.hasNextPage).toBe(false);
  });
});

describe('node', () => {
  it('looks up a user, a room, a message and a notice by id', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice, bob);
    const message = await send(alice, roomId, '찾아줘');
    expect(await bob.do(own.node, { id: roomId })).toMatchObject({ __typename: 'ChatRoom', id: roomId });
    expect(await bob.do(own.node, { id: message.id })).toEqual({
      __typename: 'ChatMessage',
      id: message.id,
      text: '찾아줘',
    });
    expect(await bob.do(own.node, { id: message.author.id })).toEqual({
      __typename: 'ChatUser',
      id: message.author.id,
      handle: alice.handle,
    });
    const [notice] = (await bob.do(own.timeline, { id: roomId, first: 1 })).timeline.edges;
    expect(await bob.do(own.node, { id: notice?.node.id ?? '' })).toMatchObject({ __typename: 'RoomNotice' });
  });

  it('is null for what does not exist and for what the viewer may not see, alike', async () => {
    const [alice, bob] = await three();
    const roomId = await startRoom(alice);
    const message = await send(alice, roomId, 'secret');
    const made = [message.id.replace(/.$/, 'z'), `${roomId}x`, 'rubbish', '', 'm1.a.1.1', '../../etc', '#{}'];
    for (const over of ['http', 'socket'] as const)
      for (const id of [roomId, message.id, ...made]) expect(await bob.do(own.node, { id }, over)).toBeNull();
  });
});
