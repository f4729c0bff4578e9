import { language, t } from '../locale/locale.ts';
import type { Room } from './room-documents.ts';

/** What a room is called: its name, else its other members. */
export function roomTitle(room: Pick<Room, 'name' | 'firstMembers' | 'memberCount'>): string {
  if (room.name !== null) return room.name;
  const handles = room.firstMembers.map(({ handle }) => handle);
  if (handles.length === 0) return t('rooms.alone');
  const unnamed = room.memberCount - 1 - handles.length;
  if (unnamed > 0) return t('rooms.andOthers', { names: handles.join(', '), count: unnamed });
  return new Intl.ListFormat(language.value, { style: 'narrow', type: 'unit' }).format(handles);
}
