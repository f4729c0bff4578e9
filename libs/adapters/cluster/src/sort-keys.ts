import type { Revision } from '@maru/domain';

/** As many digits as the largest number has, so that texts are in the order of the numbers. */
export const padded = (number: number): string => String(number).padStart(16, '0');

/** Sort key of what an event left behind: in the order of the log. */
export const revisionKey = ({ epoch, seq }: Revision): string => `${padded(epoch)}#${padded(seq)}`;
