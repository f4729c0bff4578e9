import { Quasar } from 'quasar';
import 'quasar/dist/quasar.prod.css';
import { createApp } from 'vue';
import './tokens.css';
import './base.css';
import App from './App.vue';
import { router } from './router.ts';

createApp(App)
  .use(Quasar, { config: { dark: 'auto' } })
  .use(router)
  .mount('#app');
