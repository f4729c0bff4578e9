import OnlinePeople from '../../rooms/OnlinePeople.vue';
import { MembersQuery } from '../../rooms/room-documents.ts';
import RoomDetails from '../../rooms/RoomDetails.vue';
import RoomList from '../../rooms/RoomList.vue';
import { inboxOf, type Story } from './story.ts';
import { answer, refusal } from './story-api.ts';
import { people, plainRoom, rooms, sora, viewer } from './story-records.ts';

const members = answer(MembersQuery, {
  chatRoom: {
    members: {
      totalCount: 5,
      edges: [
        { node: { role: 'OWNER', user: viewer } },
        ...people.map((user) => ({ node: { role: 'MEMBER' as const, user } })),
      ],
      pageInfo: { hasNextPage: false, endCursor: null },
    },
  },
});
const inbox = inboxOf(rooms, [viewer, sora]);
const typing = { ...inbox, rooms: rooms.map((room, n) => ({ room, typing: n === 1 ? [sora] : [] })) };
const details = { component: RoomDetails, props: { room: plainRoom }, inbox };

export const roomStories: readonly Story[] = [
  {
    name: 'rooms',
    component: RoomList,
    inbox: typing,
    drafts: { draft: '아직 다 못 쓴 글' },
    route: { name: 'room', params: { roomId: 'r1' } },
  },
  { name: 'rooms, none', component: RoomList, inbox: inboxOf([]) },
  { name: 'rooms, loading', component: RoomList },
  { name: 'rooms, offline', component: RoomList, connection: { status: 'waiting', retryAt: 0 } },
  { name: 'people', component: OnlinePeople, inbox: inboxOf([], people) },
  { name: 'people, nobody', component: OnlinePeople, inbox: inboxOf([], [viewer]) },
  { name: 'people, loading', component: OnlinePeople },
  { ...details, name: 'details', answers: [members] },
  { ...details, name: 'details, loading' },
  { ...details, name: 'details, failed', answers: [refusal(MembersQuery, 'UNAVAILABLE')] },
];
