import { describe, expect, it } from 'vitest';
import { openRoom, say } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { freshHandle, people, Person, stranger } from '../client/person.ts';
import { useServer } from '../topology/use-server.ts';

const server = useServer();

const REFUSED_RANGES: readonly (readonly [number, number])[] = [
  [0x00, 0x1f],
  [0x7f, 0x9f],
  [0x61c, 0x61c],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x2060],
  [0x2066, 0x2069],
  [0xfeff, 0xfeff],
];
const refusedCharacters = REFUSED_RANGES.flatMap(([from, to]) =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)),
);

describe('Identity: the form of an id', () => {
  it('"1 to 32 code points": counted in code points, 32 are accepted and 33 refused', async () => {
    const unique = freshHandle('');
    const longest = unique + '😀'.repeat(32 - [...unique].length);
    expect(await stranger(server(), 'long').do(base.setUser, { id: longest })).toBe(true);
    expect(await stranger(server(), 'longer').refusal(base.setUser, { id: `${longest}x` })).toBe('BAD_USER_INPUT');
    expect(await stranger(server(), 'short').do(base.setUser, { id: '마' })).toBe(true);
  });

  it.each(['', ' ', '\t\n', '　', '\u00a0'])('"1 to 32 code points … after trimming": %j is refused', async (id) => {
    expect(await stranger(server(), 'blank').refusal(base.setUser, { id })).toBe('BAD_USER_INPUT');
  });

  it('"after NFC normalisation": the composed and the decomposed form are one id', async () => {
    const handle = freshHandle('한글');
    const alice = new Person(server().urls[0], handle);
    expect(await alice.do(base.setUser, { id: handle.normalize('NFD') })).toBe(true);
    expect(await new Person(server().urls[0], handle).do(base.setUser, { id: handle })).toBe(false);
    expect(await alice.do(base.setUser, { id: `  ${handle} ` })).toBe(true);
    await alice.connect();
    await expect.poll(() => alice.do(base.users, {})).toContain(handle.normalize('NFC'));
  });

  it('"32 code points after NFC": a text that is longer only when decomposed is accepted', async () => {
    const unique = freshHandle('');
    const handle = unique + '각'.repeat(32 - unique.length);
    expect(await stranger(server(), 'nfd').do(base.setUser, { id: handle.normalize('NFD') })).toBe(true);
  });

  it('"control characters (Cc), U+061C, U+200B–200F, … are refused with BAD_USER_INPUT": each of them', async () => {
    const person = stranger(server(), 'control');
    const accepted: string[] = [];
    for (const character of refusedCharacters)
      if ((await person.refusal(base.setUser, { id: `a${character}b` })) !== 'BAD_USER_INPUT')
        accepted.push(`U+${character.codePointAt(0)?.toString(16)}`);
    expect(accepted).toEqual([]);
  });

  it.each(['System', 'system', 'SYSTEM', ' sYsTeM ', 'null', 'NULL', 'undefined', 'Undefined'])(
    '"the reserved names (any case) are refused": %j',
    async (id) => {
      for (const over of ['http', 'socket'] as const) {
        const person = stranger(server(), 'reserved');
        await person.connect();
        expect(await person.refusal(base.setUser, { id }, over)).toBe('BAD_USER_INPUT');
      }
    },
  );

  it('a lone surrogate is refused', async () => {
    expect(await stranger(server(), 'half').refusal(base.setUser, { id: 'a\ud83d' })).toBe('BAD_USER_INPUT');
  });

  it('characters with a meaning elsewhere are nothing special in an id', async () => {
    const unique = freshHandle('#:{}%_*');
    const person = new Person(server().urls[0], `${unique}'"`);
    await person.connect();
    expect(await person.do(base.setUser, { id: person.handle })).toBe(true);
    const roomId = await openRoom(person);
    expect(await say(person, roomId, 'hello')).toBe(true);
    expect((await person.do(base.history, { roomId }))[0]?.userId).toBe(person.handle);
  });
});

describe('Identity: ids in arguments and inputs', () => {
  it('"every userId/hostId, in arguments and in inputs, is normalised in the same way"', async () => {
    const handle = freshHandle('각');
    const alice = new Person(server().urls[0], handle);
    await alice.connect();
    await alice.do(base.setUser, { id: handle });
    const alike = `  ${handle.normalize('NFD')} `;
    const roomId = await alice.do(base.createRoom, { hostId: alike, participants: [alike, handle] });
    expect(await alice.do(base.sendMessage, { roomId, userId: alike, content: '각자' })).toBe(true);
    expect(await alice.do(base.sendTyping, { roomId, userId: alike })).toBe(true);
    expect(await alice.do(base.joinRoom, { roomId, userId: alike })).toBe(true);
    expect(await alice.do(base.search, { keyword: '각자', userId: alike })).toEqual(expect.any(Array));
    const streams = [
      await alice.listen(base.messages, { userId: alike }),
      await alice.listen(base.roomCreated, { userId: alike }),
      await alice.listen(base.system, { input: { userId: alike } }),
    ];
    expect(streams.map((stream) => stream.hasEnded)).toEqual([false, false, false]);
    expect(await alice.do(base.leaveRoom, { roomId, userId: alike })).toBe(true);
  });

  it('"participants are normalised likewise"', async () => {
    const [alice, bob] = await people(server(), 'alice', '한');
    const rooms = await alice.listen(base.roomCreated, { userId: alice.handle });
    const participants = [` ${bob.handle.normalize('NFD')}`, bob.handle];
    const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants });
    expect(await rooms.first()).toEqual({ roomId, participants: [alice.handle, bob.handle] });
  });

  it('"must be the caller\'s own id, else FORBIDDEN": in every operation that takes one', async () => {
    const [alice, bob] = await people(server(), 'alice', 'bob');
    const roomId = await openRoom(alice, bob);
    const userId = bob.handle;
    for (const over of ['http', 'socket'] as const) {
      expect(await alice.refusal(base.createRoom, { hostId: userId, participants: [] }, over)).toBe('FORBIDDEN');
      expect(await alice.refusal(base.leaveRoom, { roomId, userId }, over)).toBe('FORBIDDEN');
      expect(await alice.refusal(base.sendMessage, { roomId, userId, content: 'x' }, over)).toBe('FORBIDDEN');
      expect(await alice.refusal(base.sendTyping, { roomId, userId }, over)).toBe('FORBIDDEN');
      expect(await alice.refusal(base.search, { keyword: 'word', userId }, over)).toBe('FORBIDDEN');
    }
    const refusals = [
      alice.socket.subscribe(base.messages, { userId }),
      alice.socket.subscribe(base.roomCreated, { userId }),
      alice.socket.subscribe(base.system, { input: { userId } }),
      alice.socket.subscribe(base.system, { input: { userId, roomId } }),
    ].map((stream) => stream.refusalCode());
    expect(await Promise.all(refusals)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
  });
});
