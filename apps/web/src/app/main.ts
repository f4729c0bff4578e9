import { Quasar } from 'quasar';
import 'quasar/dist/quasar.prod.css';
import { createApp, watchEffect } from 'vue';
import './tokens.css';
import './base.css';
import { keepForOfflineStart } from '../browser/offline-start.ts';
import { greetHostPage } from '../embedding/host-page.ts';
import { language } from '../locale/locale.ts';
import { showTheme } from '../settings/theme.ts';
import App from './App.vue';
import { router } from './router.ts';

createApp(App)
  .use(Quasar, { config: { ripple: false } })
  .use(router)
  .mount('#app');
showTheme();
greetHostPage();
keepForOfflineStart();

// After Quasar, which writes the language of its own texts there.
watchEffect(() => {
  document.documentElement.lang = language.value;
});
