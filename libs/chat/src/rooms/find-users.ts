import { badInput, normalizeHandle } from '@maru/domain';
import type { Core } from '../core.ts';

/**
 * The ids of the users who hold these handles, or held them last; in the same order, each once.
 * @throws ChatError BAD_USER_INPUT where a text is no handle, or nobody ever had it
 */
export async function findUsers({ ports }: Core, texts: readonly string[]): Promise<string[]> {
  const handles = [...new Set(texts.map(normalizeHandle))];
  const holders = await ports.userStore.holders(handles);
  const users = await ports.userStore.users(holders.map((holder) => holder.userId));
  const known = new Set(users.filter((user) => !user.retired).map((user) => user.id));
  const found = new Map(
    holders.filter(({ userId }) => known.has(userId)).map((holder) => [holder.handle, holder.userId]),
  );
  return handles.map((handle) => {
    const userId = found.get(handle);
    if (userId === undefined) throw badInput(`Nobody is called “${handle}”.`);
    return userId;
  });
}
