import { computed, onScopeDispose, ref, watch, type Ref, type ShallowRef } from 'vue';
import { isAttended } from '../browser/attention.ts';
import { useOutbox } from '../composer/use-outbox.ts';
import type { Message } from '../graphql/fragments.ts';
import { t } from '../locale/locale.ts';
import { useInbox, type InboxStore } from '../rooms/use-inbox.ts';
import { useSession, type CurrentSession } from '../session/current.ts';
import { createReadMarker, type ReadMark } from './read-marker.ts';
import type { Opening } from './read-room.ts';
import { RoomTimeline } from './room-timeline.ts';
import { ownIds, toDays } from './rows.ts';
import { MarkRead } from './timeline-documents.ts';
import { isAtEnd } from './timeline.ts';
import { useMountedItems } from './use-mounted-items.ts';
import { useNewDivider } from './use-new-divider.ts';
import { useWays, type View } from './use-ways.ts';

/** One room's page: its timeline with what waits in the outbox, reading and writing. */
export function useRoomPage(
  roomId: string,
  messageId: Ref<string | undefined>,
  view: Readonly<ShallowRef<View | null>>,
) {
  const session = useSession();
  const outbox = useOutbox();
  const inbox = useInbox();
  const { shown, announcement } = useTimeline(session, roomId, view);
  const opening = (): Opening => (messageId.value ? { at: 'link', itemId: messageId.value } : { at: 'reading' });
  watch(messageId, () => void shown.open(opening()), { immediate: true });

  const { timeline, status, opened, older, newer } = shown;
  const mounted = useMountedItems(shown);
  const { atEnd } = mounted;
  const outgoing = computed(() => (atEnd.value ? outbox.messages.value.filter((each) => each.roomId === roomId) : []));
  const seenNumber = ref(0);
  const { viewer } = session;
  const { firstNew, end: endDivider } = useNewDivider(shown, viewer, seenNumber);
  const days = computed(() =>
    toDays({ items: mounted.items.value, outgoing: outgoing.value, viewer, firstNew: firstNew.value?.id }),
  );

  watch(timeline, ({ items, head }) => {
    const upTo = isAtEnd(timeline.value) ? (items.at(-1)?.number ?? 0) : 0;
    outbox.seen(roomId, { ids: ownIds(items, viewer), upTo, head });
  });

  const read = useReading(session, inbox, shown, roomId);
  function seen(mark: ReadMark): void {
    seenNumber.value = Math.max(seenNumber.value, mark.number);
    read(mark);
  }

  const ways = useWays(shown, mounted, firstNew, view);

  return {
    status,
    room: useRoom(shown, inbox, roomId),
    opened,
    days,
    atEnd,
    head: computed(() => timeline.value.head),
    isEmpty: computed(() => status.value.kind === 'ready' && days.value.length === 0),
    firstNew: computed(() => firstNew.value?.number),
    older,
    newer,
    announcement,
    open: () => shown.open(opening()),
    look: mounted.look,
    ...ways,
    seen,
    markAllRead() {
      endDivider();
      void ways.toEnd();
    },
    send(text: string) {
      endDivider();
      outbox.send(roomId, text);
      void ways.toEnd();
    },
    retry: (clientMessageId: string) => outbox.retry(roomId, clientMessageId),
    remove: (clientMessageId: string) => outbox.remove(clientMessageId),
  };
}

/** The room's timeline, and the latest message of somebody else in it, to be read aloud. */
function useTimeline(session: CurrentSession, roomId: string, view: Readonly<ShallowRef<View | null>>) {
  const announcement = ref('');
  const shown = new RoomTimeline(session, roomId, {
    posted: (message) => (announcement.value = announcementOf(message, session) ?? announcement.value),
    followsEnd: () => view.value?.follows() ?? true,
    lookedAt: () => view.value?.lookedAt(),
  });
  onScopeDispose(() => shown.close());
  return { shown, announcement };
}

/** The room as the inbox has it, which is fresher than what was read at the opening. */
const useRoom = (shown: RoomTimeline, { inbox }: InboxStore, roomId: string) =>
  computed(() => inbox.value.rooms.find(({ room }) => room.id === roomId)?.room ?? shown.room.value);

/** Tells the server what was seen, and the list of rooms which room is being read up to its end. */
function useReading({ api }: CurrentSession, inbox: InboxStore, shown: RoomTimeline, roomId: string) {
  const marker = createReadMarker(0, async ({ itemId }) => {
    try {
      const { markRead } = await api.mutate(MarkRead, { input: { roomId, messageId: itemId } });
      inbox.readTo(markRead);
      return true;
    } catch {
      return false;
    }
  });
  const attend = (attends: boolean) => {
    if (attends) inbox.attendedRoomId.value = roomId;
    else if (inbox.attendedRoomId.value === roomId) inbox.attendedRoomId.value = undefined;
  };
  watch(isAttended, (attended) => attended || attend(false));
  onScopeDispose(() => {
    marker.stop();
    attend(false);
  });
  return (mark: ReadMark) => {
    attend(mark.number >= shown.timeline.value.head);
    if (mark.number > (shown.opened.value?.readNumber ?? 0)) marker.seen(mark);
  };
}

function announcementOf({ author, text }: Message, { viewer }: CurrentSession): string | undefined {
  return author.id === viewer.id || text === null ? undefined : t('timeline.announce', { author: author.handle, text });
}
