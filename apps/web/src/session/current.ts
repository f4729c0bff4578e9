import { inject, provide, type InjectionKey } from 'vue';
import type { Api } from '../graphql/api.ts';
import type { User } from '../graphql/fragments.ts';

/** Who is signed in, and the service as they see it. */
export interface CurrentSession {
  readonly viewer: User;
  readonly api: Api;
}

const KEY: InjectionKey<CurrentSession> = Symbol('current session');

export const provideSession = (session: CurrentSession) => provide(KEY, session);

/** For components inside the signed-in part of the client. */
export function useSession(): CurrentSession {
  const session = inject(KEY);
  if (!session) throw new Error('This component is only used by somebody who is signed in.');
  return session;
}
