import { readonly, ref } from 'vue';

/** Not everywhere, whatever the types say: phones' browsers have notifications for installed pages only, some frames have none. */
const current = ref<NotificationPermission | 'unsupported'>(
  'Notification' in window ? Notification.permission : 'unsupported',
);

/** Whether this browser lets us notify; `default` before it was asked. */
export const permission = readonly(current);

/** Lets the browser ask its user: only as the answer to a press of a button, never by itself. */
export async function askPermission(): Promise<void> {
  current.value = await Notification.requestPermission();
}

/** The user may have changed it in another tab, or in the browser's settings. */
document.addEventListener('visibilitychange', () => {
  if (current.value !== 'unsupported') current.value = Notification.permission;
});
