import { readonly, ref } from 'vue';

const hasFocus = () => document.visibilityState === 'visible' && document.hasFocus();
const current = ref(hasFocus());

const update = () => {
  current.value = hasFocus();
};

window.addEventListener('focus', update);
window.addEventListener('blur', update);
document.addEventListener('visibilitychange', update);

/** Whether somebody looks at this window: it is visible and has the focus. Only then is anything read. */
export const isAttended = readonly(current);
