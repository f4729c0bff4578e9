import { t } from '../locale/locale.ts';
import type { Room } from './room-documents.ts';

/** What a room is called: its name, else its other members. */
export function roomTitle(room: Pick<Room, 'name' | 'firstMembers' | 'memberCount'>): string {
  if (room.name !== null) return room.name;
  if (room.firstMembers.length === 0) return t('rooms.alone');
  const names = room.firstMembers.map(({ handle }) => handle).join(', ');
  const unnamed = room.memberCount - 1 - room.firstMembers.length;
  return unnamed > 0 ? t('rooms.andOthers', { names, count: unnamed }) : names;
}
