import { describe, expect, it } from 'vitest';
import { openRoom } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { codeOf, type GraphQLAnswer, type Operation } from '../client/operation.ts';
import { freshHandle, people, type Person, stranger, type Transport } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

interface Wrongs {
  /** The caller's own id, or another's. */
  readonly userId: string;
  readonly roomId: string;
}

interface Row {
  readonly name: string;
  readonly takes: 'user' | 'room' | 'both';
  readonly ask: (person: Person, wrongs: Wrongs, over: Transport) => Promise<GraphQLAnswer>;
}

/** @param variables wrong in what the wrongs leave open, too */
const row = <Value, Variables>(
  name: string,
  takes: Row['takes'],
  op: Operation<Value, Variables>,
  variables: (wrongs: Wrongs) => Variables,
): Row => ({ name, takes, ask: (person, wrongs, over) => person.answer(op, variables(wrongs), over) });

const rows = [
  row('message', 'both', base.sendMessage, ({ roomId, userId }) => ({ roomId, userId, content: '  ' })),
  row('history', 'room', base.history, ({ roomId }) => ({ roomId, limit: 0 })),
  row('search', 'user', base.search, ({ userId }) => ({ userId, keyword: 'word', limit: 99_999 })),
  row('createRoom', 'user', base.createRoom, ({ userId }) => ({ hostId: userId, participants: ['System'] })),
];

const ANOTHER = freshHandle('another');

describe('Identity: "UNAUTHENTICATED, then FORBIDDEN, then ROOM_NOT_FOUND, then BAD_USER_INPUT"', () => {
  const code = async (person: Person, wrongs: Wrongs, { ask }: Row) => {
    const [http, socket] = [await ask(person, wrongs, 'http'), await ask(person, wrongs, 'socket')];
    expect(http.errors).toEqual(socket.errors);
    return codeOf(http.errors?.[0]);
  };

  it.each(rows)('$name: everything wrong, without identity', async (row) => {
    const nobody = stranger(server(), 'nobody');
    await nobody.connect();
    expect(await code(nobody, { userId: ANOTHER, roomId: 'no-such-room' }, row)).toBe('UNAUTHENTICATED');
  });

  it.each(rows.filter(({ takes }) => takes !== 'room'))("$name: another's id and the rest wrong", async (row) => {
    const [alice] = await people(server(), 'alice');
    expect(await code(alice, { userId: ANOTHER, roomId: 'no-such-room' }, row)).toBe('FORBIDDEN');
    expect(await code(alice, { userId: 'x'.repeat(33), roomId: 'no-such-room' }, row)).toBe('FORBIDDEN');
  });

  it.each(rows.filter(({ takes }) => takes !== 'user'))('$name: an unknown room and the rest wrong', async (row) => {
    const [alice] = await people(server(), 'alice');
    expect(await code(alice, { userId: alice.handle, roomId: 'no-such-room' }, row)).toBe('ROOM_NOT_FOUND');
  });

  it.each(rows)('$name: only the rest wrong', async (row) => {
    const [alice] = await people(server(), 'alice');
    const roomId = await openRoom(alice);
    expect(await code(alice, { userId: alice.handle, roomId }, row)).toBe('BAD_USER_INPUT');
  });

  it("subscriptions: another's id and the rest wrong", async () => {
    const [alice] = await people(server(), 'alice');
    const wrongs = { userId: ANOTHER, roomId: 'no-such-room' };
    expect(await alice.socket.subscribe(base.messages, wrongs).refusalCode()).toBe('FORBIDDEN');
    expect(await alice.socket.subscribe(base.system, { input: wrongs }).refusalCode()).toBe('FORBIDDEN');
  });

  it('subscription message: both arguments, of an unknown room: ROOM_NOT_FOUND; of a room: BAD_USER_INPUT', async () => {
    const [alice] = await people(server(), 'alice');
    const roomId = await openRoom(alice);
    const code = (variables: { roomId?: string; userId?: string }) =>
      alice.socket.subscribe(base.messages, variables).refusalCode();
    expect(await code({ roomId: 'no-such-room', userId: alice.handle })).toBe('ROOM_NOT_FOUND');
    expect(await code({ roomId, userId: alice.handle })).toBe('BAD_USER_INPUT');
    expect(await code({})).toBe('BAD_USER_INPUT');
  });
});

describe('Identity: "one exception: joinRoom.userId may name anybody"', () => {
  it('a member may name anybody; a non-member who names somebody else, or an impossible id, gets ROOM_NOT_FOUND', async () => {
    const [alice, bob, carol] = await people(server(), 'alice', 'bob', 'carol');
    const roomId = await openRoom(alice);
    for (const over of ['http', 'socket'] as const) {
      for (const userId of [alice.handle, carol.handle, bob.handle, ANOTHER, 'x'.repeat(33)])
        expect(await bob.refusal(base.joinRoom, { roomId, userId }, over)).toBe('ROOM_NOT_FOUND');
      expect(await alice.refusal(base.joinRoom, { roomId, userId: 'x'.repeat(33) }, over)).toBe('BAD_USER_INPUT');
      expect(await alice.refusal(base.joinRoom, { roomId, userId: ANOTHER }, over)).toBe('BAD_USER_INPUT');
    }
    expect(await alice.do(base.joinRoom, { roomId, userId: carol.handle })).toBe(true);
  });
});
