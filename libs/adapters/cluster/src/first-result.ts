import type { AppendCommand, Appended } from '@maru/chat';
import { DedupeMismatch, stampAll, type LogEnd, type Revision, type RoomChange } from '@maru/domain';
import { HOLES, piecesOf, type Pieces } from './pieces.ts';
import { fromJson, type Json } from './stored-json.ts';

/**
 * What the first use of a dedupe key led to: where the log ended before it (with the time that its own events got) and what it appended
 * there. With these, `stampAll` gives the same events again.
 */
export interface FirstResult {
  readonly fingerprint: string;
  readonly actorId: string;
  readonly end: LogEnd;
  readonly count: number;
  /** Absent where it has a text: a second copy here would be out of reach for its deletion. The repetition has the same, by its fingerprint. */
  readonly changes?: AppendCommand['changes'];
}

const hasText = (change: RoomChange) => change.kind === 'message_posted' || change.kind === 'message_edited';

/** As the log keeps it, with holes for `end`. */
export function firstResultPieces({ actorId, changes }: AppendCommand, fingerprint: string): Pieces {
  const result: FirstResult = { fingerprint, actorId, end: HOLES, count: changes.length };
  return piecesOf(changes.some(hasText) ? result : { ...result, changes });
}

/** The last event of a first result. */
export const lastRevisionOf = ({ end, count }: FirstResult): Revision => ({ epoch: end.epoch, seq: end.seq + count });

/** @throws DedupeMismatch where the key was used for something else */
export function repeat({ roomId, changes, dedupe }: AppendCommand, json: Json<FirstResult>): Appended {
  const first = fromJson(json);
  if (first.fingerprint !== dedupe?.fingerprint)
    throw new DedupeMismatch('This key was used before, for something else.');
  const { actorId, end } = first;
  return { events: stampAll(first.changes ?? changes, roomId, actorId, end, end.createdAt), repeated: true };
}
