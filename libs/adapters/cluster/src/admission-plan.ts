import { isLost, type EpochSpan, type Revision } from '@maru/domain';
import type { StoredHead } from './room-rows.ts';

/** What Redis has of a room. */
export interface LocalRoom {
  readonly epochs: readonly EpochSpan[];
  /** Its last event; seq 0: none. */
  readonly end: Revision;
}

export interface AdmissionPlan {
  /** Whether what Redis has is the room's history; otherwise what is stored takes its place. */
  readonly keep: boolean;
  readonly epochs: readonly EpochSpan[];
}

/**
 * How a room goes on in an epoch: from what Redis has, where that is all that is stored and more, and no epoch has lost it; otherwise from what is
 * stored. The epoch begins right there: what came after in any other is lost.
 */
export function planAdmission(epoch: number, local: LocalRoom | undefined, stored: StoredHead): AdmissionPlan {
  const known = stored.epochs.length > 0 ? stored.epochs : (local?.epochs ?? []);
  const storedSeq = stored.end?.seq ?? 0;
  const keep = local !== undefined && local.end.seq >= storedSeq && !isLost(known, local.end);
  // Somebody else got this far in the same epoch, and decided on the same facts.
  if (known.at(-1)?.epoch === epoch) return { keep, epochs: known };
  const headSeq = keep ? local.end.seq : storedSeq;
  return { keep, epochs: [...known.filter(({ firstSeq }) => firstSeq <= headSeq), { epoch, firstSeq: headSeq + 1 }] };
}
