import { computed, ref } from 'vue';
import { useDrafts } from '../composer/drafts.ts';
import { unsent } from '../composer/outbox.ts';
import { useOutbox } from '../composer/use-outbox.ts';
import type { Failure } from '../graphql/failure.ts';
import { signOut } from './session.ts';

/** Signs out, and leaves nothing behind that was written and not sent. */
export function useSignOut() {
  const outbox = useOutbox();
  const drafts = useDrafts();
  const isBusy = ref(false);
  const failure = ref<Failure>();

  async function leave(): Promise<void> {
    isBusy.value = true;
    failure.value = await signOut(async () => {
      drafts.discard();
      await outbox.discard();
    });
    isBusy.value = false;
  }
  return { isBusy, failure, leave, unsentCount: computed(() => unsent(outbox.messages.value).length) };
}
