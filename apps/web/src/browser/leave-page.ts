import type { RouteLocationRaw, Router } from 'vue-router';

/** Goes to an address that lies behind the present one: back, where one came from there, so that the way back stays short. */
export async function leavePage(router: Router, to: RouteLocationRaw): Promise<void> {
  if (router.options.history.state['back'] === router.resolve(to).fullPath) router.back();
  else await router.replace(to);
}
