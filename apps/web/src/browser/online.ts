import { readonly, ref } from 'vue';

const current = ref(navigator.onLine);

const update = () => {
  current.value = navigator.onLine;
};

window.addEventListener('online', update);
window.addEventListener('offline', update);

/** Whether this device has a network at all. */
export const isOnline = readonly(current);
