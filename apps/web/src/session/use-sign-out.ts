import { computed, ref } from 'vue';
import { useDrafts } from '../composer/drafts.ts';
import { unsent } from '../composer/outbox.ts';
import { useOutbox } from '../composer/use-outbox.ts';
import type { Failure } from '../graphql/failure.ts';
import { useNotificationSettings } from '../notifications/notification-settings.ts';
import { forgetSearches } from '../search/recent-searches.ts';
import { useSession } from './current.ts';
import { signOut } from './session.ts';

/** Signs out, and leaves nothing behind in the browser that was written and not sent, chosen, or searched for. */
export function useSignOut() {
  const { viewer } = useSession();
  const outbox = useOutbox();
  const drafts = useDrafts();
  const notifications = useNotificationSettings();
  const isBusy = ref(false);
  const failure = ref<Failure>();

  async function leave(): Promise<void> {
    isBusy.value = true;
    failure.value = await signOut(async () => {
      forgetSearches(viewer.id);
      drafts.discard();
      notifications.discard();
      await outbox.discard();
    });
    isBusy.value = false;
  }
  return { isBusy, failure, leave, unsentCount: computed(() => unsent(outbox.messages.value).length) };
}
