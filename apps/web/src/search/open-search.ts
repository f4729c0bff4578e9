import type { Router } from 'vue-router';

export const SEARCH_FIELD_ID = 'search-field';

/** Goes to the search of all rooms, or of one; where the search is open already, to its field. */
export async function openSearch(router: Router, roomId?: string): Promise<void> {
  const field = document.getElementById(SEARCH_FIELD_ID);
  if (field instanceof HTMLInputElement) field.select();
  else await router.push({ name: 'search', query: roomId === undefined ? {} : { room: roomId } });
}
