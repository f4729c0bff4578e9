import type { MemberPlace } from '@maru/chat';

/** More than can join with one event. */
export const PLACES_PER_EVENT = 8_192;

/** Members of a room are in the order of these numbers. Exact up to 2^40 events. */
export const orderOf = ({ joinedSeq, joinedIndex }: MemberPlace): number => joinedSeq * PLACES_PER_EVENT + joinedIndex;
