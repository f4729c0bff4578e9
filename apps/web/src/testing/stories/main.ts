import { Quasar } from 'quasar';
import 'quasar/dist/quasar.prod.css';
import { createApp, watchEffect } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import '../../app/tokens.css';
import '../../app/base.css';
import { language } from '../../locale/locale.ts';
import { showTheme } from '../../settings/theme.ts';
import StoryPage from './StoryPage.vue';

/** The addresses that components link to; a story is none of them, and stays where it is. */
const nowhere = { render: () => null };
const router = createRouter({
  history: createMemoryHistory(),
  routes: [
    { path: '/', name: 'start', component: nowhere },
    { path: '/rooms/:roomId', name: 'room', component: nowhere },
    { path: '/rooms/:roomId/messages/:messageId', name: 'message', component: nowhere },
    { path: '/search', name: 'search', component: nowhere },
  ],
});

createApp(StoryPage)
  .use(Quasar, { config: { ripple: false } })
  .use(router)
  .mount('#app');
showTheme();
watchEffect(() => {
  document.documentElement.lang = language.value;
});
