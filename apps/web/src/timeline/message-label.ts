import { language, t } from '../locale/locale.ts';
import { clockTime } from '../locale/time.ts';
import type { MessageRow } from './rows.ts';

export const authorOf = (row: MessageRow): string => (row.isOwn ? t('rooms.you') : row.author.handle);

/** How a message is read aloud: author, text, time, state. */
export function messageLabel(row: MessageRow): string {
  const parts = [authorOf(row), row.text ?? t('timeline.deleted'), clockTime(row.at, language.value)];
  if (row.isEdited) parts.push(t('timeline.edited'));
  if (row.state === 'pending') parts.push(t('timeline.pending'));
  if (row.state === 'failed') parts.push(t('timeline.failed'));
  return parts.join(', ');
}
