import type { NoticeEvent } from './base-message.ts';

export type Locale = 'ko' | 'en';

type Sentence = (handle: string) => string;

const SENTENCES: Record<Locale, Record<NoticeEvent['kind'], Sentence>> = {
  ko: {
    room_created: (handle) => `유저 ${handle}가 방을 생성했습니다.`,
    member_joined: (handle) => `유저 ${handle}가 방에 참여했습니다.`,
    member_left: (handle) => `유저 ${handle}가 방에서 떠났습니다.`,
  },
  en: {
    room_created: (handle) => `User ${handle} created the room.`,
    member_joined: (handle) => `User ${handle} joined the room.`,
    member_left: (handle) => `User ${handle} left the room.`,
  },
};

/** A notice as a sentence, for clients that have none of their own. */
export const noticeText = (locale: Locale, kind: NoticeEvent['kind'], handle: string): string =>
  SENTENCES[locale][kind](handle);
