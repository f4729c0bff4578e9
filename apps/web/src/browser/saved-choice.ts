import { customRef, type Ref } from 'vue';
import { readSaved, save } from './saved-text.ts';

/** One of a few values, as the user chose it in this browser: kept, and the same in all of its tabs. */
export function savedChoice<Value extends string>(key: string, values: readonly Value[], otherwise: Value): Ref<Value> {
  const saved = () => {
    const text = readSaved('browser', key);
    return values.find((value) => value === text) ?? otherwise;
  };
  return customRef((track, trigger) => {
    let chosen = saved();
    window.addEventListener('storage', (event) => {
      if (event.key !== key) return;
      chosen = saved();
      trigger();
    });
    return {
      get() {
        track();
        return chosen;
      },
      set(value) {
        chosen = value;
        save('browser', key, value);
        trigger();
      },
    };
  });
}
