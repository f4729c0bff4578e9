import { ref } from 'vue';
import ConnectionBanner from '../../app/ConnectionBanner.vue';
import NothingHere from '../../app/NothingHere.vue';
import SessionMenu from '../../app/SessionMenu.vue';
import StartPage from '../../app/StartPage.vue';
import type { ConnectionState } from '../../graphql/connection.ts';
import NotificationOffer from '../../notifications/NotificationOffer.vue';
import SearchPage from '../../search/SearchPage.vue';
import { SearchMessages } from '../../search/search-documents.ts';
import SignIn from '../../session/SignIn.vue';
import ReturningConnection from './ReturningConnection.vue';
import { inboxOf, type Story } from './story.ts';
import { answer, refusal, storyApi } from './story-api.ts';
import { items, people, plainRoom, rooms } from './story-records.ts';

const banner = (state: ConnectionState): Pick<Story, 'component' | 'props'> => ({
  component: ConnectionBanner,
  props: { connection: { ...storyApi([], undefined, state).connection, state: ref(state) }, snapshots: 0 },
});

const found = (hits: readonly number[]) =>
  answer(SearchMessages, {
    searchMessages: {
      edges: items.flatMap((item) =>
        item.__typename === 'ChatMessage' && hits.includes(item.number)
          ? [{ node: { message: item, room: plainRoom, highlights: [{ start: 0, end: 2 }] } }]
          : [],
      ),
      pageInfo: { hasNextPage: hits.length > 0, endCursor: 'story' },
    },
  });
const search = {
  component: SearchPage,
  props: { text: '점심', roomId: undefined },
  inbox: inboxOf(rooms),
  isPage: true,
};

export const appStories: readonly Story[] = [
  { name: 'sign in', component: SignIn, props: { ended: false, lastHandle: '' }, isPage: true },
  { name: 'sign in, session ended', component: SignIn, props: { ended: true, lastHandle: '하루' }, isPage: true },
  { name: 'start', component: StartPage, inbox: inboxOf(rooms, people), isPage: true },
  { name: 'nothing here', component: NothingHere },
  { name: 'menu', component: SessionMenu },
  { name: 'notifications, offered', component: NotificationOffer, props: { isMissed: true } },
  { ...banner({ status: 'waiting', retryAt: Date.now() + 8_000 }), name: 'banner, lost' },
  { name: 'banner, back', component: ReturningConnection, props: { isResynced: false } },
  { name: 'banner, resynced', component: ReturningConnection, props: { isResynced: true } },
  { ...search, name: 'search', answers: [found([3, 8, 9, 11])] },
  { ...search, name: 'search, blank', props: { text: '', roomId: undefined } },
  { ...search, name: 'search, loading' },
  { ...search, name: 'search, nothing found', answers: [found([])] },
  { ...search, name: 'search, failed', answers: [refusal(SearchMessages, 'UNAVAILABLE')] },
];
