import { REQUIRED_GROUPS, type ConsumerGroup, type DeadLetter, type RoomEvents } from '@maru/chat';
import { scopeOf, type Config } from '@maru/runtime';
import { UsageError, type Arguments } from './command-line.ts';
import { say, sayJson, sayTable } from './output.ts';
import { withStorage } from './with-storage.ts';

const GROUPS: readonly string[] = REQUIRED_GROUPS;
const EVERYTHING = 1_000_000_000;

function groupNamed(name: string | undefined): ConsumerGroup {
  const group = REQUIRED_GROUPS.find((known) => known === name);
  if (group === undefined) throw new UsageError(`Name one of these groups: ${GROUPS.join(', ')}.`);
  return group;
}

/** What the consumers could not handle, oldest first. */
export function listDeadLetters(config: Config, { words, json, limit }: Arguments): Promise<void> {
  if (words.length > 1) throw new UsageError('dead-letters list takes one group, or none for all.');
  const groups = words.length === 0 ? REQUIRED_GROUPS : [groupNamed(words[0])];
  return withStorage(config, async ({ ports: { roomEvents } }) => {
    const letters: ({ group: ConsumerGroup } & DeadLetter)[] = [];
    for (const group of groups)
      for (const letter of await roomEvents.deadLetters(group, limit)) letters.push({ group, ...letter });
    if (json) return sayJson(letters);
    if (letters.length === 0) return say('There are no dead letters.');
    sayTable(letters.map(rowOf));
    say('\nWhen their reason is gone: dead-letters replay <group> <id>, or <group> --all');
  });
}

const rowOf = ({ group, id, event, reason, carrier = '' }: { group: ConsumerGroup } & DeadLetter) => ({
  group,
  id,
  room: event.roomId,
  seq: event.seq,
  kind: event.kind,
  'at (UTC)': new Date(event.createdAt).toISOString().slice(0, 19),
  request: scopeOf(carrier).requestId,
  reason: reason.split('\n', 1)[0] ?? '',
});

/** Hands dead letters to their group once more. */
export function replayDeadLetters(config: Config, { words, all }: Arguments): Promise<void> {
  const group = groupNamed(words[0]);
  if (words.length !== (all ? 1 : 2))
    throw new UsageError('dead-letters replay takes a group, and either an id or --all.');
  return withStorage(config, async ({ ports: { roomEvents } }) => {
    const ids = all ? await allIds(roomEvents, group) : words.slice(1);
    let replayed = 0;
    for (const id of ids) if (await roomEvents.replayDeadLetter(group, id)) replayed++;
    if (replayed === 0 && !all)
      throw new Error(`The group ${group} has no dead letter ${words[1]}: see dead-letters list.`);
    const handled = config.topology === 'embedded' ? 'when the server is started' : 'as soon as a consumer takes them';
    say(
      `Handed to ${group} once more: ${replayed}. They are handled ${handled}; what fails again comes back to the list.`,
    );
  });
}

/** As they are now: what fails again meanwhile is not replayed for ever. */
async function allIds(roomEvents: RoomEvents, group: ConsumerGroup): Promise<string[]> {
  return (await roomEvents.deadLetters(group, EVERYTHING)).map(({ id }) => id);
}
