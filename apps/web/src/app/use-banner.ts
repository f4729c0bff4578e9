import { onScopeDispose, ref, watch, type Ref } from 'vue';
import type { ConnectionState } from '../graphql/connection.ts';

/** A socket that opens at once is not worth a word; one that was lost is. */
const QUIET_MS = 1_500;
const GOOD_NEWS_MS = 3_000;

/** What the banner tells: `back` is connected again, `resynced` is that nothing is missing any more. */
export type Banner = 'nothing' | 'lost' | 'back' | 'resynced';

/** @param snapshots counts how often everything was sent anew */
export function useBanner(
  state: Readonly<Ref<ConnectionState>>,
  snapshots: Readonly<Ref<number>>,
): Readonly<Ref<Banner>> {
  const banner = ref<Banner>('nothing');
  let timer: ReturnType<typeof setTimeout> | undefined;
  function show(next: Banner, inMs = 0): void {
    clearTimeout(timer);
    if (inMs > 0) timer = setTimeout(() => show(next), inMs);
    else banner.value = next;
  }

  watch(
    () => state.value.status,
    (status, before) => {
      if (status === 'waiting') show('lost');
      else if (status !== 'connected') {
        if (before === undefined || before === 'connected') show('lost', banner.value === 'nothing' ? QUIET_MS : 0);
      } else if (banner.value === 'lost') {
        show('back');
        show('nothing', GOOD_NEWS_MS);
      } else show(banner.value);
    },
    { immediate: true },
  );
  watch(snapshots, () => {
    if (banner.value !== 'back') return;
    show('resynced');
    show('nothing', GOOD_NEWS_MS);
  });

  onScopeDispose(() => clearTimeout(timer));
  return banner;
}

/** Seconds until the next try to connect, at least one. */
export function useSecondsLeft(state: Readonly<Ref<ConnectionState>>): Readonly<Ref<number>> {
  const seconds = ref(1);
  const count = () => {
    if (state.value.status === 'waiting')
      seconds.value = Math.max(1, Math.ceil((state.value.retryAt - Date.now()) / 1_000));
  };
  watch(state, count, { immediate: true });
  const ticker = setInterval(count, 250);
  onScopeDispose(() => clearInterval(ticker));
  return seconds;
}
