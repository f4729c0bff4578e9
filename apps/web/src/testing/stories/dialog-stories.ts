import ExportConversation from '../../export/ExportConversation.vue';
import ShortcutsDialog from '../../keyboard/ShortcutsDialog.vue';
import InvitePeople from '../../rooms/InvitePeople.vue';
import LeaveRoom from '../../rooms/LeaveRoom.vue';
import NewConversation from '../../rooms/NewConversation.vue';
import { MembersQuery } from '../../rooms/room-documents.ts';
import SignOut from '../../session/SignOut.vue';
import SettingsDialog from '../../settings/SettingsDialog.vue';
import DialogCard from '../../dialogs/DialogCard.vue';
import { inboxOf, type Story } from './story.ts';
import { answer, refusal } from './story-api.ts';
import { people, plainRoom } from './story-records.ts';

const nobody = answer(MembersQuery, {
  chatRoom: { members: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false, endCursor: null } } },
});
const asking = { title: '대화 시작', submitLabel: '방 만들기', canSubmit: true, failure: undefined };

export const dialogStories: readonly Story[] = [
  { name: 'new conversation', component: NewConversation, props: { picked: [] }, inbox: inboxOf([], people) },
  { name: 'new conversation, nobody', component: NewConversation, props: { picked: [] }, inbox: inboxOf([]) },
  { name: 'dialog, busy', component: DialogCard, props: { ...asking, isBusy: true } },
  {
    name: 'dialog, refused',
    component: DialogCard,
    props: { ...asking, isBusy: false, failure: { code: 'UNAVAILABLE' } },
  },
  {
    name: 'invite',
    component: InvitePeople,
    props: { room: plainRoom },
    inbox: inboxOf([], people),
    answers: [nobody],
  },
  {
    name: 'invite, nobody',
    component: InvitePeople,
    props: { room: plainRoom },
    inbox: inboxOf([]),
    answers: [nobody],
  },
  { name: 'invite, loading', component: InvitePeople, props: { room: plainRoom } },
  {
    name: 'invite, failed',
    component: InvitePeople,
    props: { room: plainRoom },
    answers: [refusal(MembersQuery, 'BUSY')],
  },
  { name: 'leave', component: LeaveRoom, props: { room: plainRoom } },
  { name: 'export', component: ExportConversation, props: { room: plainRoom } },
  { name: 'sign out', component: SignOut },
  { name: 'settings', component: SettingsDialog },
  { name: 'shortcuts', component: ShortcutsDialog },
];
