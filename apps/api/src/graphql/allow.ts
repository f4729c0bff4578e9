import { unauthenticated } from '@maru/domain';
import { applyDecorators, Injectable, SetMetadata, UseGuards } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';

/**
 * Who may call a root field:
 * - `anyone`: no user is needed.
 * - `signedIn`: a user; whatever the arguments say about users is checked by the use case.
 * - `member`: a user who is in the room of the arguments; the use case decides, and the guards of an append make it hold.
 * - `signingIn`: a user, who may still be signing in: the resolver waits for it, and refuses if none comes.
 */
export type Permission = 'anyone' | 'signedIn' | 'member' | 'signingIn';

/** What this file needs to know about the context of an operation. */
interface Viewed {
  /** The user of the session; null where it has none (yet). */
  readonly viewer: unknown;
}

const PERMISSION = Symbol('permission');

/** Refuses with `UNAUTHENTICATED`, on HTTP and on the socket alike, before the resolver runs. */
@Injectable()
class AllowGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const permission: unknown = Reflect.getMetadata(PERMISSION, context.getHandler());
    const needsUser = permission === 'signedIn' || permission === 'member';
    const { viewer } = GqlExecutionContext.create(context).getContext<Viewed>();
    if (needsUser && (viewer === null || viewer === undefined)) throw unauthenticated();
    return true;
  }
}

/**
 * Names the permission rule of a query, mutation or subscription. One without it is a lint error
 * (`maru/resolver-names-permission`), so that nobody forgets to decide.
 */
export const Allow = (permission: Permission) =>
  applyDecorators(SetMetadata(PERMISSION, permission), UseGuards(AllowGuard));
