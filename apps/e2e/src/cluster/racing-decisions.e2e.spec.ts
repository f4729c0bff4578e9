import { expect, it } from 'vitest';
import { leave } from '../client/base-acts.ts';
import * as base from '../client/base-operations.ts';
import { Refusal } from '../client/operation.ts';
import { guests, send, startRoom, wholeTimeline } from '../client/own-acts.ts';
import * as own from '../client/own-operations.ts';
import { freshHandle, people, Person } from '../client/person.ts';
import { useCluster } from '../topology/use-server.ts';
import { guestEverywhere, userEverywhere } from './at-every-replica.ts';
import { describeOnCluster } from './describe-on-cluster.ts';

const ROUNDS = 6;

/** What an attempt came to: its answer, or the code of its refusal. */
const outcome = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.catch((error: unknown) => {
    if (error instanceof Refusal) return error.code;
    throw error;
  });
/** Where too many change one room at once, some are told to try again; they do. */
async function untilDecided<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'BUSY' || attempts === 10) throw error;
    }
  }
}
const joinings = (items: readonly own.TimelineItem[], kind: string) => items.filter((item) => item.kind === kind);

describeOnCluster('two decisions on two replicas from the same records: one holds, the other is decided again', () => {
  const cluster = useCluster();
  const urls = () => cluster().urls;

  it('of three who take the same name at once, one has it', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const handle = freshHandle('wanted');
      const rivals = urls().map((url) => new Person(url, handle));
      const answers = await Promise.all(rivals.map((rival) => outcome(rival.do(base.setUser, { id: handle }))));
      expect(answers.filter((answer) => answer === true)).toHaveLength(1);
      expect(answers.filter((answer) => answer === false)).toHaveLength(2);
      const winner = rivals[answers.indexOf(true)];
      for (const rival of rivals) {
        const isWinner = rival === winner;
        expect((await rival.do(own.viewer, {}))?.handle).toBe(isWinner ? handle : undefined);
      }
    }
  });

  it('the last two leave at once: both have left, and the room has ended', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [alice, bob] = await people(cluster(), 'alice', 'bob');
      const roomId = await alice.do(base.createRoom, { hostId: alice.handle, participants: [bob.handle] });
      expect(await Promise.all([alice, bob].map((member) => leave(member, roomId)))).toEqual([true, true]);
      for (const member of [alice, bob]) {
        expect(await member.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
        expect(await member.refusal(base.joinRoom, { roomId, userId: member.handle })).toBe('ROOM_NOT_FOUND');
      }
    }
  });

  it('one who is invited through three replicas at once joins once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const host = await guestEverywhere(cluster(), 'host');
      const [guest] = await guests(cluster(), 'guest');
      const roomId = await startRoom(host[0]);
      const input = { roomId, handle: guest.handle };
      const rooms = await Promise.all(host.map((client) => client.do(own.inviteToRoom, { input })));
      expect(rooms.map((room) => room.memberCount)).toEqual([2, 2, 2]);
      expect(joinings(await wholeTimeline(guest, roomId), 'MEMBER_JOINED')).toHaveLength(1);
    }
  });

  it('one leaves while another invites: either the room has ended or the guest is in it', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const host = await guestEverywhere(cluster(), 'host');
      const [guest] = await guests(cluster(), 'guest');
      const roomId = await startRoom(host[0]);
      const [left, invited] = await Promise.all([
        outcome(host[1].do(own.leaveChatRoom, { input: { roomId } })),
        outcome(host[2].do(own.inviteToRoom, { input: { roomId, handle: guest.handle } })),
      ]);
      expect(left).toBe(true);
      expect(await host[0].refusal(own.chatRoom, { id: roomId })).toBe('ROOM_NOT_FOUND');
      const guestSees = await outcome(guest.do(own.chatRoom, { id: roomId }));
      // A refusal may also come after the joining: the host, who has left by then, is not shown the room any more.
      if (invited === 'ROOM_NOT_FOUND' && guestSees === 'ROOM_NOT_FOUND') continue;
      expect(guestSees).toMatchObject({ memberCount: 1 });
    }
  });

  it('many invite and leave through all replicas at once: members, count and events agree', async () => {
    const host = await guestEverywhere(cluster(), 'host');
    const crowd = await guests(cluster(), ...Array.from({ length: 18 }, () => 'one-of-many'));
    const roomId = await startRoom(host[0], ...crowd.slice(0, 9));
    await Promise.all([
      ...crowd.slice(0, 9).map((member) => untilDecided(() => member.do(own.leaveChatRoom, { input: { roomId } }))),
      ...crowd.slice(9).map((guest, n) => {
        const inviter = host[n % 3] ?? host[0];
        return untilDecided(() => inviter.do(own.inviteToRoom, { input: { roomId, handle: guest.handle } }));
      }),
    ]);
    const expected = [host[0], ...crowd.slice(9)].map(({ handle }) => handle).sort();
    for (const client of host) {
      const { members } = await client.do(own.members, { id: roomId, first: 200 });
      expect(members.totalCount).toBe(expected.length);
      expect(members.edges.map(({ node }) => node.user.handle).sort()).toEqual(expected);
    }
    const items = await wholeTimeline(host[2], roomId);
    expect([joinings(items, 'MEMBER_JOINED').length, joinings(items, 'MEMBER_LEFT').length]).toEqual([9, 9]);
  });

  it('what somebody posts who has left is refused, also where that is not known yet', async () => {
    const [alice] = await guests(cluster(), 'alice');
    for (let round = 0; round < ROUNDS; round++) {
      const bob = await guestEverywhere(cluster(), 'bob');
      const roomId = await startRoom(alice, bob[0]);
      // Now every replica has seen that he is a member.
      await Promise.all(bob.map((client, n) => send(client, roomId, `a member says ${n}`)));
      await bob[0].do(own.leaveChatRoom, { input: { roomId } });
      const after = await Promise.all(bob.map((client) => outcome(send(client, roomId, 'said from outside'))));
      expect(after).toEqual(['ROOM_NOT_FOUND', 'ROOM_NOT_FOUND', 'ROOM_NOT_FOUND']);
      const texts = (await wholeTimeline(alice, roomId)).map((item) => item.text);
      expect(texts).not.toContain('said from outside');
    }
  });

  it('a name that is given up is free at every replica, and its rooms are with the former holder', async () => {
    const bob = await userEverywhere(cluster(), 'bob');
    const roomId = await bob[1].do(base.createRoom, { hostId: bob[1].handle, participants: [] });
    expect(await bob[0].do(own.signOut, {})).toBe(true);
    const next = new Person(urls()[2] ?? '', bob[0].handle);
    expect(await next.do(base.setUser, { id: next.handle })).toBe(true);
    expect(await next.refusal(base.history, { roomId })).toBe('ROOM_NOT_FOUND');
  });
});
