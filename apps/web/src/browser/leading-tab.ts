import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue';
import { isAttended } from './attention.ts';

/** Not everywhere, whatever the types say: browsers have locks on HTTPS and on loopback only. */
const hasLocks = () => 'locks' in navigator;

/**
 * Whether this tab does what only one tab of a user may do: the one that was looked at last leads, until another one is
 * looked at, or it is closed or crashes. Where the browser has no locks, every tab leads.
 */
export function useLeadingTab(userId: string): Readonly<Ref<boolean>> {
  const leads = ref(!hasLocks());
  if (hasLocks()) compete(`maru.leading.${userId}`, leads);
  return readonly(leads);
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

function compete(name: string, leads: Ref<boolean>): void {
  const over = new AbortController();
  let waiting = new AbortController();

  const hold = async () => {
    if (over.signal.aborted) return;
    leads.value = true;
    await new Promise((resolve) => over.signal.addEventListener('abort', resolve));
  };
  const lost = (error: unknown) => {
    // Some frames may have no locks.
    leads.value = !isAbort(error) && !over.signal.aborted;
    if (isAbort(error) && !over.signal.aborted) waitInLine();
  };
  const waitInLine = () => {
    const { signal } = (waiting = new AbortController());
    navigator.locks.request(name, { signal }, hold).catch((error: unknown) => signal.aborted || lost(error));
  };
  // The leader is not asked: on a phone, a tab that nobody looks at may be asleep with the lock in its hands.
  const takeOver = () => {
    waiting.abort();
    navigator.locks.request(name, { steal: true }, hold).catch(lost);
  };

  if (!isAttended.value) waitInLine();
  watch(isAttended, (attended) => attended && !leads.value && takeOver(), { immediate: true });
  onScopeDispose(() => {
    over.abort();
    waiting.abort();
    leads.value = false;
  });
}
