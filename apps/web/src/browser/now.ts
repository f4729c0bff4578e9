import { readonly, ref } from 'vue';

const TICK_MS = 15_000;

const current = ref(new Date());

const tick = () => {
  current.value = new Date();
};

setInterval(tick, TICK_MS);
document.addEventListener('visibilitychange', tick);

/** The time, fresh enough to say how long ago something was. */
export const now = readonly(current);
