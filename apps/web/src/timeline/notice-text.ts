import { t } from '../locale/locale.ts';
import type { Notice } from './timeline-documents.ts';

/** What a notice says. */
export function noticeText({ kind, user: { id, handle: user }, actor }: Notice): string {
  if (kind === 'MEMBER_JOINED' && actor.id !== id) return t('notice.MEMBER_INVITED', { actor: actor.handle, user });
  return t(`notice.${kind}`, { user });
}
