import { createRouter, createWebHistory } from 'vue-router';
import { clientBase } from '../embedding/host-page.ts';

/** Every room, message and search has an address. */
export const router = createRouter({
  history: createWebHistory(clientBase),
  routes: [
    { path: '/', name: 'start', component: () => import('./StartPage.vue') },
    {
      path: '/rooms/:roomId',
      name: 'room',
      component: () => import('../timeline/RoomPage.vue'),
      props: ({ params }) => ({ roomId: String(params['roomId']) }),
    },
    {
      path: '/rooms/:roomId/messages/:messageId',
      name: 'message',
      component: () => import('../timeline/RoomPage.vue'),
      props: ({ params }) => ({ roomId: String(params['roomId']), messageId: String(params['messageId']) }),
    },
    {
      path: '/search',
      name: 'search',
      component: () => import('../search/SearchPage.vue'),
      props: ({ query }) => ({
        text: String(query['q'] ?? ''),
        roomId: query['room'] ? String(query['room']) : undefined,
      }),
    },
    { path: '/:rest(.*)*', name: 'nothing', component: () => import('./NothingHere.vue') },
  ],
});
