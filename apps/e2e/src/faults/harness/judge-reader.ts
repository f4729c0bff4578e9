import { vi } from 'vitest';
import { briefOf } from '../../client/own-acts.ts';
import type { TimelineItem } from '../../client/own-operations.ts';
import type { Reader } from '../../client/reader.ts';
import type { Rig } from './fault.ts';
import type { RoomLoad } from './load.ts';

const UP_TO_DATE_WITHIN_MS = 20_000;

const asText = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row));

/** Waits for a reader to be up to date, and compares what is on the screen with the room's timeline. */
export async function judgeReader(reader: Reader, items: readonly TimelineItem[], room: RoomLoad) {
  const wanted = asText(items.map(briefOf));
  const problems: string[] = [...reader.violations];
  const isUpToDate = () => {
    if (reader.shown.at(-1)?.id !== items.at(-1)?.id)
      throw new Error(`A reader of ${room.roomId} stands at ${reader.shown.at(-1)?.seq}, not at ${items.at(-1)?.seq}.`);
  };
  await vi
    .waitFor(isUpToDate, { timeout: UP_TO_DATE_WITHIN_MS, interval: 20 })
    .catch((error: unknown) => problems.push(String(error)));
  const shown = asText(reader.shown.map(briefOf));
  const differing = shown.findIndex((row, index) => row !== wanted[index]);
  if (differing >= 0) problems.push(`A reader of ${room.roomId} shows ${shown[differing]}, not ${wanted[differing]}.`);
  const doubled = shown.length - new Set(shown).size;
  const acknowledged = new Set(room.writers.flatMap((writer) => [...writer.acknowledged.values()].map(({ id }) => id)));
  return {
    doubled,
    withdrawn: reader.withdrawn.length,
    longestUntilShownMs: longestUntilShown(reader, room),
    problems: ({ mayWithdraw = false }: Rig) => [
      ...problems,
      ...(mayWithdraw || reader.withdrawn.length === 0
        ? []
        : [`${reader.withdrawn.length} rows were withdrawn in ${room.roomId}.`]),
      ...reader.withdrawn
        .filter(({ id }) => acknowledged.has(id))
        .map(({ seq }) => `${seq} of ${room.roomId} was acknowledged, and withdrawn.`),
    ],
  };
}

/** A screen that nobody looked at shows things late by nobody's fault. */
function longestUntilShown({ shown, wasAway }: Reader, { writers }: RoomLoad): number {
  if (wasAway) return 0;
  const sentAt = new Map(writers.flatMap((writer) => [...writer.sentAt]));
  const delays = shown.flatMap(({ clientMessageId, at }) => {
    const begun = sentAt.get(clientMessageId ?? '');
    return begun === undefined ? [] : [at - begun];
  });
  return Math.max(0, ...delays);
}
