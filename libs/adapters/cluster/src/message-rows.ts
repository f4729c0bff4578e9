import { compareRevisions, type EpochSpan, type TimelineItem } from '@maru/domain';
import type { TableDefinition } from './dynamodb-tables.ts';
import { isLostItem } from './lost-items.ts';
import { fromJson, toJson, type Json } from './stored-json.ts';

/** Numbers per partition: few enough that a busy room moves on before its partition is hot, many enough that a page rarely meets two. */
const BUCKET_SIZE = 1_000;

/**
 * A timeline item as it was posted (`…#0`, never changed) or as its latest revision left it (`…#1`).
 * Partition `room#bucket`, sort key `number#epoch#0|1`: a range of keys is a range of the timeline.
 */
export interface ItemRow {
  readonly pk: string;
  readonly sk: string;
  readonly number: number;
  readonly revisionEpoch: number;
  readonly revisionSeq: number;
  readonly item: Json<TimelineItem>;
}

export const messageTable = (name: string): TableDefinition => ({ name, partitionKey: 'pk', sortKey: 'sk' });

export const bucketOf = (number: number): number => Math.floor(number / BUCKET_SIZE);
export const partitionOf = (roomId: string, bucket: number): string => `${roomId}#${bucket}`;

/** As many digits as the largest number has, so that texts are in the order of the numbers. */
const padded = (number: number): string => String(number).padStart(16, '0');

/** What the sort keys of a number's rows begin with: below all of them, and above those of every lower number. */
export const numberKey = (number: number): string => `${padded(number)}#`;

export function rowOf(item: TimelineItem): ItemRow {
  const { roomId, number, epoch, seq, revision } = item;
  const asPosted = revision.epoch === epoch && revision.seq === seq;
  return {
    pk: partitionOf(roomId, bucketOf(number)),
    sk: `${numberKey(number)}${padded(epoch)}#${asPosted ? 0 : 1}`,
    number,
    revisionEpoch: revision.epoch,
    revisionSeq: revision.seq,
    item: toJson(item),
  };
}

export const itemOf = (row: ItemRow): TimelineItem => fromJson(row.item);

/** Rows that never change need no condition. */
export const isAsPosted = (row: ItemRow): boolean => row.sk.endsWith('#0');

/**
 * What a number's rows show: the newest revision of the item that the room's history runs through; undefined where it runs through none.
 * Rows of lost epochs may lie here for ever (a consumer that slept through the loss wrote them), but none is shown:
 *
 * - An item or revision is passed over as soon as the room's epochs tell that a later one began at or before its seq.
 * - Of two items, that of the later epoch is shown: an epoch gives a number anew only where the earlier one lost it.
 */
export function shownItem(rows: readonly ItemRow[], epochs: readonly EpochSpan[]): TimelineItem | undefined {
  return rows
    .map(itemOf)
    .filter((item) => !isLostItem(item, epochs))
    .sort((a, b) => a.epoch - b.epoch || compareRevisions(a.revision, b.revision))
    .at(-1);
}
