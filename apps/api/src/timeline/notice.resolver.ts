import { encodeCursor, type Notice } from '@maru/domain';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { UserRef } from '../user/user.model.ts';
import { RoomNotice } from './notice.model.ts';

@Resolver(() => RoomNotice)
export class NoticeResolver {
  @ResolveField()
  kind(notice: Notice): string {
    return notice.notice;
  }

  @ResolveField()
  user(notice: Notice): UserRef {
    return { id: notice.userId };
  }

  @ResolveField()
  actor(notice: Notice): UserRef {
    return { id: notice.actorId };
  }

  @ResolveField()
  cursor(notice: Notice): string {
    return encodeCursor(notice);
  }
}
