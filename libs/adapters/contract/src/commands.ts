import type { AppendCommand, Appended, Guard, RoomLog } from '@maru/chat';
import type { EventOf, MessageOrigin, RoomChange, RoomEvent, RoomEventKind } from '@maru/domain';

/** Commands that tests give to the log. Users are called by their ids. */

type Extras = Partial<Pick<AppendCommand, 'roomId' | 'actorId' | 'guards' | 'dedupe'>>;

const command = (changes: AppendCommand['changes'], extras: Extras): AppendCommand => ({
  roomId: 'room',
  actorId: 'ann',
  guards: [],
  changes,
  ...extras,
});

export const create = (members: readonly string[] = ['ann'], extras: Extras = {}): AppendCommand =>
  command(
    [
      {
        kind: 'room_created',
        name: 'Harbour',
        members: members.map((userId, index) => ({ userId, role: index === 0 ? 'owner' : 'member' })),
      },
    ],
    extras,
  );

export const post = (text: string, extras: Extras = {}): AppendCommand =>
  command([{ kind: 'message_posted', clientMessageId: 'from-a-client', body: { text } }], extras);

export const join = (userId: string, extras: Extras = {}): AppendCommand =>
  command([{ kind: 'member_joined', userId, role: 'member' }], extras);

export const leave = (userId: string, extras: Extras = {}): AppendCommand =>
  command([{ kind: 'member_left', userId }], { actorId: userId, ...extras });

export const change = (changes: AppendCommand['changes'], extras: Extras = {}): AppendCommand =>
  command(changes, extras);

/** What never changes about a message, from the result of its posting. */
export function originOf(appended: Pick<Appended, 'events'>): MessageOrigin {
  const { roomId, epoch, seq, number, messageCount, createdAt, actorId, clientMessageId } = eventOf(
    appended,
    'message_posted',
  );
  return { roomId, epoch, seq, number, messageCount, createdAt, authorId: actorId, clientMessageId };
}

export const edit = (origin: MessageOrigin, text: string): AppendCommand =>
  command([{ kind: 'message_edited', origin, body: { text } }], { roomId: origin.roomId });

export const remove = (origin: MessageOrigin): AppendCommand =>
  command([{ kind: 'message_deleted', origin }], { roomId: origin.roomId });

/** What a newer version of the product may append: a kind that this one does not know. */
export const fromTheFuture = (extras: Extras = {}): AppendCommand => {
  // What it says is no change that this version has a type for: that is the point.
  const unknown = JSON.parse('{ "kind": "poll_opened", "question": "Where?" }') as RoomChange;
  return command([unknown], extras);
};

export const memberGuard = (member: string, revision: Guard['revision']): Guard => ({ record: { member }, revision });

/** Posts `count` messages, one after the other. */
export async function postMany(log: RoomLog, count: number, extras: Extras = {}): Promise<RoomEvent[]> {
  const events: RoomEvent[] = [];
  for (let i = 1; i <= count; i++) events.push((await log.append(post(`m${i}`, extras))).events[0]);
  return events;
}

export const seqs = (events: readonly RoomEvent[]): number[] => events.map(({ seq }) => seq);
export const oneTo = (last: number, first = 1): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The event of a kind among those that were appended. */
export function eventOf<K extends RoomEventKind>({ events }: Pick<Appended, 'events'>, kind: K): EventOf<K> {
  const found = events.find((event): event is EventOf<K> => event.kind === kind);
  if (!found) throw new Error(`No ${kind} among ${events.map((event) => event.kind).join(', ')}.`);
  return found;
}
